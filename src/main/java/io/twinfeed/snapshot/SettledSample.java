package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sample of a snapshot without what a run that was broken off was about to write: that it may
 * have gone says nothing about the graph.
 */
public final class SettledSample {
  private SettledSample() {}

  /**
   * Reads what broken-off runs have recorded; nothing if there was none.
   *
   * @return empty before the first run
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  public static List<Manifest.Item> of(Snapshot snapshot) {
    if (snapshot.manifest() == null) {
      return List.of();
    }
    Set<Manifest.Item> settled = new LinkedHashSet<>(snapshot.manifest().sample());
    try {
      for (String name : snapshot.intents()) {
        remove(snapshot, name, settled);
      }
    } catch (IOException e) {
      throw snapshot.folder().unreadable(String.valueOf(e.getMessage()), e);
    }
    return List.copyOf(settled);
  }

  private static void remove(Snapshot snapshot, String name, Set<Manifest.Item> from)
      throws IOException {
    try (FrameFile.Reader reader = new FrameFile.Reader(snapshot.folder().open(name))) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        byte[] block = frame.block();
        for (Known known : KnownBytes.all(Arrays.copyOfRange(block, 1, block.length))) {
          from.remove(Manifest.Item.of(known));
        }
      }
    } catch (EOFException e) {
      // Nothing of a record that breaks off was written: it is closed before a write begins
      return;
    }
  }
}
