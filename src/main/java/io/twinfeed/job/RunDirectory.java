package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Where one run leaves its files. */
record RunDirectory(String runId, Path path) {

  /**
   * Makes a new directory below {@code runs}; two runs of one millisecond get two.
   *
   * @throws TwinfeedException of kind USAGE if it can't be made
   */
  static RunDirectory create(Path runs, Instant start) {
    try {
      Files.createDirectories(runs);
      Instant at = start;
      while (true) {
        String id = RunId.of(at);
        try {
          return new RunDirectory(id, Files.createDirectory(runs.resolve(id)));
        } catch (FileAlreadyExistsException e) {
          at = at.plusMillis(1);
        }
      }
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.USAGE,
          "the directory " + runs + " can't be written to",
          "choose another one with --runs-dir",
          e);
    }
  }

  /** Points {@code latest} to this run, where the file system has links. */
  void markLatest() throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    Path fresh = parent.resolve(".latest-" + runId);
    try {
      Files.createSymbolicLink(fresh, path.getFileName());
      Files.move(fresh, parent.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
    } catch (UnsupportedOperationException e) {
      Files.writeString(parent.resolve("latest"), runId + "\n");
    }
  }
}
