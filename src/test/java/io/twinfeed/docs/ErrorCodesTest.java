package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
  private static final Pattern IN_SOURCES =
      Pattern.compile(
          "\"((?:SPEC|YAML|EXPR|SOURCE|DTDL|SEED)-\\d{3}|(?:ROW|TWIN|REL|VALUE)(?:-[A-Z]+)*-?|PLAN-[A-Z]+)\"");

  private static final List<List<String>> ROWS = Page.of("docs/errors.md").rows();

  @Test
  void no_code_of_the_sources_is_missing_in_the_page_and_no_other_is_there() throws IOException {
    Set<String> page = new TreeSet<>();
    ROWS.forEach(row -> page.add(row.get(0).replace("`", "")));

    assertThat(page).isEqualTo(inSources());
  }

  @Test
  void each_code_stands_once_with_a_cause_and_a_cure() {
    assertThat(ROWS.stream().map(row -> row.get(0))).doesNotHaveDuplicates();
    assertThat(ROWS).allSatisfy(row -> assertThat(row).hasSize(3).noneMatch(String::isEmpty));
  }

  private static Set<String> inSources() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> IN_SOURCES.matcher(text(file)).results().toList().stream())
          .map((MatchResult found) -> found.group(1))
          // A refusal of the service has its status in its code
          .map(code -> code.endsWith("-") ? code + "<status>" : code)
          .forEach(codes::add);
    }
    return codes;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
