package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Identity;
import io.twinfeed.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverTest {
  private static final Identity IDENTITY = Identity.of("pumps", "http://127.0.0.1:1", Map.of());

  @TempDir Path folder;
  private Path home;
  private State state;

  @BeforeEach
  void make() throws IOException {
    home = Files.createDirectory(folder.resolve("run"));
    state = new State(folder.resolve("state").toString(), IDENTITY);
  }

  @Test
  void a_state_on_this_machine_alone_is_refused_on_a_cluster() {
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> Handover.of(cluster(false), state, "r1", home))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.USAGE);
              assertThat(e)
                  .hasMessageContaining(state.folder())
                  .hasMessageContaining("cluster.yaml");
              assertThat(e.hint()).contains("shared: true").contains("state:");
            });
  }

  @Test
  void a_state_that_all_reach_needs_nothing_said() {
    State everywhere = new State("azfs://account/container/folder", IDENTITY);

    assertThat(everywhere.isLocal()).isFalse();
    assertThat(new State("file:/tmp/state", IDENTITY).isLocal()).isTrue();
  }

  @Test
  void on_one_machine_files_are_left_where_they_belong() throws IOException {
    Handover handover = Handover.of(RunnerConfig.direct(), state, "r1", home);
    Path plan = Files.writeString(folder.resolve("plan.ndjson"), "a plan");
    Files.writeString(home.resolve("counts.json"), "{}");

    handover.takeHome();
    handover.close();

    assertThat(Path.of(handover.folder())).isEqualTo(home.toAbsolutePath());
    assertThat(handover.send(plan)).isEqualTo(plan.toAbsolutePath().toString());
    assertThat(home.resolve("counts.json")).hasContent("{}");
  }

  @Test
  void on_a_cluster_they_are_brought_home_and_nothing_is_left() throws IOException {
    Handover handover = Handover.of(cluster(true), state, "r1", home);
    Path there = Files.createDirectories(Path.of(handover.folder()));
    Files.writeString(there.resolve("counts.json"), "{}");
    Files.writeString(there.resolve("rejects.jsonl"), "");

    handover.takeHome();
    handover.close();

    assertThat(there).startsWithRaw(folder.resolve("state")).doesNotExist();
    assertThat(home.resolve("counts.json")).hasContent("{}");
    assertThat(home.resolve("rejects.jsonl")).isEmptyFile();
  }

  @Test
  void a_plan_is_brought_to_where_the_workers_read_it() throws IOException {
    Handover handover = Handover.of(cluster(true), state, "r1", home);
    Path plan = Files.writeString(folder.resolve("plan.ndjson"), "a plan");

    Path sent = Path.of(handover.send(plan));

    assertThat(sent).startsWithRaw(Path.of(handover.folder())).hasContent("a plan");
    handover.close();
    assertThat(sent).doesNotExist();
    handover.close();
  }

  @Test
  void a_store_that_fails_is_told_when_files_are_brought_home_and_not_when_they_are_removed()
      throws IOException {
    String container = ObjectStore.newContainer();
    State there = new State("memory://" + container + "/state", IDENTITY);
    Handover handover = Handover.of(cluster(false), there, "r1", home);
    ObjectStore.put(handover.folder() + "counts.json", new byte[0]);
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          throw new IllegalStateException("no route to host");
        });

    assertThatIOException()
        .isThrownBy(handover::takeHome)
        .withMessageContaining("no route to host");
    handover.close();

    ObjectStore.trouble(container, null);
    handover.takeHome();
    handover.close();
    assertThat(home.resolve("counts.json")).isEmptyFile();
    assertThat(ObjectStore.names(container)).isEmpty();
  }

  private static RunnerConfig cluster(boolean shared) {
    return new RunnerConfig(
        "cluster.yaml",
        "FlinkRunner",
        Map.of("flinkMaster", "127.0.0.1:8081", "parallelism", "2"),
        shared);
  }
}
