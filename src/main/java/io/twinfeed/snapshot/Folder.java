package io.twinfeed.snapshot;

import io.twinfeed.flow.Storage;
import io.twinfeed.flow.WholeFile;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * A folder on a file system of Beam's. Files are written once and never renamed: an object store
 * renames by copying.
 */
record Folder(String path) implements Serializable {

  static Folder of(String state, String name) {
    ResourceId parent = FileSystems.matchNewResource(state, true);
    return new Folder(parent.resolve(name, StandardResolveOptions.RESOLVE_DIRECTORY).toString());
  }

  OutputStream create(String name) throws IOException {
    return Channels.newOutputStream(
        Storage.ask(() -> FileSystems.create(file(name), MimeTypes.BINARY)));
  }

  /** Writes a file whole, in the place of one that is there. */
  void replace(String name, byte[] content) throws IOException {
    try (OutputStream out = WholeFile.begin(path, name)) {
      out.write(content);
    }
  }

  InputStream open(String name) throws IOException {
    return Channels.newInputStream(Storage.ask(() -> FileSystems.open(file(name))));
  }

  byte[] bytes(String name) throws IOException {
    return Storage.ask(
        () -> {
          try (InputStream in = open(name)) {
            return in.readAllBytes();
          }
        });
  }

  /** The names of the files that a pattern with {@code *} fits, ordered. */
  List<String> names(String pattern) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      MatchResult found =
          Storage.ask(() -> FileSystems.match(file(pattern).toString(), EmptyMatchTreatment.ALLOW));
      for (MatchResult.Metadata each : found.metadata()) {
        names.add(each.resourceId().getFilename());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  void delete(List<String> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    Storage.ask(
        () -> {
          FileSystems.delete(
              names.stream().map(this::file).toList(), StandardMoveOptions.IGNORE_MISSING_FILES);
          return names;
        });
  }

  private ResourceId file(String name) {
    return FileSystems.matchNewResource(path, true)
        .resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }

  TwinfeedException unreadable(String what, IOException cause) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s can't be read: %s".formatted(path, what),
        "check that the place is there and yours to read; `twinfeed state reset` gives it up",
        cause);
  }
}
