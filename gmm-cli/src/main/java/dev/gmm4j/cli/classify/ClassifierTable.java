package dev.gmm4j.cli.classify;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.ClassifierCandidate;
import dev.gmm4j.classification.ClassifierCriterion;
import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierFit;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import dev.gmm4j.noise.UniformNoise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A fitted classifier for people. */
record ClassifierTable(MixtureClassifierFit fit, String data) {
  private static final int DECIMALS = 4;
  private static final int LOSS_DIGITS = 4;

  /** So many of the next candidates are shown. */
  private static final int SHOWN = 5;

  @Override
  public String toString() {
    MixtureClassifier classifier = fit.classifier();
    ClassifierScore score = fit.score();
    StringBuilder text = new StringBuilder();
    text.append(data)
        .append(": ")
        .append(NumberText.count(score.rows(), "row"))
        .append(unlabelled(score))
        .append(", ")
        .append(classifier.dimension())
        .append(" features, ")
        .append(NumberText.count(classifier.classes().size(), "class").replace("classs", "classes"))
        .append("\n\n");
    if (fit.candidates().size() > 1) {
      text.append(candidates()).append('\n');
    }
    text.append(classes(classifier)).append('\n').append(measuresTable()).append('\n');
    return text.append(new ConfusionTable(classifier.classes(), score.confusion()))
        .toString();
  }

  private static String unlabelled(ClassifierScore score) {
    long unknown = score.rows() - score.labelledRows();
    return unknown == 0 ? "" : " (" + unknown + " of unknown class)";
  }

  private String candidates() {
    ClassifierCriterion criterion = fit.criterion();
    Table table = new Table(List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT));
    table.add(List.of("model", criterion.label(), "errors", "parameters"));
    List<ClassifierCandidate> ranked = fit.candidates().stream()
        .filter(candidate -> !Double.isNaN(candidate.value(criterion)))
        .sorted(Comparator.comparingDouble(candidate -> candidate.value(criterion)))
        .toList();
    for (ClassifierCandidate candidate : ranked.subList(0, Math.min(SHOWN, ranked.size()))) {
      ClassifierScore score = candidate.score().orElseThrow();
      table.add(List.of(
          candidate.toString(),
          value(criterion, candidate.value(criterion)),
          Long.toString(score.errors()),
          Long.toString(score.freeParameters())));
    }
    int left = fit.candidates().size() - ranked.size();
    return table
        + (left == 0 ? "" : NumberText.count(left, "candidate") + " could not be fitted\n");
  }

  private static String value(ClassifierCriterion criterion, double value) {
    return criterion == ClassifierCriterion.BIC
        ? NumberText.fixed(value, DECIMALS)
        : NumberText.significant(value, LOSS_DIGITS);
  }

  private static Table classes(MixtureClassifier classifier) {
    Table table = new Table(List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT));
    table.add(List.of("class", "prior", "components", "covariance"));
    double[] priors = classifier.priors();
    for (int c = 0; c < priors.length; c++) {
      GaussianMixture mixture = classifier.mixture(c);
      table.add(List.of(
          classifier.classes().get(c),
          NumberText.fixed(priors[c], DECIMALS),
          Integer.toString(mixture.components()),
          mixture.covarianceModel().name()));
    }
    UniformNoise noise = classifier.noise();
    if (noise != null) {
      table.add(List.of("noise", NumberText.fixed(noise.weight(), DECIMALS), "", ""));
    }
    return table;
  }

  /** Returns names and values of what the classifier does on its own rows. */
  List<List<String>> measures() {
    ClassifierScore score = fit.score();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("log-likelihood", NumberText.fixed(score.logLikelihood(), DECIMALS)));
    rows.add(
        List.of("joint log-likelihood", NumberText.fixed(score.jointLogLikelihood(), DECIMALS)));
    rows.add(List.of("free parameters", Long.toString(score.freeParameters())));
    rows.add(List.of("BIC", NumberText.fixedOrDash(score.bic(), DECIMALS)));
    rows.add(List.of(
        "training errors",
        score.errors() + " of " + NumberText.count(score.labelledRows(), "row")));
    rows.add(List.of("Brier score", NumberText.significant(score.brierScore(), LOSS_DIGITS)));
    rows.add(List.of("log loss", NumberText.significant(score.logLoss(), LOSS_DIGITS)));
    return rows;
  }

  private Table measuresTable() {
    Table table = new Table(List.of(Align.LEFT, Align.LEFT));
    measures().forEach(table::add);
    return table;
  }
}
