package io.twinfeed.spec.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinfeed.Golden;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each code of the pipeline file has a file that gets it, with the report, and one that is fine.
 */
class SpecCasesTest {
  private static final Path CASES = Path.of("src/test/resources/golden/spec/cases");
  private static final Pattern CODE =
      Pattern.compile("^\\| ((?:YAML|SPEC|EXPR)-\\d+) \\|", Pattern.MULTILINE);

  @Test
  void no_code_of_the_page_of_errors_lacks_its_cases_and_no_case_its_code() throws IOException {
    List<String> page =
        CODE.matcher(Files.readString(Path.of("docs/errors.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(codes()).containsExactlyInAnyOrderElementsOf(page);
  }

  @TestFactory
  Stream<DynamicTest> each_code_is_told_of_with_its_place_and_no_other_error_is() {
    return codes().stream()
        .map(
            code ->
                dynamicTest(
                    code,
                    () -> {
                      List<Issue> issues = check(code, "fails.yaml");
                      assertThat(issues).extracting(Issue::code).containsOnly(code);
                      assertThat(issues).allMatch(each -> each.place() != null);
                      assertThat(issues).allMatch(each -> each.place().line() > 0);
                      String text = read(code, "fails.yaml");
                      Golden.check(
                          "spec/cases/" + code + "/issues.txt",
                          IssueReport.of(issues, file -> text));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> nothing_is_told_of_the_file_that_is_fine() {
    return codes().stream()
        .map(code -> dynamicTest(code, () -> assertThat(check(code, "passes.yaml")).isEmpty()));
  }

  private static List<Issue> check(String code, String file) throws IOException {
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read(file, read(code, file), issues);
    if (spec != null) {
      SpecCheck.check(spec, Models.ALL, Map.of(), Models::noEnvironment, issues);
    }
    return issues.all();
  }

  private static String read(String code, String file) throws IOException {
    return Golden.read("spec/cases/" + code + "/" + file);
  }

  private static List<String> codes() {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
