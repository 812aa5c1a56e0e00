package io.twinfeed.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IssueReportTest {
  private final Issues issues = new Issues();

  @Test
  void shows_places_lines_carets_and_hints_in_the_order_of_the_file() {
    issues.warning("X-2", new Place("b.yaml", 2, 3), "second", "");
    issues.error("X-1", new Place("b.yaml", 1, 1), "first", "do this");
    issues.error("X-4", new Place("c.yaml", 7, 0), "no text", "");
    issues.error("X-0", null, "nowhere", "");
    assertThat(IssueReport.of(issues.all(), file -> file.equals("b.yaml") ? "ab\n\té€x\n" : null))
        .isEqualTo(
            """
            error X-0: nowhere
            b.yaml:1:1: error X-1: first
                1 | ab
                  | ^
                  = do this
            b.yaml:2:3: warning X-2: second
                2 |  é€x
                  |   ^
            c.yaml:7: error X-4: no text

            3 errors, 1 warning
            """);
  }

  @Test
  void cuts_a_long_line_around_the_caret() {
    issues.error("X-1", new Place("f", 1, 201), "far right", "");
    String line = "a".repeat(200) + "B" + "c".repeat(200);
    String report = IssueReport.of(issues.all(), file -> line);
    assertThat(report.lines().toList().get(1))
        .isEqualTo("    1 | …" + "a".repeat(50) + "B" + "c".repeat(49) + "…");
    assertThat(report.lines().toList().get(2)).isEqualTo("      | " + " ".repeat(51) + "^");
  }

  @Test
  void masks_passwords() {
    for (String line :
        List.of(
            "url: jdbc:x://h?user=me&password=s3cret",
            "password: s3cret",
            "password: \"s3cret\"",
            "url: jdbc:x;PWD=s3cret;a=b",
            "url: jdbc:x://me:s3cret@h/db")) {
      Issues one = new Issues();
      one.error("X-1", new Place("f", 1, 1), "here", "");
      assertThat(IssueReport.of(one.all(), file -> line))
          .contains("******")
          .doesNotContain("s3cret");
    }
    issues.error("X-1", new Place("f", 1, 1), "here", "");
    for (String line : List.of("password: ${env:PW}", "password: \"${env:PW}\"")) {
      assertThat(IssueReport.of(issues.all(), file -> line)).contains(line);
    }
  }

  @Test
  void counts_what_there_is() {
    assertThat(IssueReport.of(List.of(), file -> null)).isEmpty();
    assertThat(IssueReport.counts(List.of())).isEqualTo("no problems");
    issues.warning("X-1", null, "m", "");
    issues.warning("X-1", null, "m", "");
    assertThat(IssueReport.counts(issues.all())).isEqualTo("2 warnings");
  }
}
