package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote: fixtures.py beside them says how. */
class NumpyFixturesTest {
  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(NumpyFixturesTest.class.getResource(name), name).toURI());
  }

  private static double[][] rows(String name) throws URISyntaxException {
    try (Dataset data = DataFiles.open(fixture(name), ReadOptions.defaults())) {
      return SampleArrays.of(data.samples());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64.npy", "float64-fortran.npy", "version2.npy", "version3.npy"})
  void doubles_areRead(String name) throws URISyntaxException {
    assertThat(rows(name)).isEqualTo(new double[][] {{1.5, -2, 3.25}, {4, 5.5, 1e-3}});
  }

  @Test
  void otherTypes_areRead() throws URISyntaxException {
    assertThat(rows("float32-big-endian.npy"))
        .isEqualTo(new double[][] {{1.5, -2, 3.25}, {4, 5.5, 1e-3f}});
    assertThat(rows("int64.npy")).isEqualTo(new double[][] {{1, -2}, {3, 4}, {5, 6}});
    assertThat(rows("bool.npy")).isEqualTo(new double[][] {{1}, {0}, {1}});
  }

  @ParameterizedTest
  @CsvSource({"scalar.npy, 0 dimensions", "objects.npy, objects", "structured.npy, structured"})
  void others_areRefused(String name, String problem) throws URISyntaxException {
    Path file = fixture(name);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(file, ReadOptions.defaults()))
        .withMessageContaining(problem);
  }
}
