package io.twinfeed.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code src/flink/cluster} does where it must not start or end anything. */
class ClusterScriptTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"REST_PORT", "RPC_PORT", "BLOB_PORT"})
  void it_starts_nothing_if_another_process_has_a_port(String name)
      throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Said said = script("start", Map.of(name, port));

      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.text())
          .contains("another process listens on port " + port)
          .contains("hint: end it, or take another one: " + name + "=");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void it_says_that_there_is_nothing_to_end() throws IOException, InterruptedException {
    Said said = script("stop", Map.of());

    assertThat(said.exitCode()).isZero();
    assertThat(said.text()).isEqualTo("cluster: none runs in " + folder + "\n");
  }

  @Test
  void it_does_not_end_a_process_that_has_got_the_number_of_one_of_its_own()
      throws IOException, InterruptedException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path pid =
          Files.writeString(folder.resolve("taskmanager-1.pid"), String.valueOf(other.pid()));

      assertThat(script("stop", Map.of()).exitCode()).isZero();

      assertThat(other.isAlive()).isTrue();
      assertThat(pid).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  private record Said(int exitCode, String text) {}

  private Said script(String command, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("src/flink/cluster").toAbsolutePath().toString(),
                command,
                folder.toString())
            .redirectErrorStream(true);
    // The others are free, or the test would find what it does not look for
    for (String name : List.of("REST_PORT", "RPC_PORT", "BLOB_PORT")) {
      builder.environment().put(name, "1");
    }
    builder.environment().putAll(variables);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text);
  }
}
