package io.twinfeed.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own. */
final class MainProcess {
  private MainProcess() {}

  /**
   * Starts it.
   *
   * @param folder takes what it says, in the files {@code out} and {@code err}
   * @param variables of its environment
   */
  static Process start(Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    return startBy(List.of(), folder, variables, arguments);
  }

  /**
   * Starts it by another program, whose last arguments are the command.
   *
   * @param starter a program and its first arguments
   */
  static Process startBy(
      List<String> starter, Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.addAll(command(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(variables);
    return builder.start();
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
    for (String each : List.of("lang", "util", "time", "nio", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + each + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.twinfeed.Main"));
    command.addAll(List.of(arguments));
    return command;
  }
}
