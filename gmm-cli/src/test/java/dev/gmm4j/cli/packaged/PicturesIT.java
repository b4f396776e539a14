package dev.gmm4j.cli.packaged;

import static dev.gmm4j.cli.testing.InProcess.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ModelPictures of the packaged command. */
class PicturesIT {
  @TempDir
  private Path folder;

  private static Outcome fit(Map<String, String> environment, Object... options) {
    Object[] all = new Object[4 + options.length];
    System.arraycopy(new Object[] {"fit", data("faithful.csv"), "--components", 2}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return PackagedGmm.run(PackagedGmm.launcher(), environment, "", all);
  }

  @Test
  void displayThatCannotBeReached_isNoHindrance() {
    Path plot = folder.resolve("plot.png");
    Path report = folder.resolve("report.html");
    Path animation = folder.resolve("em.gif");

    String out = fit(
            Map.of("DISPLAY", "nowhere:7"),
            "--plot",
            plot,
            "--report",
            report,
            "--animate",
            animation)
        .done();

    assertThat(out).endsWith("report written to " + report + "\n");
    assertThat(plot).isNotEmptyFile();
    assertThat(report).isNotEmptyFile();
    assertThat(animation).isNotEmptyFile();
  }

  @Test
  void fitWithoutPictures_loadsNothingToDrawWith() {
    Map<String, String> log = Map.of("GMM_OPTS", "-Xlog:class+load");

    assertThat(fit(log).done())
        .contains("dev.gmm4j.cli.fit.FitCommand")
        .doesNotContain(" dev.gmm4j.plot.", " java.awt.", " javax.imageio.", " org.knowm.");
    assertThat(fit(log, "--plot", folder.resolve("x.png")).done())
        .contains(" dev.gmm4j.plot.", " java.awt.", " org.knowm.");
  }
}
