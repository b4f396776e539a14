package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.factor.LowRankModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What covariances of a fit have in common. */
@OptionGroup.In(OptionGroup.MIXTURE)
public final class FitCovarianceOption {
  @Option(
      names = "--covariance",
      paramLabel = "MODEL",
      converter = CovarianceChoice.Converter.class,
      completionCandidates = CovarianceChoice.Converter.class,
      defaultValue = "full",
      description = {
        "The covariance type. Default: ${DEFAULT-VALUE}.",
        "  full            a matrix for each component",
        "  tied            one matrix for all components",
        "  diagonal        variances for each component",
        "  spherical       one variance for each component",
        "  tied-diagonal   the same variances for all",
        "  tied-spherical  one variance",
        "or a model of three letters, as in mclust: volume,",
        "shape and orientation are equal (E), vary (V), or",
        "there is none (I), as in VEV; full is VVV.",
        "Or one of --factors: loadings and noise are common",
        "(C) or vary (U), as in UUC, UCU, UUCU; or one of",
        "subspaces, as in hddc-akjbkqkdk: docs/factors.md."
      })
  private CovarianceChoice covariance = new CovarianceChoice(CovarianceModel.VVV, null);

  /** Returns the covariance model; of factors the one that a start has. */
  CovarianceModel covariance() {
    CovarianceModel gaussian = covariance.gaussian();
    return gaussian == null ? CovarianceModel.VVV : gaussian;
  }

  /** Returns the model of factors, or null. */
  @Nullable
  LowRankModel factors() {
    return covariance.factors();
  }
}
