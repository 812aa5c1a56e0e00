package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads what the newest generation of a snapshot knows, outside of a pipeline. */
public final class Records {
  private Records() {}

  /**
   * Those that are wanted. Rules are by their place in the file that wrote them.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  public static List<Known> of(Snapshot snapshot, Predicate<Known> wanted) {
    List<Known> found = new ArrayList<>();
    each(
        snapshot,
        known -> {
          if (wanted.test(known)) {
            found.add(known);
          }
        });
    return found;
  }

  static void each(Snapshot snapshot, Consumer<Known> reader) {
    Manifest manifest = snapshot.manifest();
    if (manifest == null) {
      return;
    }
    try {
      for (Manifest.Part part : manifest.parts()) {
        try (FrameFile.Reader file = new FrameFile.Reader(snapshot.folder().open(part.name()))) {
          for (Frame frame = file.next(); frame != null; frame = file.next()) {
            byte[] block = frame.block();
            KnownBytes.all(Arrays.copyOfRange(block, 1, block.length)).forEach(reader);
          }
          if (!file.isWhole(part)) {
            throw new IOException(part.name() + " is not whole");
          }
        }
      }
    } catch (IOException e) {
      throw snapshot.folder().unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
