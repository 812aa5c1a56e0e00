package io.twinfeed.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import io.twinfeed.spec.yaml.PipelineSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipeline files that people copy from hold up against the check. */
class PipelinesInDocsTest {
  static Stream<String> inPages() {
    return Page.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("yaml"))
        .map(Page.Block::text)
        .filter(text -> text.lines().anyMatch(line -> line.equals("version: 1")));
  }

  static Stream<Path> inFolders() throws IOException {
    return Files.walk(Path.of("pipelines"))
        .filter(path -> path.toString().matches(".*\\.ya?ml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("inPages")
  void a_whole_pipeline_file_on_a_page_is_read_and_checked_without_an_issue(String text) {
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read("page", text, issues));
    SpecCheck.check(spec, null, Map.of(), variable -> "set", issues);

    assertThat(IssueReport.of(issues.all(), name -> text)).isEmpty();
    assertThat(PipelineSchema.problems(text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("inFolders")
  void each_pipeline_to_copy_from_is_checked_against_its_models_without_an_issue(Path file)
      throws IOException {
    String text = Files.readString(file);
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read(file.toString(), text, issues));
    Path folder = file.resolveSibling(spec.target().models().text());
    ModelSet models = ModelParser.parse(ModelFolder.read(folder), ModelSet.empty(), issues);
    SpecCheck.check(spec, models, Map.of(), variable -> "set", issues);

    assertThat(IssueReport.of(issues.all(), name -> text)).isEmpty();
    assertThat(PipelineSchema.problems(text)).isEmpty();
  }
}
