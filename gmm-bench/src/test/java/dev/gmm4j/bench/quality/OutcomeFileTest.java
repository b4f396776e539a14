package dev.gmm4j.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeFileTest {
  private static final QualityRows ROWS = QualityRows.everyFifth(new double[][] {{1}, {2}, {3}});
  private static final QualitySet SET =
      new QualitySet("small", false, 2, CovarianceModel.VVV, data -> ROWS);

  @TempDir
  Path folder;

  @Test
  void read_givesWhatWasAdded_inItsOrder() throws IOException {
    Path file = folder.resolve("outcomes.txt");
    Outcome first = new Outcome(-10.5, true, -1.25, 0.1);
    Outcome second = new Outcome(-9, false, -2, 0.2);
    OutcomeFile kept = OutcomeFile.read(file);
    kept.add(SET, ROWS, "restarts=5,init=short-em", List.of(first));
    kept.add(SET, ROWS, "restarts=5,init=short-em", List.of(second));

    OutcomeFile read = OutcomeFile.read(file);

    assertThat(read.get(SET, ROWS, "restarts=5,init=short-em")).containsExactly(first, second);
    assertThat(read.get(SET, ROWS, "default")).isEmpty();
  }

  @Test
  void get_withoutAFile_givesWhatWasAdded() throws IOException {
    OutcomeFile none = OutcomeFile.read(null);
    none.add(SET, ROWS, "default", List.of(new Outcome(-1, true, -1, 1)));

    assertThat(none.get(SET, ROWS, "default")).hasSize(1);
  }
}
