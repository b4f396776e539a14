package dev.gmm4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.bench.compare.Results.Outcome;
import dev.gmm4j.covariance.CovarianceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContendersTest {
  private static final Blobs BLOBS = Blobs.of(new Shape(600, 3, 2), Overlap.OVERLAPPING, 1);

  private static Problem problem(CovarianceType structure) {
    return new Problem(Series.OVERLAPPING, BLOBS.shape(), Overlap.OVERLAPPING, structure, 2, 5);
  }

  private static Task task(CovarianceType structure) {
    return Task.of(problem(structure), Path.of("unused.npy"), BLOBS.startMeans(), 0);
  }

  @ParameterizedTest
  @EnumSource
  void backends_reachTheSameLogLikelihood(CovarianceType structure) {
    List<Measurement> measurements = new ArrayList<>();
    for (String backend : RequestedBackend.available()) {
      measurements.add(new BackendContender(backend).measure(task(structure), BLOBS.rows()));
    }
    Outcome outcome = new Outcome(problem(structure), measurements);

    assertThat(measurements).hasSizeGreaterThanOrEqualTo(4).allSatisfy(measurement -> {
      assertThat(measurement.seconds()).isPositive();
      assertThat(measurement.timed()).isEqualTo(3);
      assertThat(measurement.allocatedBytes()).isPositive();
      assertThat(measurement.activeShare()).isGreaterThan(0.5);
      assertThat(outcome.agrees(measurement)).isTrue();
    });
  }

  @Test
  void commonsMath_doesTheSameIterations() throws Exception {
    Task task = task(CovarianceType.FULL);

    Measurement ours = new BackendContender(RequestedBackend.EJML).measure(task, BLOBS.rows());
    Measurement theirs = new CommonsMathContender().measure(task, BLOBS.rows());

    assertThat(new Outcome(problem(CovarianceType.FULL), List.of(ours, theirs)).agrees(theirs))
        .isTrue();
  }

  @Test
  void oneIterationMore_isSeen() {
    Task task = task(CovarianceType.FULL);
    Task longer = new Task(
        task.data(),
        task.rows(),
        task.dimension(),
        task.components(),
        task.structure(),
        task.threads(),
        task.iterations() + 1,
        0,
        task.startMeans());
    BackendContender contender = new BackendContender(RequestedBackend.EJML);
    Measurement right = contender.measure(task, BLOBS.rows());
    Measurement wrong = contender.measure(longer, BLOBS.rows());

    Outcome outcome = new Outcome(problem(CovarianceType.FULL), List.of(right, wrong, right));

    assertThat(outcome.agrees(right)).isTrue();
    assertThat(outcome.agrees(wrong)).isFalse();
  }

  @Test
  void comparison_measuresEachContenderInAProcessOfItsOwn(@TempDir Path folder) throws Exception {
    Plan plan = new Plan(List.of(problem(CovarianceType.TIED)), 0, 0, 1);

    Results results = new Comparison(
            plan, 2, folder, List.of(RequestedBackend.EJML), Optional.empty())
        .run(Environment.here("test"));

    assertThat(results.outcomes()).hasSize(1);
    Measurement inProcess = new BackendContender(RequestedBackend.EJML)
        .measure(task(CovarianceType.TIED), BLOBS.rows());
    assertThat(results.outcomes().get(0).measurements())
        .extracting(Measurement::contender, Measurement::logLikelihood)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ejml", inProcess.logLikelihood()));
    assertThat(results.products()).hasSize(1);
    assertThat(results.notes()).anyMatch(note -> note.startsWith("scikit-learn left out"));
    Json.write(folder.resolve("results.json"), results);
    assertThat(Json.read(folder.resolve("results.json"), Results.class)).isEqualTo(results);
  }

  @Test
  void failingProcess_saysWhy(@TempDir Path folder) {
    assertThatThrownBy(() -> new Processes(folder)
            .java(
                Processes.ownClassPath(),
                List.of(),
                Trial.class.getName(),
                "no task",
                "unused",
                "none"))
        .hasMessageContaining("no task");
    assertThat(Files.exists(folder.resolve("unused"))).isFalse();
  }

  @Test
  void npyFile_hasTheSameNumbers(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("samples.npy");
    Npy.write(file, BLOBS.rows(), 3);

    Task task = Task.of(problem(CovarianceType.FULL), file, BLOBS.startMeans(), 0);

    assertThat(task.values()).isEqualTo(BLOBS.rows());
  }

  @Test
  void plans_haveEveryIdOfTheirSeries() {
    for (String name : List.of("quick", "full")) {
      assertThat(Plan.of(name, 2).problems()).extracting(Problem::series).contains(Series.values());
    }
    assertThatThrownBy(() -> Plan.of("slow", 2)).hasMessageEndingWith("but was slow");
  }
}
