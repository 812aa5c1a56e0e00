package io.twinfeed.write;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.ChangesCoder;
import io.twinfeed.plan.Told;
import io.twinfeed.spec.Reference;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * A plan that was made earlier, as far as it still fits.
 *
 * @param due what is to be written
 * @param known what is on record of everything else that the plan speaks of
 * @param decided what was or will be on record of all that the plan speaks of: nothing of it stays
 *     on record as it is
 * @param doubtful what is on record of what is to be written as long as it is not, as uncertain; to
 *     be kept before a write begins
 * @param failed steps that no longer fit
 * @param owed the rows that these were made of
 */
public record Saved(
    Due due,
    PCollection<byte[]> known,
    PCollection<byte[]> decided,
    PCollection<byte[]> doubtful,
    PCollection<Failure> failed,
    PCollection<Owed> owed,
    PCollection<Tally> counted) {
  static final TupleTag<Change.Batch> TWINS = new TupleTag<>("twins") {};
  static final TupleTag<Change.Batch> LINKS = new TupleTag<>("links") {};
  static final TupleTag<Change.Batch> DELETES = new TupleTag<>("deletes") {};
  static final TupleTag<Change.Batch> LEAVING = new TupleTag<>("leaving") {};
  static final TupleTag<byte[]> DECIDED = new TupleTag<>("decided") {};
  static final TupleTag<byte[]> DOUBTFUL = new TupleTag<>("doubtful") {};

  /**
   * Holds what a plan says against the graph as it is now.
   *
   * @param pacing that of the run that carries it out
   * @param run when the run began that carries it out, in milliseconds since 1970
   */
  public static Saved of(
      PCollection<Told.Batch> told, Reference endpoint, Pacing pacing, long run) {
    PCollectionTuple all =
        told.apply(
            "Hold against the graph",
            ParDo.of(new RecheckFn(endpoint, pacing, run))
                .withOutputTags(
                    TWINS,
                    TupleTagList.of(LINKS)
                        .and(DELETES)
                        .and(LEAVING)
                        .and(DECIDED)
                        .and(DOUBTFUL)
                        .and(Write.KNOWN)
                        .and(Write.FAILED)
                        .and(Write.OWED)
                        .and(Write.COUNTED)));
    ChangesCoder changes = new ChangesCoder();
    return new Saved(
        new Due(
            all.get(TWINS).setCoder(changes),
            all.get(LINKS).setCoder(changes),
            all.get(DELETES).setCoder(changes),
            all.get(LEAVING).setCoder(changes)),
        all.get(Write.KNOWN).setCoder(ByteArrayCoder.of()),
        all.get(DECIDED).setCoder(ByteArrayCoder.of()),
        all.get(DOUBTFUL).setCoder(ByteArrayCoder.of()),
        all.get(Write.FAILED).setCoder(SerializableCoder.of(Failure.class)),
        all.get(Write.OWED).setCoder(SerializableCoder.of(Owed.class)),
        all.get(Write.COUNTED).setCoder(SerializableCoder.of(Tally.class)));
  }
}
