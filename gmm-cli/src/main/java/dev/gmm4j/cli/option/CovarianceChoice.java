package dev.gmm4j.cli.option;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.factor.SubspaceModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * What covariances have in common: a model of Gaussian mixtures, or one of few factors.
 *
 * @param gaussian the one, or null
 * @param factors the other, or null
 */
public record CovarianceChoice(
    @Nullable CovarianceModel gaussian, @Nullable LowRankModel factors) {

  /** Understands the names of both: those of {@link CovarianceConverter}, and codes of models of factors in any case. */
  public static final class Converter extends LabelConverter<CovarianceChoice> {
    Converter() {
      for (String label : new CovarianceConverter()) {
        add(label, new CovarianceChoice(CovarianceModel.parse(label), null));
      }
      for (FactorModel model : FactorModel.values()) {
        add(model.name(), new CovarianceChoice(null, model));
      }
      for (SubspaceModel model : SubspaceModel.values()) {
        add(model.label(), new CovarianceChoice(null, model));
      }
    }

    @Override
    public CovarianceChoice convert(String label) {
      for (String known : this) {
        if (known.equalsIgnoreCase(label)) {
          return super.convert(known);
        }
      }
      // All of them together are more than one reads: those of the kind that is likely meant.
      if (label.toLowerCase(Locale.ROOT).matches("hddc.*|[cu]{3,4}")) {
        try {
          return new CovarianceChoice(null, LowRankModel.parse(label));
        } catch (IllegalArgumentException e) {
          throw new TypeConversionException(e.getMessage());
        }
      }
      return new CovarianceChoice(new CovarianceConverter().convert(label), null);
    }
  }

  /** Returns the name of a model of factors as people write it. */
  public static String name(LowRankModel model) {
    return model instanceof FactorModel ? model.label().toUpperCase(Locale.ROOT) : model.label();
  }

  @Override
  public String toString() {
    return factors == null ? String.valueOf(gaussian) : name(factors);
  }
}
