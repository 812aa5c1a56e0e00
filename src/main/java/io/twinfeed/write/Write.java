package io.twinfeed.write;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Change;
import io.twinfeed.spec.Reference;
import io.twinfeed.write.Buckets.Spread;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Writes in phases: twins, then relationships, then relationships that go, then twins that leave.
 * Nothing is written before everything is planned, and no phase begins before the one before it has
 * ended.
 *
 * @param known what is on record of everything that was tried
 * @param owed the rows of which something was refused
 */
public record Write(
    PCollection<Failure> failed,
    PCollection<Tally> counted,
    PCollection<byte[]> known,
    PCollection<Owed> owed) {
  static final TupleTag<Owed> OWED = new TupleTag<>("owed") {};
  static final TupleTag<byte[]> KNOWN = new TupleTag<>("known") {};
  static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};
  static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};

  /**
   * @param pacing shared by all phases
   * @param buckets the groups that a phase is cut into
   * @param first what has to have ended, too, before anything is written
   */
  public static Write inPhases(
      Due due,
      Reference endpoint,
      Pacing pacing,
      Shards buckets,
      List<? extends PCollection<?>> first) {
    List<PCollection<?>> before = new ArrayList<>(first);
    before.addAll(List.of(due.links(), due.deletes(), due.leaving()));
    WriteFn write = new WriteFn(endpoint, pacing);
    // What a batch of twins writes concerns each of them alone
    Buckets any = new Buckets(buckets, pacing.isSplit() ? Spread.EVENLY : Spread.WHOLE);
    Buckets hubs = new Buckets(buckets, pacing.isSplit() ? Spread.BY_HUB : Spread.WHOLE);
    PCollectionTuple twins = phase("twins", due.twins(), write, any, before);
    PCollectionTuple links = phase("relationships", due.links(), write, hubs, done(twins));
    PCollectionTuple deletes = phase("deletes", due.deletes(), write, hubs, done(links));
    PCollectionTuple leaving = phase("leaving", due.leaving(), write, any, done(deletes));
    var phases = List.of(twins, links, deletes, leaving);
    return new Write(
        PCollectionList.of(phases.stream().map(phase -> phase.get(FAILED)).toList())
            .apply("Failed writes", Flatten.pCollections()),
        PCollectionList.of(phases.stream().map(phase -> phase.get(COUNTED)).toList())
            .apply("Counted writes", Flatten.pCollections()),
        PCollectionList.of(phases.stream().map(phase -> phase.get(KNOWN)).toList())
            .apply("Known after writes", Flatten.pCollections()),
        PCollectionList.of(phases.stream().map(phase -> phase.get(OWED)).toList())
            .apply("Owed after writes", Flatten.pCollections()));
  }

  private static PCollectionTuple phase(
      String name,
      PCollection<Change.Batch> batches,
      WriteFn write,
      Buckets buckets,
      List<? extends PCollection<?>> after) {
    PCollectionTuple written =
        Gate.after(name, batches, buckets, after)
            .apply(
                "Write " + name,
                ParDo.of(write)
                    .withOutputTags(COUNTED, TupleTagList.of(FAILED).and(KNOWN).and(OWED)));
    written.get(COUNTED).setCoder(SerializableCoder.of(Tally.class));
    written.get(KNOWN).setCoder(ByteArrayCoder.of());
    written.get(OWED).setCoder(SerializableCoder.of(Owed.class));
    written.get(FAILED).setCoder(SerializableCoder.of(Failure.class));
    return written;
  }

  private static List<PCollection<?>> done(PCollectionTuple phase) {
    return List.of(phase.get(COUNTED), phase.get(FAILED));
  }
}
