package io.twinfeed.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SampleModelsTest {
  @ParameterizedTest
  @CsvSource({"bottling, 12", "organization, 2"})
  void the_models_of_each_sample_are_read_without_an_issue(String sample, int interfaces) {
    Issues issues = new Issues();
    ModelSet models =
        ModelParser.parse(
            ModelFolder.read(Path.of("pipelines", sample, "models")), ModelSet.empty(), issues);
    assertThat(issues.all()).isEmpty();
    assertThat(models.interfaces()).hasSize(interfaces);
  }
}
