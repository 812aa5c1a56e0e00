package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerConfigTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {runner: FlinkRunner, options: {flinkMaster: 'h:1'}}                                 | the parallelism is not known
          {runner: FlinkRunner, options: {flinkMaster: 'h:1', parallelism: -1}}                | the parallelism is not known
          {runner: FlinkRunner, options: {flinkMaster: 'h:1', parallelism: two}}               | parallelism
          {runner: FlinkRunner, shared: maybe, options: {flinkMaster: 'h:1', parallelism: 2}}  | shared: is neither true nor false
          {runner: FlinkRunner, share: true, options: {flinkMaster: 'h:1', parallelism: 2}}    | unknown key share
          """)
  void what_is_wrong_is_said(String yaml, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("runner.yaml"), yaml);

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> RunnerConfig.read(file))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(TwinfeedException.Kind.USAGE));
  }

  @Test
  void one_process_keeps_the_limits_and_a_cluster_divides_them_by_its_slots() throws IOException {
    assertThat(RunnerConfig.direct().parts()).isEqualTo(1);
    assertThat(read("{flinkMaster: '[local]', parallelism: 4}").parts()).isEqualTo(1);
    assertThat(read("{parallelism: 4}").isCluster()).isFalse();
    assertThat(read("{flinkMaster: 'host:8081', parallelism: 4}").parts()).isEqualTo(4);
    assertThat(read("{flinkMaster: 'host:8081', parallelism: 4}").isCluster()).isTrue();
  }

  @Test
  void a_job_for_a_cluster_is_tried_again_and_ends_with_its_client() throws IOException {
    FlinkPipelineOptions options =
        read("{flinkMaster: 'host:8081', parallelism: 4}")
            .toOptions()
            .as(FlinkPipelineOptions.class);

    assertThat(options.getFlinkMaster()).isEqualTo("host:8081");
    assertThat(Files.readString(Path.of(options.getFlinkConfDir()).resolve("config.yaml")))
        .contains("restart-strategy.type: fixed-delay")
        .contains("restart-strategy.fixed-delay.attempts: 6")
        .contains("execution.shutdown-on-attached-exit: true")
        .contains("client.heartbeat.timeout: 30000");
  }

  @Test
  void what_the_file_says_is_kept() throws IOException {
    FlinkPipelineOptions options =
        read("{flinkMaster: 'h:1', parallelism: 4, flinkConfDir: /mine, filesToStage: a.jar}")
            .toOptions()
            .as(FlinkPipelineOptions.class);

    assertThat(options.getFlinkConfDir()).isEqualTo("/mine");
    assertThat(options.getFilesToStage()).containsExactly("a.jar");
  }

  private RunnerConfig read(String options) throws IOException {
    return RunnerConfig.read(
        Files.writeString(
            folder.resolve("runner.yaml"), "{runner: FlinkRunner, options: " + options + "}"));
  }
}
