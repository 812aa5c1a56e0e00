package io.twinfeed.cli;

import io.twinfeed.job.RunnerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which runner: shared by the commands that run a pipeline. */
final class RunnerOption {
  @Option(
      names = "--runner-config",
      paramLabel = "FILE",
      description = "A Beam runner and its options; runner-configs/ holds some. Default: Direct.")
  private @Nullable Path file;

  RunnerConfig get() {
    return file == null ? RunnerConfig.direct() : RunnerConfig.read(file);
  }
}
