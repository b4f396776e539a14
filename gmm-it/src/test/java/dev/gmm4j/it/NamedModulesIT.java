package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static dev.gmm4j.it.VectorBackendIT.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that use our other modules, compiled without a warning, on the module path and on the class path. */
class NamedModulesIT {
  private static final Path VECTOR = Deployed.jar("gmm-backend-vector");

  private static Outcome modelFile(String path, String backend) {
    return Outcome.success(
        path, "fitted by " + backend, "features [width, length]", "same model: true");
  }

  private static Outcome warned(Outcome outcome) {
    return new Outcome(outcome.status(), outcome.out(), WARNING);
  }

  @Test
  void modelFile_onTheModulePath(@TempDir Path folder) throws Exception {
    Path module = Fixture.compileModule("modelfile", Library.IO.and(Deployed.API));
    String main = "modelfile/modelfile.Main";

    assertThat(new Jvm()
            .modulePath(Deployed.and(module, Library.IO.and(Deployed.with(EJML))))
            .run("--module", main, folder.toString()))
        .isEqualTo(modelFile("module path", "ejml"));
    assertThat(new Jvm()
            .modulePath(Deployed.and(module, Library.IO.and(Deployed.API, VECTOR)))
            .run("--module", main, folder.toString()))
        .isEqualTo(warned(modelFile("module path", "vector")));
  }

  @Test
  void modelFile_onTheClassPath(@TempDir Path folder) throws Exception {
    Path classes = Fixture.compile("modelfile", Library.IO.and(Deployed.API));

    assertThat(new Jvm()
            .classPath(Deployed.and(classes, Library.IO.and(Deployed.with(EJML))))
            .run("modelfile.Main", folder.toString()))
        .isEqualTo(modelFile("class path", "ejml"));
    assertThat(new Jvm()
            .classPath(Deployed.and(classes, Library.IO.and(Deployed.API, VECTOR)))
            .option("--add-modules=jdk.incubator.vector")
            .run("modelfile.Main", folder.toString()))
        .isEqualTo(warned(modelFile("class path", "vector")));
  }

  @Test
  void picture_onTheModulePathAndTheClassPath(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("clusters.png");
    Path module = Fixture.compileModule("picture", Library.PLOT.and(Deployed.API));
    Path classes = Fixture.compile("picture", Library.PLOT.and(Deployed.API));
    Path[] jars = Library.PLOT.and(Deployed.with(EJML));
    String headless = "-Djava.awt.headless=true";

    assertThat(new Jvm()
            .option(headless)
            .modulePath(Deployed.and(module, jars))
            .run("--module", "picture/picture.Main", file.toString()))
        .isEqualTo(Outcome.success("module path", "drawn"));
    assertThat(file).isNotEmptyFile();
    Files.delete(file);
    assertThat(new Jvm()
            .option(headless)
            .classPath(Deployed.and(classes, jars))
            .run("picture.Main", file.toString()))
        .isEqualTo(Outcome.success("class path", "drawn"));
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void compatibilityKit_onTheModulePath() throws Exception {
    Path module = Fixture.compileModule("kit", Library.TCK.and(Deployed.API));

    // These rules read the reference results, with a library, from files inside the module.
    assertThat(new Jvm()
            .modulePath(Deployed.and(module, Library.TCK.and(Deployed.with(EJML))))
            .run("--module", "kit/kit.Main", "ejml", "GOLD"))
        .isEqualTo(
            Outcome.success("module path", "module dev.gmm4j.tck", "ejml: 4 rules, 0 failed"));
  }
}
