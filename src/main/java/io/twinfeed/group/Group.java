package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.spec.PipelineSpec;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Brings all fragments of a twin together: one shuffle, by shard. Not by twin: a key for each twin
 * costs the Direct runner a bundle for each (beam-flink-jdbc.md).
 */
public final class Group {
  static final TupleTag<TwinDraft.Batch> DRAFTS = new TupleTag<>("drafts") {};
  private static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};
  private static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  private Group() {}

  public static Staged<TwinDraft.Batch> byTwin(
      PCollection<Fragment> fragments, PipelineSpec spec, ModelSet models, Shards shards) {
    var drafted =
        fragments
            .apply("Into blocks", ParDo.of(new FragmentsToBlocksFn(shards)))
            .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
            .apply("By shard", GroupByKey.create())
            .apply(
                "Gather",
                ParDo.of(new GatherFn(spec, models, FAILED, COUNTED))
                    .withOutputTags(DRAFTS, TupleTagList.of(FAILED).and(COUNTED)));
    return new Staged<>(
        drafted.get(DRAFTS).setCoder(SerializableCoder.of(TwinDraft.Batch.class)),
        drafted.get(FAILED).setCoder(SerializableCoder.of(Failure.class)),
        drafted.get(COUNTED).setCoder(SerializableCoder.of(Tally.class)));
  }
}
