import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Measures how fast CSV files of eight columns are read, warm, and compares each number with what Double.parseDouble returns.
 * The numbers are written as Java writes a double, with 6 decimals, as NumPy's savetxt writes them, and without decimals.
 */
final class ReadTrial {
  private static final int READS = 15;
  private static final int ROWS = 300_000;
  private static final int COLUMNS = 8;

  private ReadTrial() {}

  /** Writes its files into the folder that is its only argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Random random = new Random(1);
    measure(write(folder.resolve("shortest.csv"), () -> Double.toString(3 * random.nextGaussian())));
    measure(write(folder.resolve("decimals-6.csv"), () -> rounded("%.6f", random)));
    measure(write(folder.resolve("digits-19.csv"), () -> rounded("%.18e", random)));
    measure(write(folder.resolve("integers.csv"), () -> Integer.toString(random.nextInt(256))));
  }

  private static String rounded(String format, Random random) {
    return String.format(Locale.ROOT, format, 3 * random.nextGaussian());
  }

  private static Path write(Path file, Supplier<String> number) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          out.write(number.get());
          out.write(j < COLUMNS - 1 ? ',' : '\n');
        }
      }
    }
    return file;
  }

  private static void measure(Path file) throws IOException {
    double[] seconds = new double[READS];
    double[] cpu = new double[READS];
    long different = 0;
    long rows = 0;
    for (int i = 0; i < READS; i++) {
      long cpuBefore = processNanos();
      long before = System.nanoTime();
      try (Dataset dataset = DataFiles.open(file, ReadOptions.defaults())) {
        seconds[i] = (System.nanoTime() - before) * 1e-9;
        cpu[i] = (processNanos() - cpuBefore) * 1e-9;
        rows = dataset.samples().count();
        if (i == 0) {
          different = different(file, dataset.samples());
        }
      }
    }
    Arrays.sort(seconds);
    Arrays.sort(cpu);
    double megabytes = Files.size(file) * 1e-6;
    System.out.printf(
        "%-28s %6.1f MB %8d rows  %4.0f MB/s (best %4.0f), of processor time %4.0f  numbers unlike the JDK's: %d%n",
        file.getFileName(), megabytes, rows, megabytes / seconds[READS / 2],
        megabytes / seconds[0], megabytes / cpu[READS / 2], different);
  }

  private static long processNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long different(Path file, Samples samples) throws IOException {
    long different = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (RowBlock block : samples.blocks(1000)) {
        for (int i = 0; i < block.rows(); i++) {
          String[] cells = lines.readLine().split(",");
          for (int j = 0; j < cells.length; j++) {
            double value = block.values()[block.rowOffset(i) + j];
            different += Double.doubleToRawLongBits(value)
                    != Double.doubleToRawLongBits(Double.parseDouble(cells[j]))
                ? 1
                : 0;
          }
        }
      }
    }
    return different;
  }
}
