package dev.gmm4j.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures of agreement by information, against scikit-learn 1.9.1 (adjusted_mutual_info_score, homogeneity_completeness_v_measure). */
class LabelInformationTest {

  @ParameterizedTest
  @CsvSource({
    "'50 0 0/0 48 2/0 14 36', 0.7551191675800484, 0.7514854021988338, 0.7649861514489815, 0.7581756800057784",
    "'10 4 6 13 8 7 3/5 6 4 6 5 10 6/6 10 3 9 4 9 7/9 9 9 8 5 12 7', -0.007108058972499159, 0.025724030105681365,"
        + " 0.01844374285122401, 0.021483872271724075",
    "'1 1 1 0 0/0 0 0 2 1', 0.24218511509616306, 1, 0.4441228664487977, 0.6150762885445168",
    "'2 2', 0, 1, 0, 0",
    "'40000 1000 3/200 30000 5000', 0.7827982822793726, 0.8915733970226587, 0.6976847347834478, 0.7828019081265539"
  })
  void measures_areThoseOfOthers(
      String table, double adjusted, double homogeneity, double completeness, double vMeasure) {
    long[][] counts = Arrays.stream(table.split("/"))
        .map(row -> Arrays.stream(row.split(" ")).mapToLong(Long::parseLong).toArray())
        .toArray(long[][]::new);
    LabelAgreement agreement = LabelAgreement.ofCounts(counts);

    // Differences of logarithms of numbers near 1 leave twelve digits.
    assertThat(agreement.adjustedMutualInformation()).isCloseTo(adjusted, within(1e-12));
    assertThat(agreement.homogeneity()).isCloseTo(homogeneity, within(1e-13));
    assertThat(agreement.completeness()).isCloseTo(completeness, within(1e-13));
    assertThat(agreement.vMeasure()).isCloseTo(vMeasure, within(1e-13));
  }

  @Test
  void samePartitions_agreeWholly() {
    for (LabelAgreement agreement : new LabelAgreement[] {
      LabelAgreement.between(new int[] {0, 1, 2}, new int[] {2, 1, 0}),
      LabelAgreement.between(new int[] {0, 0}, new int[] {0, 0}),
      LabelAgreement.ofCounts(new long[][] {{0, 5, 0}, {3, 0, 0}})
    }) {
      assertThat(agreement.adjustedMutualInformation()).isEqualTo(1);
      assertThat(agreement.vMeasure()).isEqualTo(1);
    }
  }
}
