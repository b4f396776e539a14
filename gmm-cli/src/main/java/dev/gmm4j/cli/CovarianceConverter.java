package dev.gmm4j.cli;

import dev.gmm4j.CovarianceType;
import java.util.Locale;
import java.util.Map;

/** Understands the values of {@code --covariance}: names, and mclust's codes for the same structures. */
final class CovarianceConverter extends LabelConverter<CovarianceType> {
  private static final Map<String, CovarianceType> MCLUST = Map.of(
      "VVV", CovarianceType.FULL,
      "EEE", CovarianceType.TIED,
      "VVI", CovarianceType.DIAGONAL,
      "VII", CovarianceType.SPHERICAL);

  CovarianceConverter() {
    for (CovarianceType type : CovarianceType.values()) {
      add(type.label(), type);
    }
  }

  @Override
  public CovarianceType convert(String label) {
    CovarianceType type = MCLUST.get(label.toUpperCase(Locale.ROOT));
    return type == null ? super.convert(label) : type;
  }
}
