package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ExitCode;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.limit.Limits;
import io.twinfeed.report.SourceRead;
import io.twinfeed.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md against what a run leaves behind. */
class OperationsTest {
  private static final Page PAGE = Page.of("docs/operations.md");

  @Test
  void the_table_of_exit_codes_is_that_of_the_program() {
    assertThat(PAGE.rows("Exit codes").stream().map(row -> Integer.valueOf(row.get(0))))
        .containsExactlyElementsOf(Stream.of(ExitCode.values()).map(ExitCode::code).toList());
  }

  @Test
  void an_exit_code_that_nothing_gives_is_marked_so() throws IOException {
    List<Integer> marked =
        PAGE.rows("Exit codes").stream()
            .filter(row -> row.get(1).contains("(not yet)"))
            .map(row -> Integer.valueOf(row.get(0)))
            .toList();

    List<Integer> unused =
        Stream.concat(
                Stream.of(Kind.GUARD, Kind.STATE)
                    .filter(kind -> !isInSources("Kind." + kind))
                    .map(ExitCode::of),
                Stream.of(ExitCode.CHANGES_PENDING)
                    .filter(code -> !isInSources("ExitCode." + code)))
            .map(ExitCode::code)
            .toList();
    assertThat(marked).containsExactlyElementsOf(unused);
  }

  @Test
  void each_field_of_a_summary_is_described() throws IOException {
    Tally tally = new Tally(new TreeMap<>(Map.of("twins.unmatched", 1L)));
    Summary summary =
        new Summary(
            "",
            "",
            "",
            "",
            0,
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            Map.of("s", new SourceRead(false, "", "")),
            tally,
            Map.of(),
            List.of());
    JsonNode json = new ObjectMapper().readTree(summary.toJson());
    String described =
        String.join(", ", PAGE.rows("summary.json").stream().map(row -> row.get(0)).toList());

    assertThat(json.fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(described).contains(name));
    for (JsonNode part :
        List.of(json.get("sources").get("s"), json.get("twins"), json.get("calls"))) {
      assertThat(part.fieldNames())
          .toIterable()
          .isNotEmpty()
          .allSatisfy(name -> assertThat(described).containsPattern("\\b" + name + "\\b"));
    }
  }

  @Test
  void the_files_of_the_local_service_are_read() {
    List<String> blocks =
        PAGE.blocks().stream()
            .filter(block -> block.language().equals("yaml"))
            .map(Page.Block::text)
            .toList();

    assertThat(Limits.parse(blocks.get(0))).isEqualTo(Limits.AZURE);
    assertThat(Fault.parse(blocks.get(1))).hasSize(3);
  }

  private static boolean isInSources(String text) {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("ExitCode.java"))
          .anyMatch(file -> read(file).contains(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
