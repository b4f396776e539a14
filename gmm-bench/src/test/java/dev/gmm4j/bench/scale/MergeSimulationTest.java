package dev.gmm4j.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.spi.SufficientStatistics;
import org.junit.jupiter.api.Test;

class MergeSimulationTest {
  private static final int COMPONENTS = 3;
  private static final int DIMENSION = 4;

  /** Links so slow that the merges themselves, whatever this machine takes for them, are nothing beside them. */
  private static final double BYTES_PER_SECOND = 100;

  private static final double MESSAGE_SECONDS =
      8 * (1 + COMPONENTS * (1 + DIMENSION + DIMENSION * DIMENSION)) / BYTES_PER_SECOND;

  private static final Cluster CLUSTER = new Cluster(6, 6, BYTES_PER_SECOND, 0.25);

  @Test
  void mergedStatistics_areTheSumOfAllTasks() {
    MergeSimulation simulation = new MergeSimulation(CLUSTER, COMPONENTS, DIMENSION, 1, 2);
    SufficientStatistics expected = MergeCost.Tasks.empty(COMPONENTS, DIMENSION);
    for (int task = 0; task < 36; task++) {
      expected.merge(MergeCost.Tasks.statistics(COMPONENTS, DIMENSION, task));
    }
    SufficientStatistics flat = simulation.flat().statistics();
    SufficientStatistics tree = simulation.tree().statistics();

    assertThat(flat.second()).isEqualTo(expected.second());
    assertThat(flat.logLikelihood()).isEqualTo(expected.logLikelihood());
    assertThat(tree.second()).containsExactly(expected.second(), within(1e-12));
    assertThat(tree.weights()).containsExactly(expected.weights(), within(1e-12));
    assertThat(simulation.tree().statistics().second()).isEqualTo(tree.second());
  }

  @Test
  void slowLinks_areWhatTheFormulaCounts() {
    // Tasks end at once: the driver's link carries 36 messages, or 6 after each executor's carried
    // 6.
    MergeSimulation simulation = new MergeSimulation(CLUSTER, COMPONENTS, DIMENSION, 0, 2);
    MergeCost cost = new MergeCost(COMPONENTS, DIMENSION, (long) (MESSAGE_SECONDS * 100), 1e-6);

    assertThat(cost.bytes())
        .isEqualTo(
            MergeCost.Tasks.encode(MergeCost.Tasks.empty(COMPONENTS, DIMENSION)).capacity());
    assertThat(CLUSTER.flatSeconds(cost)).isEqualTo(0.25 + 36 * MESSAGE_SECONDS);
    assertThat(CLUSTER.treeSeconds(cost)).isCloseTo(0.5 + 12 * MESSAGE_SECONDS, within(1e-12));
    assertThat(simulation.flat().seconds()).isCloseTo(CLUSTER.flatSeconds(cost), within(0.05));
    assertThat(simulation.tree().seconds()).isCloseTo(CLUSTER.treeSeconds(cost), within(0.05));
  }

  @Test
  void traffic_isStatisticsOfTasksAndGroupsAndParametersOfExecutors() {
    MergeCost cost = new MergeCost(1, 1, 1000, 1e-6);

    assertThat(CLUSTER.trafficBytes(cost, false)).isEqualTo(1000.0 * (36 + 6));
    assertThat(CLUSTER.trafficBytes(cost, true)).isEqualTo(1000.0 * (36 + 6 + 6));
    assertThat(CLUSTER.computeSeconds(3600, 2)).isEqualTo(200);
  }
}
