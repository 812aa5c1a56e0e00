package io.twinfeed.plan;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.PipelineSpec;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * What is to be done, by the phase in which it is done: twins, then relationships, then what goes.
 */
public record Plan(
    PCollection<Change.Batch> twins,
    PCollection<Change.Batch> links,
    PCollection<Change.Batch> deletes,
    PCollection<Tally> counted) {
  static final TupleTag<Change.Batch> TWINS = new TupleTag<>("twins") {};
  static final TupleTag<Change.Batch> LINKS = new TupleTag<>("links") {};
  static final TupleTag<Change.Batch> DELETES = new TupleTag<>("deletes") {};
  static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  /** Holds drafts against the live graph. */
  public static Plan of(
      PCollection<TwinDraft.Batch> drafts, PipelineSpec spec, ModelSet models, Pacing pacing) {
    var planned =
        drafts.apply(
            "Plan",
            ParDo.of(new PlanFn(spec, models, pacing))
                .withOutputTags(TWINS, TupleTagList.of(LINKS).and(DELETES).and(COUNTED)));
    SerializableCoder<Change.Batch> changes = SerializableCoder.of(Change.Batch.class);
    return new Plan(
        planned.get(TWINS).setCoder(changes),
        planned.get(LINKS).setCoder(changes),
        planned.get(DELETES).setCoder(changes),
        planned.get(COUNTED).setCoder(SerializableCoder.of(Tally.class)));
  }
}
