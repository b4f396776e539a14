package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run-time images made by the commands in the documentation. */
class LinkedImageIT {
  private static final long TIMEOUT_SECONDS = 900;
  private static final String MAIN = "modelfile/modelfile.Main";

  /** Returns the documented command whose option {@code --output} names an image, for our application. */
  private static List<String> command(String image) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "backends.md"));
    Matcher command = Pattern.compile("^jlink .*--output " + image + "$", Pattern.MULTILINE)
        .matcher(page.replace("\\\n", ""));
    assertThat(command.find()).as("jlink command for %s", image).isTrue();
    return List.of(command.group().replace("my.application", "modelfile").split("\\s+"));
  }

  /** Links an image as documented, from the folder {@code lib} with these jars and the application's. */
  private static Path link(String image, Path folder, Path... jars) throws Exception {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    for (Path jar : jars) {
      Files.copy(jar, lib.resolve(jar.getFileName().toString()));
    }
    Path classes = Fixture.compileModule("modelfile", Library.IO.and(Deployed.API));
    String application = lib.resolve("application.jar").toString();
    Fixture.runTool(
        "jar", List.of("--create", "--file", application, "-C", classes.toString(), "."));
    List<String> command = new ArrayList<>(command(image));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "jlink").toString());

    Outcome outcome =
        Jvm.run(new ProcessBuilder(command).directory(folder.toFile()), TIMEOUT_SECONDS);

    assertThat(outcome.status()).as(outcome.toString()).isZero();
    return folder.resolve(image);
  }

  private static String output(String backend) {
    return "module path\nfitted by " + backend + "\nfeatures [width, length]\nsame model: true";
  }

  @Test
  void imageWithTheVectorBackend_runsByItself(@TempDir Path folder) throws Exception {
    Path image =
        link("image", folder, Library.IO.and(Deployed.API, Deployed.jar("gmm-backend-vector")));

    assertThat(new Jvm(image).run("--module", MAIN, folder.toString()))
        .isEqualTo(new Outcome(0, output("vector"), VectorBackendIT.WARNING));
    assertThat(new Jvm(image).run("--list-modules").out())
        .contains("dev.gmm4j.backend.vector", "jdk.incubator.vector")
        .doesNotContain("java.desktop", "org.jspecify");
  }

  @Test
  void backendThatIsNoNamedModule_standsBesideTheImage(@TempDir Path folder) throws Exception {
    Path image = link("image-without-backend", folder, Library.IO.and(Deployed.API));

    assertThat(new Jvm(image)
            .modulePath(EJML.jars().toArray(Path[]::new))
            .run("--module", MAIN, folder.toString()))
        .isEqualTo(new Outcome(0, output("ejml"), ""));
    assertThat(new Jvm(image).run("--module", MAIN, folder.toString()).err())
        .contains(ClassPathIT.NO_BACKEND);
  }
}
