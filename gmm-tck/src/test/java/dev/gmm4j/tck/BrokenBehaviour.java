package dev.gmm4j.tck;

import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Backends whose numbers are right, but not always, or that do what they must not. */
final class BrokenBehaviour {
  private static final List<double[]> LEAKED = new ArrayList<>();

  private BrokenBehaviour() {}

  static List<BrokenBackend> all() {
    List<BrokenBackend> all = new ArrayList<>(arrays());
    all.addAll(failures());
    all.addAll(degeneracy());
    all.addAll(reproducibility());
    all.addAll(concurrency());
    all.addAll(resources());
    return all;
  }

  private static List<BrokenBackend> arrays() {
    return List.of(
        BrokenBackend.operation(
            "ARRAY-01",
            "cholesky works in place",
            backend -> new DelegatingBackend(backend) {
              @Override
              public int cholesky(int n, double[] a, double[] factor) {
                int failed = super.cholesky(n, a, factor);
                a[0] = factor[0] + 1;
                return failed;
              }
            },
            "SCALE-05"),
        BrokenBackend.operation(
            "ARRAY-02",
            "an inverse is added to what the output held",
            backend -> new DelegatingBackend(backend) {
              @Override
              public void invertLower(int n, double[] lower, double[] inverse) {
                double[] before = inverse.clone();
                super.invertLower(n, lower, inverse);
                for (int i = 0; i < n * n; i++) {
                  inverse[i] += before[i];
                }
              }
            }),
        BrokenBackend.operation(
            "ARRAY-03",
            "the last pivot is looked for at the end of the array",
            backend -> new DelegatingBackend(backend) {
              @Override
              public void invertLower(int n, double[] lower, double[] inverse) {
                super.invertLower(n, lower, inverse);
                inverse[n * n - 1] = 1 / lower[lower.length - 1];
              }
            }));
  }

  private static List<BrokenBackend> failures() {
    return List.of(
        BrokenBackend.operation(
            "FAIL-01",
            "the product after a refused matrix is wrong",
            backend -> new DelegatingBackend(backend) {
              private boolean refused;

              @Override
              public int cholesky(int n, double[] a, double[] factor) {
                int failed = super.cholesky(n, a, factor);
                refused |= failed >= 0;
                return failed;
              }

              @Override
              public void multiply(
                  Transpose left,
                  Transpose right,
                  int m,
                  int n,
                  int k,
                  double[] a,
                  double[] b,
                  double[] c) {
                super.multiply(left, right, m, n, k, a, b, c);
                c[0] += refused ? 1 : 0;
              }
            }),
        BrokenBackend.operation(
            "FAIL-02",
            "matrices of order 2 are taken for positive definite",
            backend -> new DelegatingBackend(backend) {
              @Override
              public int cholesky(int n, double[] a, double[] factor) {
                int failed = super.cholesky(n, a, factor);
                // Indefinite, not singular.
                if (failed == 1 && n == 2 && a[3] < a[1] * a[1] / a[0] * 0.9) {
                  factor[3] = 1;
                  return -1;
                }
                return failed;
              }
            },
            "CHOL-03",
            "FAIL-01"));
  }

  private static List<BrokenBackend> degeneracy() {
    return List.of(BrokenBackend.operation(
        "DEGEN-01",
        "pivots near 0 are replaced",
        backend -> new DelegatingBackend(backend) {
          @Override
          public int cholesky(int n, double[] a, double[] factor) {
            int failed = super.cholesky(n, a, factor);
            boolean rounding =
                n == 2 && a[0] > 0 && Math.abs(a[3] - a[1] * a[1] / a[0]) < 1e-13 * a[3];
            if (rounding && (failed == 1 || failed == -1)) {
              factor[3] = Math.sqrt(1e-8 * a[3]);
              return -1;
            }
            return failed;
          }
        },
        "DEGEN-02"));
  }

