package io.twinfeed.plan;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.PipelineSpec;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * What is to be done, by the phase in which it is done: twins, then relationships, then
 * relationships that go, then twins that leave.
 *
 * @param known what is on record of things to which nothing is to be done
 * @param doubtful what is on record of everything else as long as it is not written, as uncertain;
 *     to be kept before a write begins
 * @param owed rows that found nothing to say it of
 * @param told all of that for people and files to read; empty unless it was asked for
 */
public record Plan(
    PCollection<Change.Batch> twins,
    PCollection<Change.Batch> links,
    PCollection<Change.Batch> deletes,
    PCollection<Change.Batch> leaving,
    PCollection<byte[]> known,
    PCollection<byte[]> doubtful,
    PCollection<Owed> owed,
    PCollection<Tally> counted,
    PCollection<Told.Batch> told) {
  static final TupleTag<Change.Batch> TWINS = new TupleTag<>("twins") {};
  static final TupleTag<Change.Batch> LINKS = new TupleTag<>("links") {};
  static final TupleTag<Change.Batch> DELETES = new TupleTag<>("deletes") {};
  static final TupleTag<Change.Batch> LEAVING = new TupleTag<>("leaving") {};
  static final TupleTag<byte[]> KNOWN = new TupleTag<>("known") {};
  static final TupleTag<byte[]> DOUBTFUL = new TupleTag<>("doubtful") {};
  static final TupleTag<Told.Batch> TOLD = new TupleTag<>("told") {};
  static final TupleTag<Owed> OWED = new TupleTag<>("owed") {};
  static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  /**
   * Holds drafts against what is on record, the live graph, or nothing.
   *
   * @param run when this run began, in milliseconds since 1970
   * @param tells how much of it is told, too
   */
  public static Plan of(
      PCollection<TwinDraft.Batch> drafts,
      PipelineSpec spec,
      ModelSet models,
      Basis basis,
      Pacing pacing,
      long run,
      Tells tells) {
    var planned =
        drafts.apply(
            "Plan",
            ParDo.of(new PlanFn(spec, models, basis, pacing, run, tells))
                .withOutputTags(
                    TWINS,
                    TupleTagList.of(LINKS)
                        .and(DELETES)
                        .and(LEAVING)
                        .and(KNOWN)
                        .and(DOUBTFUL)
                        .and(OWED)
                        .and(COUNTED)
                        .and(TOLD)));
    ChangesCoder changes = new ChangesCoder();
    return new Plan(
        planned.get(TWINS).setCoder(changes),
        planned.get(LINKS).setCoder(changes),
        planned.get(DELETES).setCoder(changes),
        planned.get(LEAVING).setCoder(changes),
        planned.get(KNOWN).setCoder(ByteArrayCoder.of()),
        planned.get(DOUBTFUL).setCoder(ByteArrayCoder.of()),
        planned.get(OWED).setCoder(SerializableCoder.of(Owed.class)),
        planned.get(COUNTED).setCoder(SerializableCoder.of(Tally.class)),
        planned.get(TOLD).setCoder(new ToldCoder()));
  }
}
