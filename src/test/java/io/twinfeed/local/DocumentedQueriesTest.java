package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every query that the documentation of the language shows: answered, or refused for a reason. */
class DocumentedQueriesTest {
  private static final Pattern SNIPPET =
      Pattern.compile("-- <(\\w+)>\\R(.*?)-- </\\1>", Pattern.DOTALL);

  private static final String NO_MATCH =
      "the local service does not know MATCH; use JOIN for one hop.";
  private static final String ONE_JOIN = "the local service follows one JOIN only, not several.";

  @Test
  void every_documented_query_is_answered_or_refused_for_a_reason() throws IOException {
    Map<String, String> refused = new TreeMap<>();
    Map<String, String> examples = examples();
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      Http http = new Http(service);
      examples.forEach(
          (name, query) -> {
            Http.Reply reply = http.query(query);
            if (reply.status() != 200) {
              assertThat(reply.error()).as(name).startsWith("400 SqlQueryError: ");
              refused.put(name, reason(reply.error()));
            }
          });
    }
    assertThat(examples).hasSizeGreaterThan(50);
    assertThat(refused).containsExactlyInAnyOrderEntriesOf(expected(examples));
  }

  /** What is refused: MATCH, several JOINs, and what the documentation itself has wrong. */
  private static Map<String, String> expected(Map<String, String> examples) {
    Map<String, String> expected = new TreeMap<>();
    examples.keySet().stream()
        .filter(name -> name.startsWith("Match"))
        .forEach(name -> expected.put(name, NO_MATCH));
    expected.put("MultiJoinExample", ONE_JOIN);
    expected.put("MaxJoinExample", ONE_JOIN);
    // Shown there as what the language does not have: a query within a query
    expected.put(
        "FromNegativeExample", "mismatched input '(' expecting {DIGITALTWINS, RELATIONSHIPS}");
    // Misspelt there
    expected.put("IsStringExample", "missing {DIGITALTWINS, RELATIONSHIPS} at 'DIGITIALTWINS'");
    return expected;
  }

  private static String reason(String error) {
    return error.replaceAll("(?s).*Message=", "").replaceAll("(?s) See samples in.*", "");
  }

  // The rest are forms with placeholders, and no queries.
  private static Map<String, String> examples() throws IOException {
    String text = Files.readString(SharedData.path("query/reference.sql"));
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher snippet = SNIPPET.matcher(text);
    while (snippet.find()) {
      if (!snippet.group(1).endsWith("Syntax")) {
        examples.put(
            snippet.group(1),
            snippet
                .group(2)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n")));
      }
    }
    return examples;
  }
}
