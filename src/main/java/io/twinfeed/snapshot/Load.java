package io.twinfeed.snapshot;

import io.twinfeed.flow.Shards;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads a snapshot into blocks by shard: what the newest generation knows, and, as uncertain, what
 * runs since then were about to write.
 */
public final class Load extends PTransform<PBegin, PCollection<KV<Integer, byte[]>>> {
  private static final long serialVersionUID = 1;

  private final Snapshot snapshot;
  private final RuleNames rules;
  private final Shards shards;

  private Load(Snapshot snapshot, RuleNames rules, Shards shards) {
    super("Load the snapshot");
    this.snapshot = snapshot;
    this.rules = rules;
    this.shards = shards;
  }

  /**
   * @param rules the rules of the file as it is now
   */
  public static Load of(Snapshot snapshot, RuleNames rules, Shards shards) {
    return new Load(snapshot, rules, shards);
  }

  @Override
  public PCollection<KV<Integer, byte[]>> expand(PBegin begin) {
    return begin
        .apply("Begin", Create.of(snapshot.path()).withCoder(StringUtf8Coder.of()))
        // In the worker, and not before: a run that is begun again must see what its first attempt
        // was about to write
        .apply("List files", ParDo.of(new ListFn(snapshot)))
        .setCoder(StringUtf8Coder.of())
        .apply("Spread files", Reshuffle.viaRandomKey())
        .apply("Read frames", ParDo.of(new ReadFn(snapshot, rules, shards)))
        .setCoder(KvCoder.of(shards.coder(), ByteArrayCoder.of()));
  }
}
