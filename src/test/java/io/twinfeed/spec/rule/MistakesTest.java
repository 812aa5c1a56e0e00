package io.twinfeed.spec.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.Golden;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MistakesTest {

  @Test
  void reports_all_mistakes_of_a_file_at_once() throws IOException {
    String text = Golden.read("spec/mistakes.yaml");
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read("mistakes.yaml", text, issues));
    SpecCheck.check(spec, Models.ALL, Map.of(), Models::noEnvironment, issues);
    Golden.check("spec/mistakes.txt", IssueReport.of(issues.all(), file -> text));
    assertThat(issues.all()).allSatisfy(each -> assertThat(each.place()).isNotNull());
  }
}
