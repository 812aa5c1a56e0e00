package io.twinfeed.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which twin service: shared by the commands that ask one. */
final class EndpointOption {
  private static final String LOCAL = "http://127.0.0.1:8099";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "The twin service. Default: $TWINS_ENDPOINT, else the local service at " + LOCAL)
  private @Nullable String endpoint;

  String get() {
    if (endpoint != null) {
      return endpoint;
    }
    String fromEnvironment = System.getenv("TWINS_ENDPOINT");
    return fromEnvironment == null ? LOCAL : fromEnvironment;
  }
}
