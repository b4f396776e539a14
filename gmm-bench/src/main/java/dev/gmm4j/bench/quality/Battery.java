package dev.gmm4j.bench.quality;

import dev.gmm4j.covariance.CovarianceModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The data sets that fits are judged on. Sets of known groups are fitted with as many components; shapes that no mixture
 * has made, with a number that describes them. Ten are held back while a search is tuned.
 */
final class Battery {
  private static final CovarianceModel FULL = CovarianceModel.VVV;

  private final List<QualitySet> sets = new ArrayList<>();

  private Battery() {}

  /** Returns all sets, those held back last. */
  static List<QualitySet> all() {
    Battery battery = new Battery();
    battery.groups();
    battery.otherGroups();
    battery.models();
    battery.shapes();
    battery.large();
    battery.real();
    int seen = battery.sets.size();
    battery.heldBack();
    List<QualitySet> all = battery.sets;
    for (int i = seen; i < all.size(); i++) {
      all.set(i, all.get(i).heldBack());
    }
    return List.copyOf(all);
  }

  private void groups() {
    made("separated-2d", 5, FULL, () -> GroupMaker.equal(101, 2, 5, 6).rows(1000, 1000));
    made("separated-8d", 8, FULL, () -> GroupMaker.equal(102, 8, 8, 3).rows(3000, 2000));
    made("overlapping-2d", 4, FULL, () -> GroupMaker.equal(103, 2, 4, 2).rows(2000, 2000));
    made("overlapping-5d", 4, FULL, () -> GroupMaker.equal(104, 5, 4, 1).rows(4000, 2000));
    made("overlapping-10d", 8, FULL, () -> GroupMaker.equal(105, 10, 8, 0.8).rows(5000, 2000));
    made(
        "unequal-1d",
        3,
        FULL,
        () -> GroupMaker.equal(106, 1, 3, 6).shares(0.7, 0.25, 0.05).rows(2000, 2000));
    made(
        "unequal-2d",
        5,
        FULL,
        () ->
            GroupMaker.equal(107, 2, 5, 5).shares(0.6, 0.3, 0.08, 0.015, 0.005).rows(4000, 4000));
    made(
        "unequal-6d",
        6,
        FULL,
        () -> GroupMaker.equal(108, 6, 6, 2)
            .shares(0.5, 0.3, 0.15, 0.03, 0.015, 0.005)
            .rows(8000, 4000));
    made(
        "elongated-2d",
        4,
        FULL,
        () -> GroupMaker.equal(109, 2, 4, 4).condition(1e4).rows(1500, 1500));
    made(
        "elongated-10d",
        6,
        FULL,
        () -> GroupMaker.equal(110, 10, 6, 1).condition(1e4).rows(4000, 2000));
  }

  private void otherGroups() {
    made(
        "heavy-tails-2d",
        3,
        FULL,
        () -> GroupMaker.equal(111, 2, 3, 5).freedom(3).rows(2000, 2000));
    made(
        "heavy-tails-5d",
        5,
        FULL,
        () -> GroupMaker.equal(112, 5, 5, 3).freedom(4).rows(4000, 2000));
    made("twenty-rows", 2, FULL, () -> GroupMaker.equal(113, 1, 2, 5).rows(20, 200));
    made(
        "sixty-rows-3d",
        3,
        CovarianceModel.VVI,
        () -> GroupMaker.equal(114, 3, 3, 3).rows(60, 300));
    made(
        "rounded-2d",
        4,
        FULL,
        () -> Shapes.rounded(GroupMaker.equal(115, 2, 4, 4).rows(2000, 2000), 0.5));
    made(
        "duplicates-3d",
        3,
        FULL,
        () -> Shapes.repeated(GroupMaker.equal(116, 3, 3, 3).rows(200, 500), 5));
    made("thirty-groups-4d", 30, FULL, () -> GroupMaker.equal(117, 4, 30, 5).rows(12_000, 6000));
    made("twelve-groups-20d", 12, FULL, () -> GroupMaker.equal(118, 20, 12, 2).rows(6000, 3000));
  }

  private void models() {
    made(
        "diagonal-16d",
        10,
        CovarianceModel.VVI,
        () -> GroupMaker.equal(201, 16, 10, 1.5).rows(4000, 2000));
    made(
        "tied-8d",
        6,
        CovarianceModel.EEE,
        () -> GroupMaker.equal(202, 8, 6, 1.5).condition(1).rows(3000, 2000));
    made(
        "spherical-4d",
        12,
        CovarianceModel.VII,
        () -> GroupMaker.equal(203, 4, 12, 3).condition(1).rows(2500, 2000));
    made(
        "vve-6d", 4, CovarianceModel.VVE, () -> GroupMaker.equal(204, 6, 4, 1.5).rows(1500, 1000));
    made("eev-5d", 5, CovarianceModel.EEV, () -> GroupMaker.equal(205, 5, 5, 2).rows(2000, 1000));
    made("vei-3d", 5, CovarianceModel.VEI, () -> GroupMaker.equal(206, 3, 5, 3).rows(1500, 1000));
  }

