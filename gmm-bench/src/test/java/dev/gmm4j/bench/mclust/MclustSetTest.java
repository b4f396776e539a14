package dev.gmm4j.bench.mclust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MclustSetTest {
  @TempDir
  Path folder;

  private MclustSet small(String... cells) throws IOException {
    Files.write(
        folder.resolve("data.csv"),
        IntStream.range(0, 20).mapToObj(i -> (i % 2 * 10 + i) + ".5").toList());
    Files.write(
        folder.resolve("labels.csv"),
        IntStream.range(0, 20).mapToObj(i -> "0," + i % 2).toList());
    Files.write(folder.resolve("cells.csv"), List.of(cells));
    Files.writeString(folder.resolve("seconds.txt"), "1.25\n");
    return MclustSet.read(folder);
  }

  @Test
  void read_namesModelsOfOneFeatureAsOurs() throws IOException {
    MclustSet set = small("E,1,-70.5,144.25,-70.25", "V,2,NA,NA,NA");

    assertThat(set.cells().get(0))
        .isEqualTo(new MclustCell(CovarianceModel.EII, 1, -70.5, 144.25, -70.25));
    assertThat(set.cells().get(1).model()).isEqualTo(CovarianceModel.VII);
    assertThat(set.cells().get(1).highest()).isNaN();
    assertThat(set.start(2)).startsWith(0, 1, 0, 1);
    assertThat(set.smallestClass(2)).isEqualTo(10);
    assertThat(set.seconds()).isEqualTo(1.25);
  }

  @Test
  void fits_ofOneNormalDistribution_haveItsLikelihood() throws IOException {
    MclustSet set = small("E,1,-80,0,-80");
    double mean = 0;
    double variance = 0;
    for (double[] row : set.rows()) {
      mean += row[0] / 20;
    }
    for (double[] row : set.rows()) {
      variance += (row[0] - mean) * (row[0] - mean) / 20;
    }

    CellResult result = CellFits.of(set).get(0);

    double expected = -10 * (Math.log(2 * Math.PI * variance) + 1);
    assertThat(result.accelerated()).isCloseTo(expected, within(1e-9));
    assertThat(result.better()).isTrue();
    assertThat(result.worse()).isFalse();
  }

  @Test
  void result_tellsWhoHasNone() {
    MclustCell none = new MclustCell(CovarianceModel.VVV, 2, Double.NaN, Double.NaN, Double.NaN);
    MclustCell some = new MclustCell(CovarianceModel.VVV, 2, -10, 30, Double.NaN);

    assertThat(new CellResult(none, -5, -5).onlyOurs()).isTrue();
    assertThat(new CellResult(some, Double.NaN, Double.NaN).onlyMclust()).isTrue();
    assertThat(new CellResult(some, -10.04, -10.04).worse()).isFalse();
    assertThat(new CellResult(some, -10.06, -10).worse()).isTrue();
    assertThat(new CellResult(some, -10.06, -10).worsePlain()).isFalse();
  }
}
