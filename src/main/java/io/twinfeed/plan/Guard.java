package io.twinfeed.plan;

import io.twinfeed.flow.Tally;
import io.twinfeed.spec.Sync;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Adds up what is counted up to the plan, and ends the run if a guard is broken. Nothing may be
 * written before this has ended; it gives nothing.
 */
public final class Guard extends PTransform<PCollection<Tally>, PCollection<Tally>> {
  private static final long serialVersionUID = 1;

  private final Sync.Guards guards;

  private Guard(Sync.Guards guards) {
    super("Guard");
    this.guards = guards;
  }

  public static Guard by(Sync.Guards guards) {
    return new Guard(guards);
  }

  @Override
  public PCollection<Tally> expand(PCollection<Tally> counted) {
    KvCoder<Integer, Tally> coder = KvCoder.of(VarIntCoder.of(), SerializableCoder.of(Tally.class));
    PCollection<KV<Integer, Tally>> blank =
        counted
            .getPipeline()
            .apply(
                "Nothing counted",
                Create.of(KV.of(0, new Tally.Counter().take())).withCoder(coder));
    PCollection<KV<Integer, Tally>> keyed =
        counted.apply("Key", ParDo.of(new KeyFn())).setCoder(coder);
    return PCollectionList.of(keyed)
        .and(blank)
        .apply("All counts so far", Flatten.pCollections())
        .apply("Add up", GroupByKey.create())
        .apply("Check", ParDo.of(new CheckFn(guards)))
        .setCoder(SerializableCoder.of(Tally.class));
  }

  private static final class KeyFn extends DoFn<Tally, KV<Integer, Tally>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void key(@Element Tally tally, OutputReceiver<KV<Integer, Tally>> out) {
      out.output(KV.of(0, tally));
    }
  }

  private static final class CheckFn extends DoFn<KV<Integer, Iterable<Tally>>, Tally> {
    private static final long serialVersionUID = 1;
    private final Sync.Guards guards;

    private CheckFn(Sync.Guards guards) {
      this.guards = guards;
    }

    @ProcessElement
    public void check(@Element KV<Integer, Iterable<Tally>> all) {
      Tally.Counter counter = new Tally.Counter();
      all.getValue().forEach(counter::add);
      new Guards(guards).check(counter.take());
    }
  }
}