  private void shapes() {
    made("uniform-2d", 6, FULL, () -> Shapes.uniform(301, 2000, 2));
    made("uniform-5d", 6, CovarianceModel.VVI, () -> Shapes.uniform(302, 3000, 5));
    made("ring-2d", 8, FULL, () -> Shapes.rings(303, 2000, 0.1, 1));
    made("two-rings-2d", 12, FULL, () -> Shapes.rings(304, 3000, 0.1, 1, 2));
    made("tent-1d", 4, FULL, () -> Shapes.tent(305, 2000, 1));
    made("tent-2d", 4, FULL, () -> Shapes.tent(306, 2000, 2));
    made("spiral-2d", 12, FULL, () -> Shapes.spiral(307, 2500));
    made("grid-5x5", 25, FULL, () -> Shapes.grid(308, 5000, 2, 5, 6));
    made("grid-6x6-tied", 36, CovarianceModel.EEE, () -> Shapes.grid(309, 5400, 2, 6, 6));
    made("grid-3x3x3", 27, FULL, () -> Shapes.grid(310, 5400, 3, 3, 5));
  }

  private void large() {
    made("large-200000x2", 6, FULL, () -> GroupMaker.equal(401, 2, 6, 3).rows(200_000, 20_000));
    made("large-100000x8", 8, FULL, () -> GroupMaker.equal(402, 8, 8, 2).rows(100_000, 20_000));
    made(
        "separated-50000x32",
        20,
        FULL,
        () -> GroupMaker.equal(403, 32, 20, 2).rows(50_000, 10_000));
    made(
        "separated-20000x64",
        10,
        FULL,
        () -> GroupMaker.equal(404, 64, 10, 1.5).rows(20_000, 5000));
  }

  private void real() {
    read("iris-2", 2, FULL, folder -> RealData.file(folder.resolve("iris.csv"), 4));
    read("iris-3", 3, FULL, folder -> RealData.file(folder.resolve("iris.csv"), 4));
    read(
        "iris-tied-5",
        5,
        CovarianceModel.EEE,
        folder -> RealData.file(folder.resolve("iris.csv"), 4));
    read("faithful-2", 2, FULL, folder -> RealData.file(folder.resolve("faithful.csv"), 2));
    read(
        "faithful-tied-3",
        3,
        CovarianceModel.EEE,
        folder -> RealData.file(folder.resolve("faithful.csv"), 2));
    read("faithful-5", 5, FULL, folder -> RealData.file(folder.resolve("faithful.csv"), 2));
    read("wine-2", 2, FULL, folder -> RealData.file(folder.resolve("wine.csv"), 13));
    read(
        "wine-diagonal-4",
        4,
        CovarianceModel.VVI,
        folder -> RealData.file(folder.resolve("wine.csv"), 13));
    read("wdbc-2", 2, FULL, folder -> RealData.file(folder.resolve("wdbc.csv"), 30));
    read(
        "wdbc-diagonal-5",
        5,
        CovarianceModel.VVI,
        folder -> RealData.file(folder.resolve("wdbc.csv"), 30));
    read(
        "digits-pca10",
        10,
        FULL,
        folder -> RealData.principal(folder.resolve("digits.csv"), 64, 10));
    read(
        "digits-pca30-diagonal",
        10,
        CovarianceModel.VVI,
        folder -> RealData.principal(folder.resolve("digits.csv"), 64, 30));
    read(
        "worked-example-1d",
        3,
        FULL,
        folder -> RealData.file(folder.resolve("worked-example-1d.csv"), 1));
    read(
        "mnist-pca16",
        4,
        FULL,
        folder -> RealData.principal(folder.resolve("mnist-2-6.npy"), 784, 16));
  }

  private void heldBack() {
    made("separated-16d", 12, FULL, () -> GroupMaker.equal(501, 16, 12, 2).rows(5000, 2000));
    made("overlapping-3d", 6, FULL, () -> GroupMaker.equal(502, 3, 6, 1.5).rows(3000, 2000));
    made(
        "unequal-4d",
        5,
        FULL,
        () ->
            GroupMaker.equal(503, 4, 5, 3).shares(0.55, 0.3, 0.12, 0.025, 0.005).rows(6000, 3000));
    made(
        "elongated-5d",
        5,
        FULL,
        () -> GroupMaker.equal(504, 5, 5, 2).condition(1e4).rows(2500, 2000));
    made(
        "heavy-tails-8d",
        4,
        FULL,
        () -> GroupMaker.equal(505, 8, 4, 2).freedom(5).rows(4000, 2000));
    made("crescents-2d", 6, FULL, () -> Shapes.crescents(506, 2000));
    made("grid-4x4", 16, FULL, () -> Shapes.grid(507, 3200, 2, 4, 5));
    made(
        "rounded-4d",
        3,
        FULL,
        () -> Shapes.rounded(GroupMaker.equal(508, 4, 3, 2).rows(2500, 2000), 0.5));
    read(
        "worked-example-2d",
        3,
        FULL,
        folder -> RealData.file(folder.resolve("worked-example-2d.csv"), 2));
    read(
        "digits-pca6", 12, FULL, folder -> RealData.principal(folder.resolve("digits.csv"), 64, 6));
  }

  private void made(
      String name, int components, CovarianceModel model, Supplier<QualityRows> rows) {
    read(name, components, model, folder -> rows.get());
  }

  private void read(
      String name, int components, CovarianceModel model, Function<Path, QualityRows> rows) {
    sets.add(new QualitySet(name, false, components, model, rows));
  }
}
