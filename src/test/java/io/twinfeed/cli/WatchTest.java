package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Deque<Duration> runs = new ArrayDeque<>();

  @ParameterizedTest
  @CsvSource({"0m, --watch can't be 0m", "often, --watch can't be often"})
  void a_time_that_is_none_is_refused(String time, String message) {
    CliRun refused = CliRun.of("run", "pipelines/bottling.yaml", "--watch", time);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(message).contains("a duration such as 30s");
  }

  @Test
  void one_document_can_not_hold_many_runs() {
    CliRun refused = CliRun.of("run", "pipelines/bottling.yaml", "--watch", "1m", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--json prints one document");
  }

  @Test
  void the_next_run_begins_a_while_after_the_beginning_of_the_last() throws InterruptedException {
    watch(Duration.ofMinutes(4), Duration.ofMinutes(1));

    assertThat(pauses).containsExactly(Duration.ofMinutes(11), Duration.ofMinutes(14));
    assertThat(said).hasSize(2).allMatch(line -> line.startsWith("  next run at "));
  }

  @Test
  void a_run_that_takes_too_long_is_followed_by_the_next_at_once() throws InterruptedException {
    watch(Duration.ofMinutes(20), Duration.ofMinutes(15));

    assertThat(pauses).containsExactly(Duration.ZERO, Duration.ZERO);
  }

  private void watch(Duration... lengths) throws InterruptedException {
    runs.addAll(List.of(lengths));
    new Watch(Duration.ofMinutes(15), clock, said::add)
        .run(
            () -> {
              now = now.plus(runs.remove());
              return 0;
            },
            time -> {
              pauses.add(time);
              now = now.plus(time);
              return runs.isEmpty();
            });
  }

  @Test
  void a_real_one_outlives_a_run_that_fails_and_ends_by_a_signal(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (Scene scene = Scene.withH2(folder)) {
      Files.createDirectories(folder.resolve("models"));
      Files.writeString(
          folder.resolve("models/a.json"),
          """
          {"@id": "dtmi:com:example:A;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3"}
          """);
      Path file =
          scene.write(
              "a.yaml",
              """
              version: 1
              name: a
              connections: {erp: {url: "jdbc:h2:mem:nowhere;IFEXISTS=TRUE"}}
              target: {endpoint: "%s", models: models}
              sources: {a: {connection: erp, table: a, columns: [no]}}
              twins: [{name: a, from: a, model: "dtmi:com:example:A;1", id: "a-${no}"}]
              """
                  .formatted(scene.endpoint()));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.twinfeed.Main",
                  "run",
                  file.toString(),
                  "--runs-dir",
                  folder.resolve("runs").toString(),
                  "--watch",
                  "1s")
              .redirectErrorStream(true)
              .start();
      try {
        int failures = 0;
        var lines = process.inputReader().lines().iterator();
        StringBuilder all = new StringBuilder();
        while (failures < 2 && lines.hasNext()) {
          String line = lines.next();
          all.append(line).append('\n');
          failures += line.startsWith("error:") ? 1 : 0;
        }
        assertThat(failures).as(all.toString()).isEqualTo(2);
        process.toHandle().destroy(); // unlike that of Process, leaves the stream open
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(lines).toIterable().noneMatch(line -> line.contains("\tat "));
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
