package dev.gmm4j.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "it's",
        "$HOME",
        "\u001b]0;title\u0007",
        "a\nb'c\\d",
        "\u001b7 and 8",
        "right\u202eleft",
        "\u00e4\u009b1"
      })
  void of_isReadByAShellAsItWas(String argument) throws IOException {
    String call = ShellCommandLine.of(List.of(argument));

    assertThat(PlainText.of(call)).isEqualTo(call);
    String script = call.replaceFirst("^gmm ", "printf %s ");
    Process bash = new ProcessBuilder("bash", "-c", script).start();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(argument);
  }
}
