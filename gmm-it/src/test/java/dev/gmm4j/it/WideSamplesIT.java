package dev.gmm4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Samples of so many features that a matrix of them has more numbers than an array holds, by every backend, in a heap of 256
 * megabytes.
 */
class WideSamplesIT {

  @Test
  void modelsAlongTheAxes_areFittedByEveryBackend() throws Exception {
    Jvm jvm = new Jvm()
        // Vectors are objects unless their loops are compiled by the second compiler.
        .option("-XX:TieredStopAtLevel=4")
        .option("--add-modules=jdk.incubator.vector")
        .option("-Dorg.bytedeco.javacpp.cachedir=" + Deployed.folder("javacpp"))
        .classPath(Deployed.and(Fixture.compile("wide", Deployed.API), Deployed.all()));
    if (Runtime.version().feature() >= 24) {
      jvm.option("--enable-native-access=ALL-UNNAMED")
          .option("--sun-misc-unsafe-memory-access=allow");
    }
    Outcome outcome = jvm.run("wide.Main", "vector", "ejml", "commonsmath", "nd4j");

    assertThat(outcome.out()).as(outcome.err()).isEqualTo("""
            vector: 6 models
            ejml: 6 models
            commonsmath: 6 models
            nd4j: 6 models
            full covariances of 3 components and 50000 features need at least 280.0 GB of memory""");
    assertThat(outcome.status()).isZero();
  }
}
