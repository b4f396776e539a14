package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Recorded fits become GIFs with a frame for each step. */
class AnimationTest {
  @TempDir
  Path folder;

  @Test
  void recording_hasTheTraceOfTheFit() {
    EmRecording recording = new EmRecording();
    GaussianMixtureFit fit = fit(Data.slanted(80), 3, 12, recording);

    assertThat(recording.restarts()).containsExactly(0, 1, 2);
    for (int restart : recording.restarts()) {
      assertThat(recording.steps(restart).stream()
              .map(EmRecording.Step::logLikelihood)
              .toList())
          .isEqualTo(fit.restarts().get(restart).trace());
    }
    assertThat(recording.bestSteps())
        .isEqualTo(recording.steps(fit.bestRestart().index()));
    EmRecording.Step last = recording.bestSteps().get(recording.bestSteps().size() - 1);
    assertThat(last.model().means()).isDeepEqualTo(fit.model().means());
  }

  @Test
  void gif_hasAllFramesAndDelays() throws IOException {
    Samples samples = Data.line(60);
    EmRecording recording = new EmRecording();
    fit(samples, 1, 4, recording);
    Animation animation = EmAnimation.of(samples, recording)
        .size(300, 240)
        .delay(Duration.ofMillis(120))
        .animation();
    Path file = folder.resolve("em.gif");
    animation.writeGif(file);

    assertThat(animation.frames()).hasSize(5);
    assertThat(animation.frames().get(3).title()).startsWith("iteration 3: log-likelihood ");
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(5);
      for (int i = 0; i < 5; i++) {
        assertThat(reader.read(i).getWidth()).isEqualTo(300);
        assertThat(reader.read(i).getHeight()).isEqualTo(240);
        assertThat(node(reader, i, "GraphicControlExtension").getAttribute("delayTime"))
            .isEqualTo(i < 4 ? "12" : "120");
      }
      assertThat(node(reader, 0, "ApplicationExtension").getAttribute("applicationID"))
          .isEqualTo("NETSCAPE");
    }
    Path again = folder.resolve("again.gif");
    animation.writeGif(again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  private static Element node(ImageReader reader, int image, String name) throws IOException {
    var metadata = reader.getImageMetadata(image);
    var root = (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    return (Element) root.getElementsByTagName(name).item(0);
  }

  @Test
  void axes_stay() {
    Samples samples = Data.slanted(60);
    EmRecording recording = new EmRecording();
    fit(samples, 1, 3, recording);
    List<Figure> frames =
        EmAnimation.of(samples, recording).names("u", "v").animation().frames();

    List<String> places = frames.stream()
        .map(frame -> Svg.of(frame).elements("circle").stream()
            .map(circle -> circle.getAttribute("cx") + "," + circle.getAttribute("cy"))
            .sorted()
            .limit(40)
            .toList()
            .toString())
        .distinct()
        .toList();
    assertThat(frames).hasSize(4);
    assertThat(places).hasSize(1);
  }

  @Test
  void manySteps_areThinnedOut_butForTheFirstAndTheLast() {
    Samples samples = Data.slanted(50);
    EmRecording recording = new EmRecording();
    fit(samples, 1, 100, recording);
    List<Figure> frames = EmAnimation.of(samples, recording)
        .size(200, 160)
        .mostFrames(12)
        .animation()
        .frames();

    assertThat(frames).hasSizeBetween(5, 12);
    assertThat(frames.get(0).title()).startsWith("iteration 0:");
    assertThat(frames.get(1).title()).startsWith("iteration 1:");
    assertThat(frames.get(frames.size() - 1).title()).startsWith("iteration 100:");
  }

  @Test
  void wrongRequests_areExplained() {
    EmRecording empty = new EmRecording();
    assertThatThrownBy(() -> EmAnimation.of(Data.line(5), empty))
        .hasMessage("recording must have at least 1 step, but had 0");
    EmRecording recording = new EmRecording();
    Samples samples = Data.blobs(40, 3);
    fit(samples, 1, 2, recording);
    assertThatThrownBy(() -> EmAnimation.of(samples, recording).animation())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples have 3 columns: choose one or two with columns(...)");
    assertThatThrownBy(() -> recording.steps(7))
        .hasMessage("restart must be one of [0], but was 7");
    Animation animation =
        EmAnimation.of(samples, recording).columns(2).size(200, 160).animation();
    assertThatThrownBy(() -> animation.writeGif(folder.resolve("no/em.gif")))
        .isInstanceOf(PlotException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> Animation.of(animation.frames(), Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessage("delay must be 10 ms to 10 minutes, but was 0 ms");
  }

  private static GaussianMixtureFit fit(
      Samples samples, int restarts, int iterations, EmRecording recording) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .restarts(restarts)
        .initialization(Initialization.randomSamples())
        .maxIterations(iterations)
        .tolerance(0)
        .listener(recording)
        .build()
        .fit(samples);
  }
}
