package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import java.util.Optional;

/** A backend's operations without its own kernel: one is composed of them. */
final class Tier1Only extends ForwardingBackend {
  Tier1Only(LinearAlgebraBackend backend) {
    super(backend);
  }

  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.empty();
  }
}
