package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRunsTest {
  @TempDir Path runs;

  @Test
  void the_newest_that_have_ended_stay() throws IOException {
    for (int i = 1; i <= 5; i++) {
      ended(id(i));
    }
    assertThat(OldRuns.remove(runs, 2, runs.resolve(id(5)))).isEqualTo(3);
    assertThat(names()).containsExactly(id(4), id(5));
    assertThat(OldRuns.remove(runs, 2, runs.resolve(id(5)))).isZero();
  }

  @Test
  void one_that_has_not_ended_is_neither_removed_nor_counted() throws IOException {
    Files.createDirectory(runs.resolve(id(1)));
    Files.writeString(runs.resolve(id(1)).resolve("pipeline.yaml"), "name: pumps");
    ended(id(2));
    ended(id(3));
    OldRuns.remove(runs, 1, runs.resolve(id(3)));
    assertThat(names()).containsExactly(id(1), id(3));
  }

  @Test
  void the_run_that_asks_and_the_latest_one_stay_whatever_their_names() throws IOException {
    ended(id(1));
    ended(id(2));
    ended(id(3));
    Files.createSymbolicLink(runs.resolve("latest"), Path.of(id(2)));
    OldRuns.remove(runs, 1, runs.resolve(id(1)));
    assertThat(names()).containsExactly(id(1), id(2), id(3), "latest");
  }

  @Test
  void what_is_no_directory_of_a_run_stays() throws IOException {
    Path elsewhere = Files.createDirectory(runs.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("summary.json"), "{\"runId\": \"" + id(1) + "\"}");
    Files.createSymbolicLink(runs.resolve(id(1)), elsewhere);
    Files.createDirectory(runs.resolve(id(2)));
    Files.writeString(runs.resolve(id(2)).resolve("summary.json"), "{\"runId\": \"another\"}");
    Files.writeString(runs.resolve(id(3)), "a file");
    ended(id(4));
    ended(id(5));
    OldRuns.remove(runs, 1, runs.resolve(id(5)));
    assertThat(names()).containsExactly(id(1), id(2), id(3), id(5), "elsewhere");
    assertThat(elsewhere.resolve("summary.json")).exists();
  }

  @Test
  void links_in_a_directory_are_removed_and_not_followed() throws IOException {
    Path notes = Files.writeString(Files.createTempFile("notes", ".txt"), "keep me");
    ended(id(1));
    Files.createSymbolicLink(runs.resolve(id(1)).resolve("notes.txt"), notes);
    ended(id(2));
    OldRuns.remove(runs, 1, runs.resolve(id(2)));
    assertThat(runs.resolve(id(1))).doesNotExist();
    assertThat(notes).hasContent("keep me");
    Files.delete(notes);
  }

  private static String id(int day) {
    return "2026010" + day + "T120000.000Z";
  }

  private void ended(String id) throws IOException {
    Path run = Files.createDirectory(runs.resolve(id));
    Files.writeString(run.resolve("summary.json"), "{\"runId\": \"" + id + "\"}");
    Files.writeString(run.resolve("rejects.jsonl"), "");
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(runs)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }
}