  private static List<BrokenBackend> reproducibility() {
    AtomicInteger backends = new AtomicInteger();
    AtomicInteger kernels = new AtomicInteger();
    return List.of(
        BrokenBackend.operation(
            "REPRO-01",
            "the last bit differs between instances",
            backend -> new DelegatingBackend(backend) {
              private final int instance = backends.incrementAndGet();

              @Override
              public void multiply(
                  Transpose left,
                  Transpose right,
                  int m,
                  int n,
                  int k,
                  double[] a,
                  double[] b,
                  double[] c) {
                super.multiply(left, right, m, n, k, a, b, c);
                c[0] = instance % 2 == 0 ? Math.nextUp(c[0]) : c[0];
              }
            }),
        BrokenBackend.kernel("REPRO-02", "the last bit differs between kernels", () -> {
          int instance = kernels.incrementAndGet();
          return new KernelFault() {
            @Override
            void responsibilities(int rows, double[] logDensities, double[] responsibilities) {
              logDensities[0] += instance % 3 == 0 ? Math.ulp(logDensities[0]) : 0;
            }
          };
        }),
        BrokenBackend.kernel(
            "REPRO-03", "the last bit differs between threads", () -> new KernelFault() {
              @Override
              void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {
                boolean helper = Thread.currentThread().getName().startsWith("gmm4j");
                BrokenStatistics.scale(statistics.first(), helper ? 1 + 1e-14 : 1);
              }
            }));
  }

  private static List<BrokenBackend> concurrency() {
    return List.of(
        BrokenBackend.operation("CONC-01", "a product's scratch is shared", SharedScratch::new),
        BrokenBackend.operation(
            "CONC-02",
            "kernels of five features share scratch",
            backend -> new DelegatingBackend(backend) {
              private final double[] scratch = new double[75];

              @Override
              public Optional<MixtureKernel> newMixtureKernel(int features, int maxComponents) {
                KernelFault fault = new KernelFault() {
                  @Override
                  void accumulate(
                      int rows, Assignment assignment, SufficientStatistics statistics) {
                    if (features == 5 && statistics.second().length == scratch.length) {
                      racyCopy(statistics.second(), scratch);
                    }
                  }
                };
                return Optional.of(new FaultyKernel(correctKernel(features, maxComponents), fault));
              }
            }));
  }

  /** Passes numbers through scratch memory, and leaves other threads time to change it. */
  private static void racyCopy(double[] numbers, double[] scratch) {
    System.arraycopy(numbers, 0, scratch, 0, numbers.length);
    LockSupport.parkNanos(20_000);
    System.arraycopy(scratch, 0, numbers, 0, numbers.length);
    Arrays.fill(scratch, -1);
  }

  private static final class SharedScratch extends DelegatingBackend {
    private double[] scratch = new double[0];

    SharedScratch(LinearAlgebraBackend correct) {
      super(correct);
    }

    @Override
    public void multiply(
        Transpose left, Transpose right, int m, int n, int k, double[] a, double[] b, double[] c) {
      super.multiply(left, right, m, n, k, a, b, c);
      double[] shared = scratch.length < m * n ? new double[m * n] : scratch;
      scratch = shared;
      double[] product = Arrays.copyOf(c, m * n);
      racyCopy(product, shared);
      System.arraycopy(product, 0, c, 0, m * n);
    }
  }

  private static List<BrokenBackend> resources() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger released = new AtomicInteger();
    return List.of(
        BrokenBackend.operation(
            "RES-01", "shared memory is released with its first user", backend -> {
              released.set(open.getAndIncrement() == 0 ? 0 : released.get());
              return new DelegatingBackend(backend) {
                @Override
                public int cholesky(int n, double[] a, double[] factor) {
                  int failed = super.cholesky(n, a, factor);
                  factor[0] += released.get();
                  return failed;
                }

                @Override
                public void close() {
                  open.decrementAndGet();
                  released.set(1);
                }
              };
            }),
        BrokenBackend.operation(
            "RES-02", "kernels are kept", backend -> new DelegatingBackend(backend) {
              @Override
              public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
                LEAKED.add(new double[dimension == 16 ? 5000 : 0]);
                return super.newMixtureKernel(dimension, maxComponents);
              }

              @Override
              public void close() {
                LEAKED.clear();
              }
            }),
        BrokenBackend.operation("RES-03", "threads are left behind", backend -> {
          Thread thread = new Thread(BrokenBehaviour::waitForEver, "left behind");
          thread.setDaemon(true);
          thread.start();
          return backend;
        }));
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
