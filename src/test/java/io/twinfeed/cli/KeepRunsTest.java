package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories of older runs go on request. */
class KeepRunsTest {
  @TempDir Path folder;
  private PlanScene pumps;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 3);
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @Test
  void a_run_can_not_remove_itself() {
    assertThat(pumps.run(2, "--keep-runs", "0").err()).contains("--keep-runs can't be 0");
    assertThat(pumps.run(2, "--keep-runs", "many").err()).contains("--keep-runs");
    assertThat(Path.of(pumps.runs())).doesNotExist();
  }

  @Test
  void the_newest_stay_and_what_they_tell_of_is_still_tried_again() throws IOException {
    pumps.scene.sql("UPDATE pump SET hall = NULL WHERE no = 2");
    pumps.run(7);
    Path first = Path.of(pumps.runs()).resolve("latest").toRealPath();
    pumps.run(7);
    Path notes = Files.createDirectory(Path.of(pumps.runs()).resolve("notes"));

    CliRun third = pumps.run(7, "--keep-runs", "2");

    assertThat(third.err()).contains("directories of older runs that were removed: 1");
    assertThat(first).doesNotExist();
    assertThat(notes).exists();
    Path latest = Path.of(pumps.runs()).resolve("latest").toRealPath();
    assertThat(runs()).hasSize(2).last().isEqualTo(latest);
    assertThat(CliRun.of("replay", first.toString()).exitCode()).isEqualTo(2);
    pumps.scene.sql("UPDATE pump SET hall = 1 WHERE no = 2");
    assertThat(CliRun.of("replay", latest.toString()).exitCode()).isZero();
    assertThat(pumps.scene.targets("pump-2", "locatedIn")).containsExactly("hall-1");
  }

  private List<Path> runs() throws IOException {
    try (var all = Files.list(Path.of(pumps.runs()).toRealPath())) {
      return all.filter(each -> each.getFileName().toString().endsWith("Z")).sorted().toList();
    }
  }
}
