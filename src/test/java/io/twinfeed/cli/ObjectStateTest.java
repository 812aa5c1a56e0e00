package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State on a store that writes no object over another one, and that fails. */
class ObjectStateTest {
  private final String container = ObjectStore.newContainer();
  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    pipeline = Pumps.make(scene, 20, "memory://" + container + "/twinfeed");
  }

  @AfterEach
  void end() {
    ObjectStore.trouble(container, null);
    scene.close();
  }

  @Test
  void a_store_that_fails_while_a_generation_is_written_fails_the_run_and_the_next_one_heals_it()
      throws IOException {
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("create") && name.endsWith(".json")) {
            throw new IllegalStateException("no route to host\nat all");
          }
        });

    CliRun run = run(9);

    assertThat(run.err()).contains("can't be written: no route to host").contains("hint: ");
    assertThat(run.showsAStackTrace()).isFalse();
    assertThat(leases()).isEmpty();

    ObjectStore.trouble(container, null);
    run(0);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 20, "unchanged", 20));
  }

  @Test
  void a_lease_that_can_not_be_given_back_does_not_fail_a_run_that_has_done_its_work() {
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("delete") && name.endsWith("/lease")) {
            throw new IllegalStateException("no route to host");
          }
        });

    run(0);

    assertThat(leases()).hasSize(2);
    assertThat(scene.twin("pump-20")).isNotNull();
  }

  @Test
  void runs_go_on_from_what_the_last_one_has_left_there() throws IOException {
    run(0);

    scene.sql("UPDATE pump SET name = 'renamed' WHERE no = 7");
    run(0);

    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 20, "updated", 1, "unchanged", 19));
    assertThat(leases()).isEmpty();
  }

  private CliRun run(int exitCode) {
    CliRun run = scene.run(pipeline);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private List<String> leases() {
    return ObjectStore.names(container).stream().filter(name -> name.startsWith("lease")).toList();
  }
}
