import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.data.Samples;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times an iteration of t distributions beside one of Gaussian components, by turns, in processor time of one thread: the pass
 * over the samples, which an iteration consists of but for some small matrices. Arguments: the folder of the data, which is not
 * used, and ids of backends.
 */
public final class IterationTrial {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TURNS = 9;

  private IterationTrial() {}

  /** Measures. */
  public static void main(String[] args) {
    System.out.println(
        "milliseconds of processor time of an iteration: Gaussian, t of 4 degrees of freedom, and the ratio");
    String[] ids =
        args.length > 1 ? Arrays.copyOfRange(args, 1, args.length) : new String[] {"vector"};
    for (String id : ids) {
      LinearAlgebraBackend backend = Backends.standard().get(id);
      for (double deviation : new double[] {1, 4, 10}) {
        for (CovarianceType type :
            new CovarianceType[] {CovarianceType.FULL, CovarianceType.TIED, CovarianceType.DIAGONAL}) {
          run(backend, type, 10, 8, deviation);
          run(backend, type, 32, 16, deviation);
        }
      }
    }
  }

  private static void run(
      LinearAlgebraBackend backend, CovarianceType type, int d, int components, double deviation) {
    int n = 100_000;
    double[][] rows = Blobs.random(n, d, components, deviation, 1).rows();
    MixtureParameters gaussian = GaussianMixtureEstimator.builder()
        .components(components)
        .covarianceType(type)
        .maxIterations(0)
        .backend(backend)
        .build()
        .fit(Samples.of(rows))
        .model()
        .parameters();
    double[] nu = new double[components];
    Arrays.fill(nu, 4);
    StudentParameters student = StudentParameters.of(gaussian, nu);
    Moments moments = type == CovarianceType.FULL
        ? Moments.FULL
        : type == CovarianceType.TIED ? Moments.POOLED : Moments.DIAGONAL;
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[i], 0, values, i * d, d);
    }
    double[][] millis = new double[2][TURNS];
    try (MixtureKernel kernel = MixtureKernels.of(backend, d, components);
        StudentKernel tails = MixtureKernels.ofStudent(backend, d, components)) {
      kernel.use(gaussian.kernelParameters());
      tails.use(student.studentKernelParameters());
      SampleBlock[] blocks = new SampleBlock[(n + kernel.blockRows() - 1) / kernel.blockRows()];
      SampleBlock[] ofTails = new SampleBlock[(n + tails.blockRows() - 1) / tails.blockRows()];
      for (int b = 0; b < blocks.length; b++) {
        blocks[b] = kernel.load(block(values, b * kernel.blockRows(), kernel.blockRows(), n, d));
      }
      for (int b = 0; b < ofTails.length; b++) {
        ofTails[b] = tails.load(block(values, b * tails.blockRows(), tails.blockRows(), n, d));
      }
      for (int turn = -3; turn < TURNS; turn++) {
        SufficientStatistics plain =
            new SufficientStatistics(gaussian.means(), components, d, moments);
        long began = THREADS.getCurrentThreadCpuTime();
        for (SampleBlock block : blocks) {
          kernel.accumulate(block, Assignment.SOFT, plain);
        }
        long between = THREADS.getCurrentThreadCpuTime();
        SufficientStatistics heavy =
            SufficientStatistics.ofStudent(gaussian.means(), components, d, moments);
        for (SampleBlock block : ofTails) {
          tails.accumulate(block, heavy);
        }
        if (turn >= 0) {
          millis[0][turn] = (between - began) * 1e-6;
          millis[1][turn] = (THREADS.getCurrentThreadCpuTime() - between) * 1e-6;
        }
      }
    }
    Arrays.sort(millis[0]);
    Arrays.sort(millis[1]);
    double one = millis[0][TURNS / 2];
    double other = millis[1][TURNS / 2];
    System.out.println(String.format(
        Locale.ROOT,
        "%-8s %-9s %d x %d, K = %d, deviation %.0f: %8.2f %8.2f  %.2f",
        backend.id(),
        type.label(),
        n,
        d,
        components,
        deviation,
        one,
        other,
        other / one));
  }

  private static RowBlock block(double[] values, int first, int size, int n, int d) {
    return new RowBlock(values, first * d, Math.min(size, n - first), d, null);
  }
}
