package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a snapshot knows, counted.
 *
 * @param twins on record
 * @param relationships on record
 * @param created how many of both this pipeline made; the others were there before
 * @param uncertain of how many of both a write may or may not have come through
 */
public record Census(long twins, long relationships, long created, long uncertain) {

  /**
   * Reads the newest generation.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  public static Census of(Snapshot snapshot) {
    Census census = new Census(0, 0, 0, 0);
    Manifest manifest = snapshot.manifest();
    if (manifest == null) {
      return census;
    }
    try {
      for (Manifest.Part part : manifest.parts()) {
        try (FrameFile.Reader reader = new FrameFile.Reader(snapshot.folder().open(part.name()))) {
          for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            byte[] block = frame.block();
            for (Known known : KnownBytes.all(Arrays.copyOfRange(block, 1, block.length))) {
              census = census.with(known);
            }
          }
          if (!reader.isWhole(part)) {
            throw new IOException(part.name() + " is not whole");
          }
        }
      }
    } catch (IOException e) {
      throw snapshot.folder().unreadable(String.valueOf(e.getMessage()), e);
    }
    return census;
  }

  private Census with(Known known) {
    boolean isTwin = known instanceof Known.OfTwin;
    return new Census(
        twins + (isTwin ? 1 : 0),
        relationships + (isTwin ? 0 : 1),
        created + (known.standing().isCreated() ? 1 : 0),
        uncertain + (known.standing().isCertain() ? 0 : 1));
  }
}
