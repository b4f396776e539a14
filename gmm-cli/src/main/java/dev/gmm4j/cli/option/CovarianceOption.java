package dev.gmm4j.cli.option;

import dev.gmm4j.covariance.CovarianceModel;
import picocli.CommandLine.Option;

/** The covariance type or model of a mixture. */
@OptionGroup.In(OptionGroup.MIXTURE)
public final class CovarianceOption {
  @Option(
      names = "--covariance",
      paramLabel = "MODEL",
      converter = CovarianceConverter.class,
      completionCandidates = CovarianceConverter.class,
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
        "there is none (I), as in VEV; full is VVV."
      })
  private CovarianceModel covariance = CovarianceModel.VVV;

  /** Returns the covariance model. */
  public CovarianceModel covariance() {
    return covariance;
  }
}
