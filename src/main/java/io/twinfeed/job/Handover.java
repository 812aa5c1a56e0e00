package io.twinfeed.job;

import io.twinfeed.flow.Storage;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Where the workers leave what one run comes to, for the process that has started it. In that
 * process it is the folder that the files are for; on a cluster, one beside the state, which all
 * workers reach.
 *
 * @param folder on a file system of Beam's
 * @param home the folder that the files are for
 */
record Handover(String folder, Path home) implements AutoCloseable {

  /**
   * @throws TwinfeedException of kind USAGE if the workers do not reach the state
   */
  static Handover of(RunnerConfig runner, State state, String runId, Path home) {
    if (!runner.isCluster()) {
      return new Handover(home.toAbsolutePath().toString(), home);
    }
    if (state.isLocal() && !runner.shared()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "the state is in %s, a folder of this machine, and %s runs on other processes"
              .formatted(state.folder(), runner.file()),
          "if they all see that folder by this path, say shared: true in the runner configuration;"
              + " otherwise name a place on an object store with state:");
    }
    return new Handover(
        FileSystems.matchNewResource(state.folder(), true)
            .resolve("handover", StandardResolveOptions.RESOLVE_DIRECTORY)
            .resolve(runId, StandardResolveOptions.RESOLVE_DIRECTORY)
            .toString(),
        home);
  }

  private boolean isHome() {
    return folder.equals(home.toAbsolutePath().toString());
  }

  /**
   * Brings a file to where the workers reach it.
   *
   * @return its path there
   */
  String send(Path file) throws IOException {
    if (isHome()) {
      return file.toAbsolutePath().toString();
    }
    ResourceId there = file(file.getFileName().toString());
    Storage.ask(
        () -> {
          try (OutputStream out =
              Channels.newOutputStream(FileSystems.create(there, MimeTypes.BINARY))) {
            return Files.copy(file, out);
          }
        });
    return there.toString();
  }

  /** Brings home what the workers have left. */
  void takeHome() throws IOException {
    if (isHome()) {
      return;
    }
    for (ResourceId each : files()) {
      Storage.ask(
          () -> {
            try (InputStream in = Channels.newInputStream(FileSystems.open(each))) {
              return Files.copy(in, home.resolve(name(each)), StandardCopyOption.REPLACE_EXISTING);
            }
          });
    }
  }

  /** Removes what was handed over. What stays of it is in nobody's way. */
  @Override
  public void close() {
    if (isHome()) {
      return;
    }
    try {
      List<ResourceId> left = files();
      Storage.ask(
          () -> {
            FileSystems.delete(left, StandardMoveOptions.IGNORE_MISSING_FILES);
            return left;
          });
      if (State.isLocal(folder)) {
        Files.deleteIfExists(Path.of(folder));
      }
    } catch (IOException e) {
      // What the run came to is home, or was not to be had
    }
  }

  private List<ResourceId> files() throws IOException {
    try {
      return Storage.ask(
          () ->
              FileSystems.match(file("*").toString(), EmptyMatchTreatment.ALLOW).metadata().stream()
                  .map(MatchResult.Metadata::resourceId)
                  .toList());
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private ResourceId file(String name) {
    return FileSystems.matchNewResource(folder, true)
        .resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }

  private static String name(ResourceId file) {
    String name = file.getFilename();
    if (name == null) {
      throw new IllegalStateException(file + " is no file");
    }
    return name;
  }
}
