package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters beyond ASCII where the locale has none, as in containers and cron. */
class LocaleIT {
  /** Names are in a script, so that the locale of this process does not matter. */
  private static final String SCRIPT = """
      cd "$1" || exit 9
      printf 'Größe,b\\n1,2\\n2,1\\n3,3\\n4,6\\n5,5\\n' >données.csv
      "$2" fit données.csv --columns Größe,b --components 1 --output modèle.json || exit 1
      "$2" fit - --columns Größe --components 1 <données.csv || exit 2
      "$2" predict modèle.json données.csv --output étiquettes.csv || exit 3
      [ -s modèle.json ] && [ -s étiquettes.csv ] || exit 4
      "$2" score modèle.json 無.csv
      """;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_CTYPE=C", "LANG=C", "none"})
  void names_areThoseOfFilesAndColumns(String locale) throws IOException {
    Path script = Files.writeString(folder.resolve("script"), SCRIPT, StandardCharsets.UTF_8);
    Map<String, String> environment =
        new HashMap<>(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""));
    if (!locale.equals("none")) {
      environment.put(locale.split("=", 2)[0], locale.split("=", 2)[1]);
    }

    Outcome outcome = PackagedGmm.run(
        Path.of("/bin/sh"),
        environment,
        "",
        script,
        folder,
        PackagedGmm.launcher().toAbsolutePath());

    assertThat(outcome.err()).contains("無.csv: no such file");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.out()).contains("données.csv, 5 rows", "Größe");
  }

  @Test
  void otherLocales_areLeftAlone() {
    Outcome outcome = PackagedGmm.run(
        PackagedGmm.launcher(),
        Map.of("LC_ALL", "C.UTF-8", "GMM_OPTS", "-XshowSettings:properties"),
        "",
        "--version");
    assertThat(outcome.err()).contains("sun.jnu.encoding = UTF-8");
  }
}
