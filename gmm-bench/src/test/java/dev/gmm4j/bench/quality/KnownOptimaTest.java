package dev.gmm4j.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownOptimaTest {
  private static final double[][] ROWS = {{1, 2}, {3, 4}};

  @TempDir
  Path folder;

  private static QualitySet set(int components) {
    return new QualitySet(
        "small", false, components, CovarianceModel.VVV, data -> QualityRows.everyFifth(ROWS));
  }

  @Test
  void best_isThatOfAllSourcesAndAdmissible() throws IOException {
    Path file = folder.resolve("known.csv");
    KnownOptima known = KnownOptima.read(file);
    known.put(
        set(2),
        ROWS,
        "em",
        KnownOptima.Entry.NONE.tried(2).with(new Optimum(-10, true)).with(new Optimum(-5, false)));
    known.put(set(2), ROWS, "mclust", KnownOptima.Entry.NONE.tried(1).with(new Optimum(-9, true)));

    KnownOptima.Entry best = KnownOptima.read(file).best(set(2), ROWS);

    assertThat(best).isEqualTo(new KnownOptima.Entry(3, 2, -9, -5));
  }

  @Test
  void put_dropsLinesOfAnotherNumberOfComponents() throws IOException {
    Path file = folder.resolve("known.csv");
    KnownOptima known = KnownOptima.read(file);
    known.put(set(2), ROWS, "em", KnownOptima.Entry.NONE.tried(1).with(new Optimum(-10, true)));
    known.put(set(3), ROWS, "em", KnownOptima.Entry.NONE.tried(1).with(new Optimum(-8, true)));

    KnownOptima read = KnownOptima.read(file);

    assertThat(read.best(set(2), ROWS)).isEqualTo(KnownOptima.Entry.NONE);
    assertThat(read.best(set(3), ROWS).best()).isEqualTo(-8);
  }

  /** Two searches with other sources may run side by side. */
  @Test
  void put_keepsWhatAnotherProcessHasAdded() throws IOException {
    Path file = folder.resolve("known.csv");
    KnownOptima one = KnownOptima.read(file);
    KnownOptima other = KnownOptima.read(file);
    KnownOptima.Entry entry = KnownOptima.Entry.NONE.tried(1).with(new Optimum(-10, true));

    other.put(set(2), ROWS, "mclust", entry);
    one.put(set(2), ROWS, "em", entry);

    assertThat(KnownOptima.read(file).best(set(2), ROWS).starts()).isEqualTo(2);
  }
}
