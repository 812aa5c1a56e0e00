package io.twinfeed.sample;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplePipelinesTest {
  @ParameterizedTest
  @CsvSource({
    "bottling/bottling.yaml, 16, 14",
    "organization/organization-update.yaml, 1, 0",
    "organization/organization-upsert.yaml, 1, 0"
  })
  void the_pipeline_file_of_each_sample_is_read_without_an_issue(
      String file, int twinRules, int relationshipRules) throws Exception {
    Issues issues = new Issues();
    String text = Files.readString(Path.of("pipelines").resolve(file));
    PipelineSpec spec = requireNonNull(PipelineReader.read(file, text, issues));
    assertThat(issues.all()).isEmpty();
    assertThat(spec.twins()).hasSize(twinRules);
    assertThat(spec.relationships()).hasSize(relationshipRules);
  }
}
