package dev.gmm4j.io;

import dev.gmm4j.bayesian.BayesianCheckpoint;
import dev.gmm4j.bayesian.BayesianRestart;
import dev.gmm4j.bayesian.BoundMove;
import dev.gmm4j.bayesian.DirichletWeights;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.NormalWishartPrior;
import dev.gmm4j.bayesian.StickWeights;
import dev.gmm4j.bayesian.WeightPosterior;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.Ascent;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checkpoints of Bayesian fits as bytes, and back. */
final class PosteriorCheckpoints {
  static final byte[] MAGIC = "GMM4JBCK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private PosteriorCheckpoints() {}

  static byte[] encode(BayesianCheckpoint checkpoint) {
    return CheckpointOutput.file(
        MAGIC, VERSION, (out, output) -> new Encoder(out, output).checkpoint(checkpoint));
  }

  /**
   * Returns the checkpoint.
   *
   * @throws DataException if the bytes are not those of a checkpoint
   */
  static BayesianCheckpoint decode(String name, byte[] bytes) {
    CheckpointInput.refuseOtherKinds(name, bytes, MAGIC);
    return CheckpointInput.read(
        name, bytes, MAGIC, VERSION, (in, input) -> new Decoder(in, input).checkpoint());
  }

  private record Encoder(DataOutputStream out, CheckpointOutput output) {
    void checkpoint(BayesianCheckpoint checkpoint) throws IOException {
      out.writeInt(checkpoint.fit().size());
      for (Map.Entry<String, String> entry : checkpoint.fit().entrySet()) {
        output.text(entry.getKey());
        output.text(entry.getValue());
      }
      prior(checkpoint.current().posterior().prior());
      out.writeInt(checkpoint.finished().size());
      for (BayesianRestart restart : checkpoint.finished()) {
        out.writeInt(restart.index());
        output.numbers(
            restart.elboTrace().stream().mapToDouble(Double::doubleValue).toArray());
        out.writeInt(restart.iterations());
        out.writeBoolean(restart.converged());
        moves(restart.moves());
        output.failure(restart.failure());
      }
      BayesianCheckpoint.Best best = checkpoint.best();
      out.writeBoolean(best != null);
      if (best != null) {
        out.writeInt(best.restart());
        posterior(best.posterior());
      }
      BayesianCheckpoint.Current current = checkpoint.current();
      out.writeInt(current.restart());
      posterior(current.posterior());
      output.numbers(current.trace());
      output.numbers(current.bounds());
      output.ascent(current.ascent());
      List<BoundMove> moves = current.moves();
      out.writeBoolean(moves != null);
      if (moves != null) {
        moves(moves);
      }
    }

    private void prior(NormalWishartPrior prior) throws IOException {
      output.text(prior.type().name());
      out.writeInt(prior.dimension());
      out.writeDouble(prior.meanPrecision());
      output.numbers(prior.mean());
      out.writeDouble(prior.degreesOfFreedom());
      output.numbers(prior.scale().toArray());
    }

    private void moves(List<BoundMove> moves) throws IOException {
      out.writeInt(moves.size());
      for (BoundMove move : moves) {
        output.text(move.kind().name());
        out.writeInt(move.components().size());
        for (int component : move.components()) {
          out.writeInt(component);
        }
        out.writeDouble(move.before());
        out.writeDouble(move.after());
        out.writeBoolean(move.accepted());
      }
    }

    private void posterior(MixturePosterior posterior) throws IOException {
      WeightPosterior weights = posterior.weights();
      output.text(weights.kind().name());
      out.writeDouble(weights.priorConcentration());
      if (weights instanceof StickWeights sticks) {
        output.numbers(sticks.a());
        output.numbers(sticks.b());
        output.numbers(Arrays.stream(sticks.order()).asDoubleStream().toArray());
      } else if (weights instanceof DirichletWeights dirichlet) {
        output.numbers(dirichlet.concentrations());
      }
      output.numbers(posterior.meanPrecisions());
      for (double[] mean : posterior.means()) {
        output.numbers(mean);
      }
      output.numbers(posterior.degreesOfFreedom());
      output.numbers(posterior.covariances().toArray());
    }
  }

  private static final class Decoder {
    private final ByteBuffer in;
    private final CheckpointInput input;

    Decoder(ByteBuffer in, CheckpointInput input) {
      this.in = in;
      this.input = input;
    }

    BayesianCheckpoint checkpoint() {
      int settings = input.count(2 * Integer.BYTES);
      Map<String, String> fit = new LinkedHashMap<>();
      for (int i = 0; i < settings; i++) {
        fit.put(input.text(), input.text());
      }
      NormalWishartPrior prior = prior();
      int restarts = input.count(Integer.BYTES);
      List<BayesianRestart> finished = new ArrayList<>();
      for (int i = 0; i < restarts; i++) {
        finished.add(new BayesianRestart(
            in.getInt(),
            Arrays.stream(input.numbers()).boxed().toList(),
            in.getInt(),
            input.truth(),
            moves(),
            input.failure()));
      }
      BayesianCheckpoint.@Nullable Best best =
          input.truth() ? new BayesianCheckpoint.Best(in.getInt(), posterior(prior)) : null;
      int restart = in.getInt();
      MixturePosterior posterior = posterior(prior);
      double[] trace = input.numbers();
      double[] bounds = input.numbers();
      Ascent ascent = input.ascent();
      List<BoundMove> moves = input.truth() ? moves() : null;
      return new BayesianCheckpoint(
          fit,
          finished,
          best,
          new BayesianCheckpoint.Current(restart, posterior, trace, bounds, ascent, moves));
    }

    private NormalWishartPrior prior() {
      CovarianceType type = input.constant(CovarianceType.class);
      int d = in.getInt();
      return new NormalWishartPrior(
          in.getDouble(),
          input.numbers(),
          in.getDouble(),
          Covariances.of(type, 1, d, input.numbers()));
    }

    private List<BoundMove> moves() {
      int count = input.count(2 * Integer.BYTES + 2 * Double.BYTES + 1);
      List<BoundMove> moves = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        BoundMove.Kind kind = input.constant(BoundMove.Kind.class);
        List<Integer> components = new ArrayList<>();
        int touched = input.count(Integer.BYTES);
        for (int k = 0; k < touched; k++) {
          components.add(in.getInt());
        }
        moves.add(new BoundMove(kind, components, in.getDouble(), in.getDouble(), input.truth()));
      }
      return moves;
    }

    private MixturePosterior posterior(NormalWishartPrior prior) {
      WeightPosterior weights = weights();
      double[] precisions = input.numbers();
      double[][] means = new double[precisions.length][];
      for (int k = 0; k < means.length; k++) {
        means[k] = input.numbers();
      }
      double[] freedoms = input.numbers();
      return new MixturePosterior(
          prior,
          weights,
          precisions,
          means,
          freedoms,
          Covariances.of(prior.type(), means.length, prior.dimension(), input.numbers()));
    }

    private WeightPosterior weights() {
      WeightPrior.Kind kind = input.constant(WeightPrior.Kind.class);
      double concentration = in.getDouble();
      return switch (kind) {
        case DIRICHLET -> new DirichletWeights(concentration, input.numbers());
        case DIRICHLET_PROCESS ->
          new StickWeights(
              concentration,
              input.numbers(),
              input.numbers(),
              Arrays.stream(input.numbers()).mapToInt(each -> (int) each).toArray());
      };
    }
  }
}
