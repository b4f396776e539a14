package dev.gmm4j.covariance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties that a mixture's components have in common in their covariances: the fourteen models of Celeux and
 * Govaert (1995), named as in mclust.
 *
 * <p>A covariance is volume, shape and orientation: {@code Σ_k = λ_k D_k A_k D_kᵀ} with a number {@code λ_k}, a diagonal
 * matrix {@code A_k} of determinant 1 and an orthogonal matrix {@code D_k}. The three letters say of each of the three
 * whether it is equal (E) for all components, varies (V), or is the identity (I): spheres have no shape, and
 * covariances along the axes no orientation. Without an index below a part is equal.
 *
 * <p>Four models have names of their own, those of {@link CovarianceType}; two are called {@code tied-diagonal} and
 * {@code tied-spherical}.
 */
public enum CovarianceModel {
  /** {@code λI}: one variance for all components and features; {@code tied-spherical}. */
  EII,
  /** {@code λ_k I}: one variance for each component; {@code spherical}. */
  VII,
  /** {@code λA}: the same variances of the features in all components; {@code tied-diagonal}. */
  EEI,
  /** {@code λ_k A}: variances of the features that are proportional between components. */
  VEI,
  /** {@code λA_k}: variances of the features, with the same product in all components. */
  EVI,
  /** {@code λ_k A_k}: variances for each component and feature; {@code diagonal}. */
  VVI,
  /** {@code λDADᵀ}: one matrix for all components; {@code tied}. */
  EEE,
  /** {@code λ_k DADᵀ}: proportional matrices. */
  VEE,
  /** {@code λDA_kDᵀ}: matrices of the same principal axes and determinant. */
  EVE,
  /** {@code λ_k DA_kDᵀ}: matrices of the same principal axes. */
  VVE,
  /** {@code λD_kAD_kᵀ}: one ellipsoid, turned differently in each component. */
  EEV,
  /** {@code λ_k D_kAD_kᵀ}: ellipsoids of the same shape. */
  VEV,
  /** {@code λD_kA_kD_kᵀ}: matrices of the same determinant. */
  EVV,
  /** {@code λ_k D_kA_kD_kᵀ}: a matrix for each component; {@code full}. */
  VVV;

  private static final Map<CovarianceModel, String> ALIASES = Map.of(
      VVV, "full",
      EEE, "tied",
      VVI, "diagonal",
      VII, "spherical",
      EEI, "tied-diagonal",
      EII, "tied-spherical");

  /** Returns the name used on the command line: {@code full}, {@code tied-diagonal}, or the three letters. */
  public String label() {
    return ALIASES.getOrDefault(this, name());
  }

  /**
   * Returns the model of a label or of three letters, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static CovarianceModel parse(String label) {
    for (CovarianceModel model : values()) {
      if (model.name().equalsIgnoreCase(label) || model.label().equalsIgnoreCase(label)) {
        return model;
      }
    }
    String known = Stream.concat(
            Arrays.stream(CovarianceType.values()).map(CovarianceType::label),
            Stream.concat(
                Stream.of(EEI.label(), EII.label()),
                Arrays.stream(values()).map(CovarianceModel::name)))
        .collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "covariance must be one of %s, but was %s", known, label));
  }

  /** Returns the smallest type that holds the covariances, which is the cheapest to compute with. */
  public CovarianceType type() {
    if (orientation() == 'I') {
      return shape() == 'I' ? CovarianceType.SPHERICAL : CovarianceType.DIAGONAL;
    }
    return this == EEE ? CovarianceType.TIED : CovarianceType.FULL;
  }

  /** Tells whether all components have the same covariance. */
  public boolean isShared() {
    return volume() == 'E' && shape() != 'V' && orientation() != 'V';
  }

  /** Tells whether a component's covariance bears on the others'. */
  public boolean hasCommonParts() {
    return name().indexOf('E') >= 0;
  }

  /** Returns the free parameters of the covariances. */
  public long freeParameters(int components, int dimension) {
    long rotations = (long) dimension * (dimension - 1) / 2;
    return free(volume(), components, 1)
        + free(shape(), components, dimension - 1L)
        + free(orientation(), components, rotations);
  }

  private static long free(char letter, int components, long each) {
    return switch (letter) {
      case 'I' -> 0;
      case 'E' -> each;
      default -> components * each;
    };
  }

  private char volume() {
    return name().charAt(0);
  }

  private char shape() {
    return name().charAt(1);
  }

  private char orientation() {
    return name().charAt(2);
  }
}
