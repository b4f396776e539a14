package dev.gmm4j.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.vector.simd.Simd;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged jar in JVMs of its own: other vectors than this machine's best, and none. */
class FreshJvmIT {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";
  private static final String PATH = property("gmm4j.jar")
      + File.pathSeparator
      + property("gmm4j.testClasses")
      + File.pathSeparator
      + property("gmm4j.testPath");

  /** What vectors can be, and what the backend says of them. */
  static Stream<List<String>> vectors() {
    List<List<String>> cases = new ArrayList<>();
    for (int bits = 128; bits <= 256; bits *= 2) {
      if (bits < Simd.SPECIES.vectorBitSize()) {
        cases.add(List.of(bits + " bits", "-Dgmm4j.vector.bits=" + bits));
      }
    }
    cases.add(List.of("no fused multiply-add", "-Dgmm4j.vector.fma=false"));
    cases.add(List.of(Simd.SPECIES.vectorBitSize() + " bits", "-XX:TieredStopAtLevel=1"));
    return cases.stream();
  }

  /** Older processors, as far as the JVM can be made to believe in them. */
  static Stream<List<String>> processors() {
    List<List<String>> cases = new ArrayList<>();
    if (System.getProperty("os.arch", "").matches("amd64|x86_64")) {
      if (Simd.SPECIES.vectorBitSize() >= 256) {
        cases.add(List.of("256 bits", "-XX:UseAVX=2"));
      }
      cases.add(List.of("128 bits", "-XX:UseAVX=1"));
      cases.add(List.of("128 bits", "-XX:UseAVX=0"));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void kit_passes(List<String> vectors, @TempDir Path folder) throws Exception {
    String report = run(folder, List.of(VECTORS, vectors.get(1)), "kit");

    assertThat(report).contains(vectors.get(0)).contains(" 0 failed").doesNotContain("FAILED");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("processors")
  @Tag("same-on-every-jdk")
  void kit_passesOnOlderProcessors(List<String> processor, @TempDir Path folder) throws Exception {
    kit_passes(processor, folder);
  }

  @Test
  void bits_doNotDependOnTheCompiler(@TempDir Path folder) throws Exception {
    String compiled = run(folder, List.of(VECTORS), "digest", "300");

    assertThat(compiled).startsWith(Simd.LANES + " lanes: ");
    assertThat(run(folder, List.of(VECTORS, "-Xint"), "digest", "1")).isEqualTo(compiled);
  }

  @Test
  void anotherBackend_isChosen_withoutTheModule(@TempDir Path folder) throws Exception {
    String report = run(folder, List.of(), "choose");

    assertThat(report)
        .startsWith("ejml\n")
        .contains("the module jdk.incubator.vector is not present")
        .contains("pass --add-modules jdk.incubator.vector to java");
  }

  @Test
  void anotherBackend_isChosen_whereVectorsAreNotCompiled(@TempDir Path folder) throws Exception {
    assertThat(run(folder, List.of(VECTORS, "-XX:TieredStopAtLevel=1"), "choose"))
        .startsWith("ejml\n")
        .contains("id=vector, priority=10");
  }

  @Test
  void thisBackend_isChosen_withTheModule(@TempDir Path folder) throws Exception {
    assertThat(run(folder, List.of(VECTORS), "choose")).startsWith("vector\n");
  }

  private static String run(Path folder, List<String> options, String task, String... more)
      throws Exception {
    Path result = folder.resolve("result");
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx1g", "-ea", "-cp", PATH, FreshJvmMain.class.getName()));
    command.addAll(List.of(task, result.toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    assertThat(process.waitFor()).as(() -> read(output)).isZero();
    return read(result);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
