package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.data.RowSource;
import org.junit.jupiter.api.Test;

class WatchedRowsTest {

  @Test
  void faultOfTheMachine_isAFailureOfTheFile() {
    RowSource gone = new RowSource() {
      @Override
      public long rows() {
        return 7;
      }

      @Override
      public int columns() {
        return 2;
      }

      @Override
      public void read(long first, int count, double[] destination) {
        throw new InternalError("a fault occurred in an unsafe memory access operation");
      }
    };
    WatchedRows watched = new WatchedRows(gone, "a.npy");

    assertThat(watched.rows()).isEqualTo(7);
    assertThat(watched.columns()).isEqualTo(2);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> watched.read(0, 1, new double[2]))
        .withMessage(
            "a.npy cannot be read any more: it was truncated, or its disk failed, while it was in use");
  }
}
