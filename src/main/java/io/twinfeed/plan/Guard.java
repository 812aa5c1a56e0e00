package io.twinfeed.plan;

import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Tally;
import io.twinfeed.spec.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
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
  private final TreeSet<String> inPart;
  private final ArrayList<String> rescoped;

  private Guard(Sync.Guards guards, Set<String> inPart, List<String> rescoped) {
    super("Guard");
    this.guards = guards;
    this.inPart = new TreeSet<>(inPart);
    this.rescoped = new ArrayList<>(rescoped);
  }

  /**
   * @param inPart sources of which a part is read: how few rows that are says nothing
   * @param rescoped sources of which the file asks for other rows than before: nothing may be
   *     deleted; empty if that is meant
   */
  public static Guard by(Sync.Guards guards, Set<String> inPart, List<String> rescoped) {
    return new Guard(guards, inPart, rescoped);
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
        .apply("Check", ParDo.of(new CheckFn(this)))
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
    private final Guard guard;

    private CheckFn(Guard guard) {
      this.guard = guard;
    }

    @ProcessElement
    public void check(@Element KV<Integer, Iterable<Tally>> all, PipelineOptions options) {
      Tally.Counter counter = new Tally.Counter();
      all.getValue().forEach(counter::add);
      new Guards(guard.guards, guard.inPart, guard.rescoped).check(counter.take());
      LiveRun.of(options).reach(LiveRun.Phase.WRITING);
    }
  }
}
