package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are written whole, always the same, and at the size that was asked for. */
class FigureTest {
  @TempDir
  Path folder;

  private static final Figure FIGURE =
      ScatterPlot.of(Data.slanted(60)).model(Data.SLANTED).title("a < b & c").figure();

  @Test
  void png_hasTheScaledSize() throws IOException {
    FIGURE.writePng(folder.resolve("one.png"));
    FIGURE.writePng(folder.resolve("two.png"), 2);

    BufferedImage one = ImageIO.read(folder.resolve("one.png").toFile());
    BufferedImage two = ImageIO.read(folder.resolve("two.png").toFile());
    assertThat(one.getWidth()).isEqualTo(FIGURE.width());
    assertThat(one.getHeight()).isEqualTo(FIGURE.height());
    assertThat(two.getWidth()).isEqualTo(2 * FIGURE.width());
    assertThat(two.getHeight()).isEqualTo(2 * FIGURE.height());
  }

  @Test
  void sameInput_givesTheSameBytes() throws IOException {
    Figure again =
        ScatterPlot.of(Data.slanted(60)).model(Data.SLANTED).title("a < b & c").figure();
    FIGURE.writePng(folder.resolve("a.png"), 1.5);
    again.writePng(folder.resolve("b.png"), 1.5);

    assertThat(Files.readAllBytes(folder.resolve("a.png")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b.png")));
    assertThat(again.toSvg()).isEqualTo(FIGURE.toSvg());
    assertThat(FIGURE.toSvg()).isEqualTo(FIGURE.toSvg());
  }

  @Test
  void svg_namesWhatItShows() throws IOException {
    FIGURE.writeSvg(folder.resolve("a.svg"));
    Svg svg = Svg.parse(Files.readString(folder.resolve("a.svg")));

    assertThat(svg.elements("title").get(0).getTextContent()).isEqualTo("a < b & c");
    assertThat(svg.elements("desc").get(0).getTextContent())
        .contains("60 samples", "component 0 (70.0 %)", "density contours");
    assertThat(svg.groups())
        .contains(
            "samples of component 0",
            "samples of component 1",
            "1\u03c3 and 2\u03c3 ellipses of component 1",
            "contour around 50 % of the mixture");
    int circles = Svg.elements(svg.group("samples of component 0"), "circle").size()
        + Svg.elements(svg.group("samples of component 1"), "circle").size();
    assertThat(circles).isEqualTo(60);
  }

  @Test
  void svg_oddCharacters_stayXml() {
    Figure figure = ScatterPlot.of(Data.slanted(5))
        .names("$x$", "a\u0000b<\ud83d\ude00>\"&'")
        .title("\u0007]]>")
        .figure();

    assertThat(Svg.of(figure).elements("desc").get(0).getTextContent())
        .contains("$x$ across", "a b<\ud83d\ude00>\"&'");
  }

  @Test
  void longTitle_isNotClipped() {
    Figure figure = ScatterPlot.of(Data.slanted(5)).title("long ".repeat(40)).figure();
    BufferedImage image = figure.toImage(1);

    for (int y = 0; y < 30; y++) {
      for (int x : new int[] {0, 4, figure.width() - 5, figure.width() - 1}) {
        assertThat(image.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
      }
    }
  }

  @Test
  void row_isBesideEachOther() {
    Figure left = ImageGrid.of(new double[][] {{0, 1}}, 1).range(0, 1).figure();
    Figure right = ImageGrid.of(new double[][] {{1, 1}, {1, 1}}, 1).range(0, 1).figure();
    Figure row = Figure.row(left, right);

    assertThat(row.width()).isEqualTo(left.width() + right.width());
    assertThat(row.height()).isEqualTo(Math.max(left.height(), right.height()));
    BufferedImage image = row.toImage(1);
    BufferedImage alone = right.toImage(1);
    for (int x = 0; x < right.width(); x += 7) {
      assertThat(image.getRGB(left.width() + x, 40)).isEqualTo(alone.getRGB(x, 40));
    }
  }

  @Test
  void point_hasItsColourAtItsPlace() {
    Figure figure = ScatterPlot.of(
            dev.gmm4j.data.Samples.of(new double[][] {{0, 0}, {1, 1}, {0.5, 0.25}}))
        .labels(new int[] {0, 1, 2})
        .aspect(Aspect.EQUAL)
        .figure();
    Svg svg = Svg.of(figure);
    BufferedImage image = figure.toImage(3);
    for (int k = 0; k < 3; k++) {
      var circle =
          Svg.elements(svg.group("samples of component " + k), "circle").get(0);
      int x = (int) (3 * Double.parseDouble(circle.getAttribute("cx")));
      int y = (int) (3 * Double.parseDouble(circle.getAttribute("cy")));
      // A line of the grid may show through.
      Color expected = Palette.mix(Palette.BACKGROUND, Palette.component(k), 0.8);
      Color actual = new Color(image.getRGB(x, y));
      assertThat(Math.abs(actual.getRed() - expected.getRed())).isLessThanOrEqualTo(6);
      assertThat(Math.abs(actual.getGreen() - expected.getGreen())).isLessThanOrEqualTo(6);
      assertThat(Math.abs(actual.getBlue() - expected.getBlue())).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void unwritable_isSaid_andLeavesNothing() throws IOException {
    assertThatThrownBy(() -> FIGURE.writePng(folder.resolve("missing/a.png")))
        .isInstanceOf(PlotException.class)
        .hasMessage("cannot write " + folder.resolve("missing/a.png") + ": there is no folder "
            + folder.resolve("missing").toAbsolutePath());
    assertThatThrownBy(() -> FIGURE.writeSvg(folder))
        .isInstanceOf(PlotException.class)
        .hasMessage("cannot write " + folder + ": it is a folder");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void existingFile_isReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.svg"), "before");
    FIGURE.writeSvg(file);

    assertThat(Files.readString(file)).startsWith("<svg");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void scale_outOfRange_isNamed() {
    assertThatThrownBy(() -> FIGURE.toImage(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale must be in (0, 20], but was 0.0");
    assertThatThrownBy(() -> FIGURE.toImage(Double.NaN))
        .hasMessage("scale must be in (0, 20], but was NaN");
    Figure large = ScatterPlot.of(Data.slanted(5)).size(4000, 300).figure();
    assertThatThrownBy(() -> large.toImage(5)).hasMessageContaining("16384");
  }
}
