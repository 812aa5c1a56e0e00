package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.shape.SeenRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
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
 * @param fed what of that is fed by other rows than before, which say the same
 * @param owed rows of which something is not drafted, and not on record
 */
public record Group(
    Staged<TwinDraft.Batch> drafts,
    PCollection<KV<Integer, byte[]>> kept,
    PCollection<byte[]> fed,
    PCollection<Owed> owed) {
  static final TupleTag<TwinDraft.Batch> DRAFTS = new TupleTag<>("drafts") {};
  private static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};
  private static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};
  static final TupleTag<KV<Integer, byte[]>> KEPT = new TupleTag<>("kept") {};

  static final TupleTag<byte[]> FED = new TupleTag<>("fed") {};

  static final TupleTag<Owed> OWED = new TupleTag<>("owed") {};

  /**
   * What the rows of all sources have become.
   *
   * @param fragments in blocks by shard
   * @param rejected the rows that could not be shaped: they hold what they fed earlier
   * @param inPart the sources of which a part was read, with the rows that were asked for by name
   * @param seen the rows that came from these
   * @param choice the rules that were followed
   */
  public record Rows(
      PCollection<KV<Integer, byte[]>> fragments,
      PCollection<RejectedRow> rejected,
      Map<String, List<String>> inPart,
      PCollection<SeenRow> seen,
      RuleChoice choice) {}

  /**
   * @param known what is on record, in blocks by shard
   * @param believes whether what is on record counts; else everything is drafted
   */
  public static Group byTwin(
      Rows rows,
      PCollection<KV<Integer, byte[]>> known,
      PipelineSpec spec,
      ModelSet models,
      boolean believes) {
    PCollectionView<List<RejectedRow>> held = rows.rejected().apply("Rejected rows", View.asList());
    PCollectionView<List<SeenRow>> seen = rows.seen().apply("Seen rows", View.asList());
    Coder<KV<Integer, byte[]>> blocks = known.getCoder();
    var gathered =
        PCollectionList.of(List.of(rows.fragments(), known))
            .apply("What is said and known", Flatten.pCollections())
            .apply("By shard", GroupByKey.create())
            .apply(
                "Gather",
                ParDo.of(
                        new GatherFn(
                            spec,
                            models,
                            believes,
                            held,
                            rows.inPart(),
                            seen,
                            rows.choice(),
                            FAILED,
                            COUNTED))
                    .withSideInputs(held, seen)
                    .withOutputTags(
                        DRAFTS, TupleTagList.of(FAILED).and(COUNTED).and(KEPT).and(FED).and(OWED)));
    return new Group(
        new Staged<>(
            gathered.get(DRAFTS).setCoder(new DraftsCoder()),
            gathered.get(FAILED).setCoder(SerializableCoder.of(Failure.class)),
            gathered.get(COUNTED).setCoder(SerializableCoder.of(Tally.class))),
        gathered.get(KEPT).setCoder(blocks),
        gathered.get(FED).setCoder(ByteArrayCoder.of()),
        gathered.get(OWED).setCoder(SerializableCoder.of(Owed.class)));
  }
}
