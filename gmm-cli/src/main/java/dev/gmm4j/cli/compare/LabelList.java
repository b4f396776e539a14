package dev.gmm4j.cli.compare;

import java.util.ArrayList;
import java.util.List;

/** The numbers of the labels of a file's rows, two bytes each. */
final class LabelList {
  private static final int CHUNK = 1 << 16;

  private final List<short[]> chunks = new ArrayList<>();
  private long size;

  void add(int label) {
    int place = (int) (size % CHUNK);
    if (place == 0) {
      chunks.add(new short[CHUNK]);
    }
    chunks.get(chunks.size() - 1)[place] = (short) label;
    size++;
  }

  int get(long row) {
    return chunks.get((int) (row / CHUNK))[(int) (row % CHUNK)];
  }

  long size() {
    return size;
  }
}
