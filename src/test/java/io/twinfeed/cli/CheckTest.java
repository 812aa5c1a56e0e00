package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final Path MODELS = Path.of("pipelines/organization/models").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void a_mistake_in_every_section_is_told_with_place_code_and_hint_all_at_once()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            version: 1
            name: wrong
            parameters:
              plant: {type: strng}
            connections:
              erp: {url: "jdbc:h2:mem:x;password=secret", user: sa}
            target: {endpoint: "http://127.0.0.1:1", models: %s, limits: fast}
            sources:
              a: {connection: epr, table: x}
            twins:
              - {name: m, from: a, model: "dtmi:assetmodel:enterprize;1", id: "${x}", properties: {Name: "${x +}"}}
            relationships:
              - {name: partOf, from: b, source: "x-${x}", target: "y-${x}"}
            sync: {mode: upsrt}
            """
                .formatted(MODELS));

    for (String command : List.of("check", "run")) {
      CliRun run = CliRun.of(command, file.toString());

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.showsAStackTrace()).isFalse();
      assertThat(run.err())
          .contains(
              file + ":4:17: error SPEC-004: type can't be strng",
              file + ":6:14: error SPEC-029: the URL of the connection erp holds a password",
              file + ":6:47: error SPEC-001: the connection erp has no key user",
              "limits can't be fast",
              file + ":9:19: error SPEC-020: there is no connection epr",
              file + ":11:31: error SPEC-031: there is no model dtmi:assetmodel:enterprize;1",
              "did you mean dtmi:assetmodel:enterprise;1?",
              file + ":13:26: error SPEC-021: there is no source b",
              file + ":14:14: error SPEC-004: mode can't be upsrt",
              "did you mean upsert?",
              "nothing was read or written")
          .doesNotContain("secret");
    }
  }

  @Test
  void a_file_that_is_not_there_is_said_in_one_sentence() {
    CliRun run = CliRun.of("check", folder.resolve("none.yaml").toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.error()).contains("this pipeline file can't be read");
  }

  @Test
  void models_that_are_not_there_are_an_error_at_the_line_that_names_them() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("lost.yaml"),
            Files.readString(Path.of("pipelines/organization/organization-upsert.yaml")));

    CliRun run = CliRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("lost.yaml:14:11: error DTDL-000");
  }

  @Test
  void a_sound_file_is_said_to_be_so() {
    CliRun run = CliRun.of("check", "pipelines/bottling/bottling.yaml");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("bottling.yaml: ok: 15 sources, 16 twin rules, 14 relationship rules");
  }
}
