package io.twinfeed.snapshot;

import io.twinfeed.flow.BlockKind;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.IOException;
import java.util.UUID;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Records what is about to be written, before it is. If the run does not come to its end, the next
 * one finds here what it can't be certain of. Gives the names of the files; nothing may be written
 * before this has ended.
 */
public final class Intend extends PTransform<PCollection<byte[]>, PCollection<String>> {
  private static final long serialVersionUID = 1;

  private final Snapshot snapshot;
  private final RuleNames rules;

  private Intend(Snapshot snapshot, RuleNames rules) {
    super("Record what is to be written");
    this.snapshot = snapshot;
    this.rules = rules;
  }

  /**
   * @param snapshot the one that the run began from
   */
  public static Intend after(Snapshot snapshot, RuleNames rules) {
    return new Intend(snapshot, rules);
  }

  @Override
  public PCollection<String> expand(PCollection<byte[]> known) {
    return known
        .apply("Record", ParDo.of(new RecordFn(snapshot, rules)))
        .setCoder(StringUtf8Coder.of());
  }

  /** A file for each bundle, on disk before the bundle ends. */
  private static final class RecordFn extends DoFn<byte[], String> {
    private static final long serialVersionUID = 1;
    private final Snapshot snapshot;
    private final RuleNames rules;

    private RecordFn(Snapshot snapshot, RuleNames rules) {
      this.snapshot = snapshot;
      this.rules = rules;
    }

    @ProcessElement
    public void record(@Element byte[] known, OutputReceiver<String> out) {
      String name = snapshot.intentPrefix() + UUID.randomUUID();
      byte[] block = new byte[known.length + 1];
      block[0] = BlockKind.KNOWN.mark();
      System.arraycopy(known, 0, block, 1, known.length);
      try (FrameFile.Writer file = new FrameFile.Writer(snapshot.folder().create(name), rules)) {
        // Of several shards: whoever reads it sorts it
        file.add(new Frame(0, 0, block));
      } catch (IOException e) {
        throw Save.unwritable(snapshot, e);
      }
      out.output(name);
    }
  }
}
