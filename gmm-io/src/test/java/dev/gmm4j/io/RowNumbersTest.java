package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowNumbersTest {

  @Test
  void rowsOfText_haveLinesAndFileRows() {
    byte[] csv = "a,b\n1,2\n\"3\",4\n5,6\n".getBytes(StandardCharsets.UTF_8);
    try (Dataset dataset =
        DataFiles.read(new ByteArrayInputStream(csv), "test", ReadOptions.defaults())) {
      RowNumbers numbers = dataset.rowNumbers();

      assertThat(numbers.rows()).isEqualTo(3);
      assertThat(numbers.fileRows()).isEqualTo(3);
      assertThat(numbers.fileRow(2)).isEqualTo(2);
      assertThat(numbers.line(2)).hasValue(4);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> numbers.fileRow(3));
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> numbers.line(-1));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.3, 0.7, 0.9999, 1})
  void keptRows_areFoundWhateverShareIsKept(double share) {
    Random random = new Random(1);
    RowSelection kept = new RowSelection();
    List<Long> expected = new ArrayList<>();
    for (long row = 0; row < 50_000; row++) {
      boolean keep = random.nextDouble() < share;
      kept.add(keep);
      if (keep) {
        expected.add(row);
      }
    }
    kept.finish();

    assertThat(kept.fileRows()).isEqualTo(50_000);
    assertThat(kept.rows()).isEqualTo(expected.size());
    List<Long> found = new ArrayList<>();
    for (long row = 0; row < kept.rows(); row++) {
      found.add(kept.fileRow(row));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void run_endsAtARowThatIsLeftOut() {
    RowSelection kept = new RowSelection();
    for (int row = 0; row < 200; row++) {
      kept.add(row != 130);
    }
    kept.finish();

    assertThat(kept.run(3, 50)).isEqualTo(50);
    assertThat(kept.run(3, 150)).isEqualTo(127);
    assertThat(kept.run(131, 100)).isEqualTo(69);
  }
}
