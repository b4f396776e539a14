package dev.gmm4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A master and workers of Spark's own, each in a JVM of its own, on loopback: made of the jars of the class path alone. */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  /** So long that only a master that hangs takes longer, on whatever machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Path folder;
  private final int port = freePort();
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts a master.
   *
   * @param folder where logs and the workers' files go
   */
  StandaloneCluster(Path folder) throws Exception {
    this.folder = folder;
    launch(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the master does not listen: " + log("master"));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Returns the master's address. */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** Starts a worker of one core. */
  void startWorker(String name) {
    launch(
        name,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--webui-port",
        "0",
        "-c",
        "1",
        "-m",
        "1g",
        "-d",
        folder.resolve(name + "-files").toString(),
        url());
  }

  /** Ends a worker, counted from 0, and its executors at once, as where a machine is lost. */
  void killWorker(int index) {
    Process worker = processes.get(1 + index);
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  private void launch(String name, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        mainClass));
    command.addAll(List.of(arguments));
    try {
      processes.add(new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve(name + ".log").toFile())
          .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    // They write into a folder that is deleted next.
    for (Process process : processes) {
      process.onExit().join();
    }
  }
}
