package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posteriors travel as Java objects: the same value, and none that is no posterior. */
class PosteriorSerializationTest {
  private static MixturePosterior posterior(CovarianceType type, WeightPrior prior) {
    return Bayes.estimator(type, 3, Bayes.species(), 3)
        .weightPrior(prior)
        .build()
        .fit(Bayes.IRIS)
        .posterior();
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void posterior_isTheOneThatWasWritten(CovarianceType type) throws Exception {
    for (WeightPrior prior :
        new WeightPrior[] {WeightPrior.dirichlet(), WeightPrior.dirichletProcess()}) {
      MixturePosterior posterior = posterior(type, prior);
      assertThat(read(written(posterior))).isEqualTo(posterior);
    }
  }

  /** The first degrees of freedom become fewer than the prior's. */
  @ParameterizedTest
  @EnumSource(names = "DIAGONAL")
  void numbersOutOfRange_areRefused(CovarianceType type) throws Exception {
    MixturePosterior posterior = posterior(type, WeightPrior.dirichlet());
    byte[] stream = written(posterior);
    byte[] freedom = bytes(posterior.degreesOfFreedom()[0]);
    for (int i = 0; i + 8 <= stream.length; i++) {
      if (Arrays.equals(stream, i, i + 8, freedom, 0, 8)) {
        System.arraycopy(bytes(1), 0, stream, i, 8);
      }
    }

    assertThatExceptionOfType(InvalidObjectException.class)
        .isThrownBy(() -> read(stream))
        .withMessage("degreesOfFreedom[0] must be at least 4.0, but was 1.0");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        MixturePosterior.class,
        NormalWishartPrior.class,
        DirichletWeights.class,
        StickWeights.class
      })
  void streamsWithoutTheProxy_areRefused(Class<? extends Serializable> type) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      out.writeByte(ObjectStreamConstants.TC_OBJECT);
      out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF(type.getName());
      out.writeLong(1);
      out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
      out.writeShort(0);
      out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
      out.writeByte(ObjectStreamConstants.TC_NULL);
    }

    assertThatExceptionOfType(InvalidObjectException.class)
        .isThrownBy(() -> read(bytes.toByteArray()))
        .withMessageContaining("proxy");
  }

  private static byte[] written(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] stream) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
      return in.readObject();
    }
  }

  private static byte[] bytes(double number) {
    return ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
  }
}
