package dev.gmm4j.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetResultTest {
  private static final QualitySet SET = new QualitySet(
      "small", false, 2, CovarianceModel.VVV, folder -> QualityRows.everyFifth(new double[10][1]));

  private static SetResult result(int rows, KnownOptima.Entry known, double... logLikelihoods) {
    List<Outcome> outcomes = Arrays.stream(logLikelihoods)
        .mapToObj(value -> new Outcome(value, value < 0, -1, 2))
        .toList();
    return new SetResult(SET, rows, known, outcomes);
  }

  @Test
  void near_isWithinANat_orAThousandthOfARow() {
    KnownOptima.Entry known = new KnownOptima.Entry(1, 1, -100, Double.NEGATIVE_INFINITY);

    assertThat(result(50, known, -99, -100.9, -101.1).near()).isEqualTo(2);
    assertThat(result(5000, known, -99, -100.9, -104.9, -105.1).near()).isEqualTo(3);
  }

  @Test
  void near_leavesOutWhatIsNotAdmissible() {
    KnownOptima.Entry known = new KnownOptima.Entry(1, 1, -100, 7);
    SetResult result = result(50, known, 7, -100);

    assertThat(result.near()).isEqualTo(1);
    assertThat(result.inadmissible()).isEqualTo(1);
    assertThat(result.beatsKnown()).isFalse();
  }

  @Test
  void near_takesTheOthersWhereNothingIsAdmissible() {
    KnownOptima.Entry known = new KnownOptima.Entry(1, 0, Double.NEGATIVE_INFINITY, 7);

    assertThat(result(50, known, 7, -100).near()).isEqualTo(1);
  }

  @Test
  void beatsKnown_whereAnAdmissibleOneIsBetter() {
    KnownOptima.Entry known = new KnownOptima.Entry(1, 1, -100, Double.NEGATIVE_INFINITY);

    assertThat(result(50, known, -98).beatsKnown()).isTrue();
    assertThat(result(50, known, -99.5).beatsKnown()).isFalse();
  }

  @Test
  void sums_areOverOutcomes() {
    KnownOptima.Entry known = new KnownOptima.Entry(1, 1, -100, Double.NEGATIVE_INFINITY);
    SetResult result = result(10, known, -98, -104);

    assertThat(result.meanLoss()).isEqualTo(0.2);
    assertThat(result.heldOut()).isEqualTo(-1);
    assertThat(result.seconds()).isEqualTo(2);
  }
}
