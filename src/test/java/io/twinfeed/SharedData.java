package io.twinfeed;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Test data that stands beside the project and not in it. */
public final class SharedData {
  private static final Path ROOT = Path.of(System.getProperty("twinfeed.shared", "../shared"));

  private SharedData() {}

  /** A path below the shared data folder; without it the test is skipped and says so. */
  public static Path path(String relative) {
    assumeThat(Files.isDirectory(ROOT)).as("skipped: no shared data").isTrue();
    return ROOT.resolve("data").resolve(relative);
  }
}
