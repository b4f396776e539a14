package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.data.Samples;
import java.awt.Font;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of any length have the room that they have. */
class LongNamesTest {
  private static final String LONG = "concentration_of_analyte_number_07_in_mg";

  @Test
  void textWithRoom_staysAsItIs() {
    assertThat(Text.elided(LONG, Text.BODY, 1000)).isEqualTo(LONG);
    assertThat(Text.fitting(LONG, Text.BODY, 1000)).isSameAs(Text.BODY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {40, 80, 150, 200})
  void textWithoutRoom_keepsBeginningAndEnd(double room) {
    String shown = Text.elided(LONG, Text.BODY, room);

    assertThat(Text.width(shown, Text.BODY)).isLessThanOrEqualTo(room);
    String[] parts = shown.split("\u2026", -1);
    assertThat(parts).hasSize(2);
    assertThat(LONG).startsWith(parts[0]).endsWith(parts[1]);
    // One letter more would not fit.
    assertThat(Text.width(shown + "m", Text.BODY)).isGreaterThan(room - 14);
  }

  @Test
  void lettersOfTwoChars_areNotCut() {
    String shown = Text.elided("\ud83d\ude00".repeat(40), Text.BODY, 100);
    assertThat(shown.replace("\ud83d\ude00", "")).isEqualTo("\u2026");
  }

  @Test
  void font_isNotTooSmallToRead() {
    Font font = Text.fitting(LONG, Text.BODY, 10);
    assertThat(font.getSize2D()).isEqualTo(9f);
  }

  @Test
  void textsThatWouldBecomeTheSame_areNumbered() {
    String other = LONG.replace("analyte", "reagent");
    List<String> shown = Text.elided(List.of(LONG, "short", other), Text.BODY, 100);

    assertThat(shown).doesNotHaveDuplicates().contains("short");
    assertThat(shown.get(0)).startsWith("0: conc");
    assertThat(shown.get(2)).startsWith("2: conc");
  }

  @Test
  void unitOfAnAxis_isNotCut() {
    Axis axis = Axis.of(LONG, new Range(0, 4e7));
    assertThat(axis.label(Text.BODY, 140)).contains("\u2026").endsWith(" (\u00d7 1e6)");
  }

  @Test
  void legend_isNoWiderForALongName() {
    Legend legend = new Legend().mark(LONG.repeat(5), Palette.INK, Mark.CIRCLE, 3);
    assertThat(legend.columnWidth()).isLessThan(290);
    assertThat(legend.texts()).containsExactly(LONG.repeat(5));
  }

  /** The plot areas would shrink if labels took more room. */
  @Test
  void pairs_ofLongNames_areAsLargeAsOfShortOnes() {
    Samples samples = Data.blobs(60, 8);
    List<String> names =
        IntStream.range(0, 8).mapToObj(j -> LONG.replace("07", "0" + j)).toList();
    Figure figure = PairPlot.of(samples).names(names).figure();
    Figure ofShort =
        PairPlot.of(samples).names("a", "b", "c", "d", "e", "f", "g", "h").figure();

    assertThat(width(figure)).isGreaterThan(0.97 * width(ofShort));
    // For those who cannot see it they are whole.
    assertThat(figure.description()).contains("scatter, " + names.get(0) + " across");
  }

  /** The extent of the points of the first scatter. */
  private static double width(Figure figure) {
    double[] xs = Svg.elements(Svg.of(figure).group("samples"), "circle").stream()
        .mapToDouble(circle -> Double.parseDouble(circle.getAttribute("cx")))
        .sorted()
        .toArray();
    return xs[xs.length - 1] - xs[0];
  }
}
