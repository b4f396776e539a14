package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineIndexTest {

  @Test
  void lines_areFoundAmongAnyRuns() {
    LineIndex index = new LineIndex();
    SplittableRandom random = new SplittableRandom(1);
    long[] lines = new long[10_000];
    long line = 2;
    for (int row = 0; row < lines.length; row++) {
      lines[row] = line;
      index.add(line);
      line += random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
    }
    for (int row = 0; row < lines.length; row++) {
      assertThat(index.line(row)).isEqualTo(lines[row]);
    }
    assertThat(index.line(lines.length)).isEqualTo(-1);
  }

  @Test
  void tooManyRuns_giveUnknownLines() {
    LineIndex index = new LineIndex();
    int rows = (1 << 20) + 10;
    for (int row = 0; row < rows; row++) {
      index.add(3L * row);
    }
    assertThat(index.line(1000)).isEqualTo(3000);
    assertThat(index.line(rows - 1)).isEqualTo(-1);
  }
}
