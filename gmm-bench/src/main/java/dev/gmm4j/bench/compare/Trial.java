package dev.gmm4j.bench.compare;

import java.nio.file.Path;

/** The process in which one contender does one task. */
public final class Trial {

  private Trial() {}

  /**
   * Does a task.
   *
   * @param arguments the file of the task, the file to write the measurement to, and the contender's name
   */
  public static void main(String[] arguments) throws Exception {
    String name = arguments[2];
    run(
        name.equals(CommonsMathContender.NAME)
            ? new CommonsMathContender()
            : new BackendContender(name),
        arguments);
  }

  /**
   * Does a task with a contender that has a main class of its own.
   *
   * @param arguments the file of the task, and the file to write the measurement to
   */
  public static void run(Contender contender, String... arguments) throws Exception {
    Task task = Json.read(Path.of(arguments[0]), Task.class);
    Json.write(Path.of(arguments[1]), contender.measure(task, task.values()));
  }
}
