package dev.gmm4j.noise;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The noise that a fit with a noise component begins with: the share of the samples that is noise, and the region that
 * it is spread over. EM finds the share; the region stays. Immutable.
 *
 * <p>Initializations find components as if there were no noise, and these have the rest of the weight. Initialization
 * by labels or responsibilities can tell which samples are noise, and then the share is theirs.
 */
public final class InitialNoise implements Serializable {
  private static final long serialVersionUID = 1;

  private final double share;
  private final @Nullable Double volume;
  private final @Nullable NoiseRegion region;

  private InitialNoise(double share, @Nullable Double volume, @Nullable NoiseRegion region) {
    this.share = share;
    this.volume = volume;
    this.region = region;
  }

  /**
   * Returns noise over the samples' region: of the box along the features that holds all samples and the box along their
   * principal axes, that of the smaller volume, as in mclust. Of more than 2048 features, or no more samples than features,
   * it is the box along the features.
   *
   * @param share in (0, 1)
   */
  public static InitialNoise share(double share) {
    check(share > 0 && share < 1, "share of the noise must be in (0, 1), but was %s", share);
    return new InitialNoise(share, null, null);
  }

  /** Returns this noise over the same region, blown up or shrunk about its centre to a volume {@code > 0}. */
  public InitialNoise withVolume(double newVolume) {
    check(
        newVolume > 0 && newVolume < Double.POSITIVE_INFINITY,
        "volume must be finite and > 0, but was %s",
        newVolume);
    return new InitialNoise(share, newVolume, region);
  }

  /** Returns this noise over another region. */
  public InitialNoise withRegion(NoiseRegion newRegion) {
    return new InitialNoise(share, volume, newRegion);
  }

  /** Returns the share of the samples that is noise at first, in (0, 1). */
  public double share() {
    return share;
  }

  /** Returns the volume that the region is scaled to, or null to leave it as it is. */
  public @Nullable Double volume() {
    return volume;
  }

  /** Returns the region, or null for the samples' own. */
  public @Nullable NoiseRegion region() {
    return region;
  }

  /** Returns Java code for this noise. */
  @Override
  public String toString() {
    return "InitialNoise.share(" + DecimalText.of(share) + ")"
        + (region == null ? "" : ".withRegion(" + region + ")")
        + (volume == null ? "" : ".withVolume(" + DecimalText.of(volume) + ")");
  }

  private Object writeReplace() {
    return new Proxy(share, volume, region);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(
      double share, @Nullable Double volume, @Nullable NoiseRegion region) implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> {
        InitialNoise noise = InitialNoise.share(share);
        noise = region == null ? noise : noise.withRegion(region);
        return volume == null ? noise : noise.withVolume(volume);
      });
    }
  }
}
