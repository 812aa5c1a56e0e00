package io.twinfeed.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.twinfeed.cluster.FlinkProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Flink's own command line with a jar of ours: {@code flink run}.
 *
 * @param said what it has printed
 */
record FlinkRun(Process process, Path said) {
  /**
   * Begins one of the file of a scene.
   *
   * @param shared whether the workers see the folders of this machine
   * @param more variables
   * @param options of Flink's
   */
  static FlinkRun start(
      FlinkProcesses flink,
      ClusterScene machines,
      boolean shared,
      Map<String, String> more,
      String... options)
      throws IOException {
    String jar = System.getProperty("cluster.jar", "");
    assumeTrue(!jar.isEmpty(), "needs -Dcluster.jar");
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    for (String each : List.of("lang", "util", "time", "nio", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + each + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp",
            flink.folder().resolve("lib") + "/*",
            "org.apache.flink.client.cli.CliFrontend",
            "run",
            "-m",
            flink.master()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-c",
            "io.twinfeed.Main",
            jar,
            "run",
            machines.pipeline.toString(),
            "--runner-config",
            flink.config(shared).toString(),
            "--runs-dir",
            machines.scene.folder.resolve("runs").toString()));
    Path said = machines.scene.folder.resolve("flink-run");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(machines.variables());
    builder.environment().putAll(more);
    builder.environment().put("FLINK_CONF_DIR", flink.folder().resolve("conf").toString());
    return new FlinkRun(builder.start(), said);
  }

  String text() throws IOException {
    return Files.readString(said);
  }
}
