package dev.gmm4j.cli.option;

import dev.gmm4j.covariance.CovarianceModel;

/** Understands the values of {@code --covariance}: names, and mclust's three letters in any case. */
public final class CovarianceConverter extends LabelConverter<CovarianceModel> {
  CovarianceConverter() {
    for (String label :
        new String[] {"full", "tied", "diagonal", "spherical", "tied-diagonal", "tied-spherical"}) {
      add(label, CovarianceModel.parse(label));
    }
    for (CovarianceModel model : CovarianceModel.values()) {
      add(model.name(), model);
    }
  }

  @Override
  public CovarianceModel convert(String label) {
    try {
      return CovarianceModel.parse(label);
    } catch (IllegalArgumentException e) {
      return super.convert(label);
    }
  }
}
