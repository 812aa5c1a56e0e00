package io.twinfeed.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** A file that a stage writes whole, on a file system of Beam's. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Begins one. What an attempt that was lost has left in its place goes: Azure Blob Storage writes
   * no file over another one.
   */
  public static OutputStream begin(String directory, String name) throws IOException {
    ResourceId file =
        FileSystems.matchNewResource(directory, true)
            .resolve(name, StandardResolveOptions.RESOLVE_FILE);
    return Storage.ask(
        () -> {
          FileSystems.delete(List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
          return Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT));
        });
  }
}
