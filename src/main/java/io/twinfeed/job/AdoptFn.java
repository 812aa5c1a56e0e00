package io.twinfeed.job;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Planned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Puts on record as made by this pipeline what its rows speak of and the graph has. What is there
 * and says something else is put on record as uncertain, so that the next run looks at it.
 */
final class AdoptFn {
  private static final TupleTag<byte[]> KNOWN = new TupleTag<>("known") {};
  private static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  private AdoptFn() {}

  /**
   * What has come of it.
   *
   * @param counted {@code adopted.twins} and {@code adopted.relationships}, and of both those that
   *     were not ours before: {@code adopted.new}; {@code adopted.different}; {@code
   *     adopted.absent}
   */
  record Adopted(PCollection<byte[]> known, PCollection<Tally> counted) {}

  /**
   * @param same what is on record of what is as the rows say, and of what they say nothing of
   * @param different what a run would do
   * @param run when this one began, in milliseconds since 1970
   */
  static Adopted of(PCollection<byte[]> same, List<PCollection<Change.Batch>> different, long run) {
    PCollectionTuple same1 =
        same.apply(
            "Adopt what is the same",
            ParDo.of(new SameFn(run)).withOutputTags(KNOWN, TupleTagList.of(COUNTED)));
    PCollectionTuple other =
        PCollectionList.of(different)
            .apply("All that differs", Flatten.pCollections())
            .apply(
                "Adopt what differs",
                ParDo.of(new DifferentFn()).withOutputTags(KNOWN, TupleTagList.of(COUNTED)));
    for (PCollectionTuple each : List.of(same1, other)) {
      each.get(KNOWN).setCoder(ByteArrayCoder.of());
      each.get(COUNTED).setCoder(SerializableCoder.of(Tally.class));
    }
    return new Adopted(
        PCollectionList.of(List.of(same1.get(KNOWN), other.get(KNOWN)))
            .apply("All that is adopted", Flatten.pCollections()),
        PCollectionList.of(List.of(same1.get(COUNTED), other.get(COUNTED)))
            .apply("Counted as adopted", Flatten.pCollections()));
  }

  private static void put(
      List<Known> records, boolean certain, DoFn.MultiOutputReceiver out, Tally.Counter counter) {
    List<Known> adopted = new ArrayList<>();
    for (Known known : records) {
      adopted.add(with(known, Standing.of(true, certain)));
      counter.add(known instanceof OfTwin ? "adopted.twins" : "adopted.relationships", 1);
    }
    if (!adopted.isEmpty()) {
      out.get(KNOWN).output(KnownBytes.of(adopted));
    }
    if (!counter.isEmpty()) {
      out.get(COUNTED).output(counter.take());
    }
  }

  private static Known with(Known known, Standing standing) {
    return known instanceof OfTwin twin
        ? new OfTwin(twin.twin(), standing, twin.run(), twin.parts())
        : link((OfLink) known, standing);
  }

  private static OfLink link(OfLink link, Standing standing) {
    return new OfLink(
        link.twin(), link.id(), link.name(), link.target(), standing, link.run(), link.parts());
  }

  private static final class SameFn extends DoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1;
    private final long run;

    private SameFn(long run) {
      this.run = run;
    }

    @ProcessElement
    public void adopt(@Element byte[] known, MultiOutputReceiver out) throws IOException {
      Tally.Counter counter = new Tally.Counter();
      List<Known> said = new ArrayList<>();
      List<Known> rest = new ArrayList<>();
      for (Known each : KnownBytes.all(known)) {
        (!each.parts().isEmpty() && run(each) == run ? said : rest).add(each);
      }
      counter.add(
          "adopted.new", said.stream().filter(each -> !each.standing().isCreated()).count());
      put(said, true, out, counter);
      // What no row speaks of stays whose it was
      if (!rest.isEmpty()) {
        out.get(KNOWN).output(KnownBytes.of(rest));
      }
    }

    private static long run(Known known) {
      return known instanceof OfTwin twin ? twin.run() : ((OfLink) known).run();
    }
  }

  private static final class DifferentFn extends DoFn<Change.Batch, byte[]> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void adopt(@Element Change.Batch batch, MultiOutputReceiver out) {
      Tally.Counter counter = new Tally.Counter();
      List<Known> there = new ArrayList<>();
      for (Planned planned : batch.changes()) {
        Change change = planned.change();
        if (change instanceof Change.PatchTwin || change instanceof Change.PatchLink) {
          there.addAll(planned.ledger().after());
          counter.add("adopted.different", 1);
          counter.add(
              "adopted.new",
              planned.ledger().before().stream().anyMatch(each -> each.standing().isCreated())
                  ? 0
                  : 1);
        } else if (change instanceof Change.CreateTwin || change instanceof Change.CreateLink) {
          counter.add("adopted.absent", 1);
        }
      }
      put(there, false, out, counter);
    }
  }
}
