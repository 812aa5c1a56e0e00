package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.spec.PipelineSpec;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Brings all fragments of a twin together: one shuffle, by shard. Not by twin: a key for each twin
 * costs the Direct runner a bundle for each (beam-flink-jdbc.md).
 *
 * @param drafts of those twins of which something may have to be done
 * @param kept what stays on record of the others, in blocks by shard
 */
public record Group(Staged<TwinDraft.Batch> drafts, PCollection<KV<Integer, byte[]>> kept) {
  static final TupleTag<TwinDraft.Batch> DRAFTS = new TupleTag<>("drafts") {};
  private static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};
  private static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};
  static final TupleTag<KV<Integer, byte[]>> KEPT = new TupleTag<>("kept") {};

  /**
   * @param said fragments, in blocks by shard
   * @param rejected the rows that could not be shaped: they hold what they fed earlier
   * @param known what is on record, in blocks by shard
   * @param believes whether what is on record counts; else everything is drafted
   */
  public static Group byTwin(
      PCollection<KV<Integer, byte[]>> said,
      PCollection<RejectedRow> rejected,
      PCollection<KV<Integer, byte[]>> known,
      PipelineSpec spec,
      ModelSet models,
      boolean believes) {
    PCollectionView<List<RejectedRow>> held = rejected.apply("Rejected rows", View.asList());
    KvCoder<Integer, byte[]> blocks = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    var gathered =
        PCollectionList.of(List.of(said, known))
            .apply("What is said and known", Flatten.pCollections())
            .apply("By shard", GroupByKey.create())
            .apply(
                "Gather",
                ParDo.of(new GatherFn(spec, models, believes, held, FAILED, COUNTED))
                    .withSideInputs(held)
                    .withOutputTags(DRAFTS, TupleTagList.of(FAILED).and(COUNTED).and(KEPT)));
    return new Group(
        new Staged<>(
            gathered.get(DRAFTS).setCoder(new DraftsCoder()),
            gathered.get(FAILED).setCoder(SerializableCoder.of(Failure.class)),
            gathered.get(COUNTED).setCoder(SerializableCoder.of(Tally.class))),
        gathered.get(KEPT).setCoder(blocks));
  }
}
