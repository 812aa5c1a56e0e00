package io.twinfeed.snapshot;

import io.twinfeed.flow.Owed;
import io.twinfeed.snapshot.Manifest.SourceMark;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Gathers what is owed of one source, as far as it can be asked for by name. */
final class OwedFn extends DoFn<KV<String, Iterable<Owed>>, KV<Integer, Save.Written>> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void gather(
      @Element KV<String, Iterable<Owed>> source, OutputReceiver<KV<Integer, Save.Written>> out) {
    TreeSet<String> lost = new TreeSet<>();
    TreeSet<String> waiting = new TreeSet<>();
    for (Owed owed : source.getValue()) {
      (owed.lost() ? lost : waiting).addAll(owed.rows());
      trim(lost, SourceMark.MOST_OWED + 1);
      trim(waiting, SourceMark.MOST_OWED);
    }
    boolean all = lost.size() > SourceMark.MOST_OWED;
    if (all) {
      lost.clear(); // a full read brings these, and those that wait
    } else {
      lost.addAll(waiting);
      trim(lost, SourceMark.MOST_OWED);
    }
    out.output(KV.of(0, Save.Written.owed(source.getKey(), new Save.Debt(List.copyOf(lost), all))));
  }

  private static void trim(NavigableSet<String> rows, int most) {
    while (rows.size() > most) {
      rows.pollLast();
    }
  }
}
