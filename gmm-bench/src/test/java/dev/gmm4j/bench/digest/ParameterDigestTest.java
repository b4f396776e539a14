package dev.gmm4j.bench.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterDigestTest {
  private static final Path DATA = Path.of("../data");
  private static final Path COMMITTED = Path.of("digest/parameters.txt");

  private static String hex(double weight, double mean, double variance) {
    return new Bits()
        .add(GaussianMixture.of(
            new double[] {weight, 1 - weight},
            new double[][] {{0, 1}, {mean, 2}},
            Covariances.spherical(new double[] {1, variance}, 2)))
        .hex();
  }

  private static String digestOf(Map<String, String> lines, String name) {
    return lines.getOrDefault(name, name).substring(name.length()).strip();
  }

  @Test
  void bits_ofParameters_differWhereOneBitDoes() {
    String digest = hex(0.25, 3, 2);

    assertThat(hex(0.25, 3, 2)).isEqualTo(digest).hasSize(16);
    assertThat(List.of(
            hex(Math.nextUp(0.25), 3, 2),
            hex(0.25, Math.nextUp(3.0), 2),
            hex(0.25, 3, Math.nextUp(2.0))))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
    assertThat(hex(0.25, 0.0, 2)).isNotEqualTo(hex(0.25, -0.0, 2));
  }

  @Test
  void differences_nameLinesThatChangedCameOrWent() {
    List<String> committed = List.of("# commit a", "same 1 x=1", "changed 2 x=2", "gone 3 x=3");
    List<String> now = List.of("# commit b", "same 1 x=1", "changed 4 x=2", "added 5 x=5");

    assertThat(DigestFile.differences(committed, now))
        .containsExactly(
            "changed differs:\n  was changed 2 x=2\n  is  changed 4 x=2",
            "gone is missing",
            "added is new");
    assertThat(DigestFile.differences(committed, committed)).isEmpty();
  }

  @Test
  void differences_ofTwoLinesOfOneName_areRefused() {
    assertThatThrownBy(() -> DigestFile.byName(List.of("a 1", "a 2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name a");
  }

  @Test
  void committedFile_hasTheCasesInTheirOrder() throws IOException {
    assertThat(DigestFile.byName(Files.readAllLines(COMMITTED)).keySet())
        .containsExactlyElementsOf(
            ParameterDigest.cases(DATA).stream().map(DigestCase::name).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "threads-1/full, threads-3/full",
    "threads-1/VEE, threads-3/VEE",
    "resume/uninterrupted, resume/resumed",
    "faithful/plain, faithful/streamed"
  })
  void committedFile_hasTheSameBitsForWaysToTheSameFit(String one, String other)
      throws IOException {
    Map<String, String> lines = DigestFile.byName(Files.readAllLines(COMMITTED));

    assertThat(lines).containsKeys(one, other);
    assertThat(digestOf(lines, one)).isEqualTo(digestOf(lines, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line/ejml/full", "resume/resumed"})
  void cases_computedAgain_giveTheSameLine(String name) {
    DigestCase chosen = ParameterDigest.cases(DATA).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();

    assertThat(chosen.line()).startsWith(name + " ").isEqualTo(chosen.line());
  }
}
