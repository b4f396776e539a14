package dev.gmm4j.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Where and with what the figures were measured. */
public record Environment(
    String date,
    String commit,
    String processor,
    int processors,
    long memoryBytes,
    String system,
    String jvm,
    String jvmArguments,
    String set) {

  /** Returns what this process runs on; {@code set} tells which benchmarks. */
  public static Environment here(String set) throws IOException {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Environment(
        LocalDate.now(ZoneOffset.UTC).toString(),
        System.getProperty("gmm4j.bench.commit", "unknown"),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        machine.getTotalMemorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        // No paths and nothing of this run: only what changes how code runs.
        String.join(
            " ",
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-D"))
                .toList()),
        set);
  }

  /** Returns the processor's name where the system tells it (Linux). */
  private static String processorName() throws IOException {
    Path information = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(information)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(information)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
