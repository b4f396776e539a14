package dev.gmm4j.bench.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatteryTest {
  private static final Path DATA = Path.of("../data");

  @Test
  void all_hasFortySetsOrMoreOfWhichTenAreHeldBack() {
    List<QualitySet> sets = Battery.all();

    Set<String> names = new HashSet<>();
    sets.forEach(set -> names.add(set.name()));
    assertThat(names).hasSameSizeAs(sets);
    assertThat(sets).hasSizeGreaterThanOrEqualTo(40);
    assertThat(sets.stream().filter(QualitySet::unseen)).hasSize(10);
  }

  /** The rows are those that the best known optima belong to, on any machine, and each set has one. */
  @Test
  void rows_areThoseOfTheKnownOptima() throws IOException {
    KnownOptima known = KnownOptima.read(Path.of("quality/best-known.csv"));

    for (QualitySet set : Battery.all()) {
      QualityRows rows = set.rows(DATA);
      KnownOptima.Entry best = known.best(set, rows.training());

      assertThat(best.admissibleStarts()).as(set.name()).isPositive();
      assertThat(best.best()).as(set.name()).isFinite();
      assertThat(rows.heldOut()).as(set.name()).isNotEmpty();
      assertThat(rows.heldOut()[0]).as(set.name()).hasSize(rows.dimension());
    }
  }

  @Test
  void groupMaker_keepsSharesAndDrawsOtherRowsHeldOut() {
    QualityRows rows = GroupMaker.equal(1, 3, 2, 5).shares(0.995, 0.005).rows(1000, 200);

    assertThat(IntStream.of(requireNonNull(rows.labels())).filter(label -> label == 1))
        .hasSize(5);
    assertThat(rows.training()).hasDimensions(1000, 3);
    assertThat(rows.heldOut()).hasDimensions(200, 3);
    assertThat(rows.heldOut()[0]).isNotEqualTo(rows.training()[0]);
  }

  /** Scatter of a group with a condition number of 1 is the unit matrix, in any direction. */
  @Test
  void groupMaker_ofConditionOne_drawsRoundGroups() {
    GroupMaker maker = new GroupMaker(3, 2, new double[] {1}, 0, 1, 0);
    double xx = 0;
    double xy = 0;
    double yy = 0;

    for (double[] row : maker.rows(20_000, 1).training()) {
      xx += row[0] * row[0] / 20_000;
      xy += row[0] * row[1] / 20_000;
      yy += row[1] * row[1] / 20_000;
    }

    // Standard errors are 0.01 and 0.007.
    assertThat(xx).isBetween(0.95, 1.05);
    assertThat(yy).isBetween(0.95, 1.05);
    assertThat(xy).isBetween(-0.035, 0.035);
  }
}
