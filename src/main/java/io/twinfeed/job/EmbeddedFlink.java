package io.twinfeed.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of a Flink inside this process. Without one it would listen on all addresses of
 * the machine, and take the ports of a cluster that FLINK_CONF_DIR describes. It would sort with
 * 128 MB, and pass data on with 64 MB, however many tasks there are: too little for a file of many
 * sources. Neither is on the heap.
 */
final class EmbeddedFlink {
  // Each task takes some; 160 tasks in each of two slots were measured to do with 128 in all, if no
  // buffers are kept to sort in, which only a wide shuffle is the faster for
  private static final int NETWORK_MIB_PER_SLOT = 64;

  private static final String CONFIG =
      """
      jobmanager.bind-host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.host: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.bind-port: "0"
      taskmanager.memory.managed.size: 256mb
      taskmanager.memory.network.min: %1$dmb
      taskmanager.memory.network.max: %1$dmb
      taskmanager.network.sort-shuffle.min-parallelism: 1000
      execution.job-listeners: %2$s
      """;

  private EmbeddedFlink() {}

  /** A folder for Flink's {@code flinkConfDir}, gone when the process ends. */
  static Path configuration(int slots) {
    try {
      Path folder = Files.createTempDirectory("twinfeed-flink");
      Path file =
          Files.writeString(
              folder.resolve("config.yaml"),
              CONFIG.formatted(NETWORK_MIB_PER_SLOT * slots, FlinkSubmission.class.getName()));
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
