package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The fourteen covariance models, each fitted to the same samples of three groups. */
final class ModelGallery {
  private static final int COLUMNS = 5;
  private static final int CELL = 190;
  private static final int HEAD = 44;
  private static final int GAP = 12;
  private static final Range RANGE = new Range(-6, 6);

  /** A long slanted group, a small round one, and a flat one. */
  private static final GaussianMixture TRUTH = GaussianMixture.of(
      new double[] {0.45, 0.2, 0.35},
      new double[][] {{-2.6, 1.4}, {2.6, 2.8}, {0.8, -2.8}},
      Covariances.full(new double[][][] {
        {{1.6, 1.4}, {1.4, 1.8}}, {{0.35, 0}, {0, 0.35}}, {{3.4, -0.5}, {-0.5, 0.3}}
      }));

  private ModelGallery() {}

  static Figure figure() {
    double[][] rows = TRUTH.sample(240, 11).rows();
    ModelSelectionResult result =
        ModelSelection.builder().components(3, 3).build().select(Samples.of(rows));
    List<SelectionCandidate> candidates = result.candidates();
    int lines = (candidates.size() + COLUMNS - 1) / COLUMNS;
    return new Figure(
        "Fourteen covariance models",
        "Ellipses of three components fitted to the same samples under each model",
        COLUMNS * (CELL + GAP) + GAP,
        lines * (CELL + HEAD + GAP) + GAP,
        g -> {
          for (int i = 0; i < candidates.size(); i++) {
            AffineTransform saved = g.getTransform();
            int column = i % COLUMNS;
            int line = i / COLUMNS;
            g.translate(GAP + column * (CELL + GAP), GAP + line * (CELL + HEAD + GAP));
            paint(g, candidates.get(i), rows, candidates.get(i) == result.best());
            g.setTransform(saved);
          }
        });
  }

  private static void paint(
      Graphics2D g, SelectionCandidate candidate, double[][] rows, boolean isBest) {
    GaussianMixtureFit fit = candidate.fit().orElseThrow();
    g.setColor(Palette.INK);
    String covariance = candidate.covariance() + "   " + formula(candidate.covariance());
    Text.draw(g, covariance, Text.HEADING, 0, 14, Text.Anchor.START);
    g.setColor(Palette.MUTED);
    long parameters = fit.model().freeParameters();
    String bic = Text.fixed(candidate.value(SelectionCriterion.BIC), 1);
    Text.draw(
        g,
        parameters + " parameters, BIC " + bic + (isBest ? ", lowest" : ""),
        Text.TICK,
        0,
        32,
        Text.Anchor.START);
    Rectangle2D area = new Rectangle2D.Double(0, HEAD - 4, CELL, CELL);
    Axis axis = Axis.of("", RANGE);
    Projection projection = new Projection(axis, axis, area);
    g.setColor(Palette.translucent(Palette.NEUTRAL, 0.35));
    for (double[] row : rows) {
      if (RANGE.contains(row[0]) && RANGE.contains(row[1])) {
        g.fill(Mark.CIRCLE.at(projection.x(row[0]), projection.y(row[1]), 1.6));
      }
    }
    Shape clip = g.getClip();
    g.clip(area);
    MixtureLayers.ellipses(MarginalMixture.of(inOrder(fit.model()), 0, 1)).paint(g, projection);
    g.setClip(clip);
    g.setColor(isBest ? Palette.INK : Palette.FRAME);
    g.setStroke(Palette.solid(isBest ? 2 : 1));
    g.draw(area);
  }

  /** Returns a mixture with its components in the order of the groups, so that colours are the same everywhere. */
  private static GaussianMixture inOrder(GaussianMixture model) {
    int components = TRUTH.components();
    double[] weights = new double[components];
    double[][] means = new double[components][];
    double[][][] matrices = new double[components][][];
    for (int group = 0; group < components; group++) {
      int nearest = 0;
      for (int k = 1; k < components; k++) {
        nearest = distance(model, k, group) < distance(model, nearest, group) ? k : nearest;
      }
      weights[group] = model.weight(nearest);
      means[group] = model.mean(nearest);
      matrices[group] = model.covariances().matrix(nearest);
    }
    return GaussianMixture.of(weights, means, Covariances.full(matrices));
  }

  private static double distance(GaussianMixture model, int component, int group) {
    return Math.hypot(
        model.mean(component)[0] - TRUTH.mean(group)[0],
        model.mean(component)[1] - TRUTH.mean(group)[1]);
  }

  private static String formula(CovarianceModel model) {
    StringBuilder formula = new StringBuilder();
    String letters = model.name();
    formula.append('\u03bb').append(index(letters.charAt(0)));
    if (letters.charAt(2) != 'I') {
      formula.append('D').append(index(letters.charAt(2)));
    }
    formula.append(letters.charAt(1) == 'I' ? "I" : "A" + index(letters.charAt(1)));
    if (letters.charAt(2) != 'I') {
      formula.append('D').append(index(letters.charAt(2))).append('\u1d40');
    }
    return formula.toString();
  }

  private static String index(char letter) {
    return letter == 'V' ? "\u2096" : "";
  }
}
