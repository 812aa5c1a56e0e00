package io.twinfeed.report;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/** Closes a run's books, once everything has ended. */
public final class Report {
  private Report() {}

  /**
   * @param directory the run's directory, on any file system that Beam knows
   */
  public static void to(
      String directory,
      String runId,
      PCollectionList<Failure> failures,
      PCollectionList<Tally> tallies) {
    KvCoder<Integer, Entry> coder = KvCoder.of(VarIntCoder.of(), SerializableCoder.of(Entry.class));
    var failed =
        failures
            .apply("All failures", Flatten.pCollections())
            .apply("Enter failures", ParDo.of(new FailureFn()))
            .setCoder(coder);
    var counted =
        tallies
            .apply("All counts", Flatten.pCollections())
            .apply("Enter counts", ParDo.of(new TallyFn()))
            .setCoder(coder);
    // A run without a row has counts of nothing, and a report all the same
    PCollection<KV<Integer, Entry>> blank =
        failed
            .getPipeline()
            .apply(
                "Open the books",
                org.apache.beam.sdk.transforms.Create.of(KV.of(0, new Entry(null, null)))
                    .withCoder(coder));
    PCollectionList.of(List.of(failed, counted, blank))
        .apply("All entries", Flatten.pCollections())
        .apply("Close the books", GroupByKey.create())
        .apply("Report", ParDo.of(new ReportFn(directory, runId)));
  }

  /** One line of the books. */
  record Entry(@Nullable Failure failure, @Nullable Tally tally) implements Serializable {}

  private static final class FailureFn extends DoFn<Failure, KV<Integer, Entry>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void enter(@Element Failure failure, OutputReceiver<KV<Integer, Entry>> out) {
      out.output(KV.of(0, new Entry(failure, null)));
    }
  }

  private static final class TallyFn extends DoFn<Tally, KV<Integer, Entry>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void enter(@Element Tally tally, OutputReceiver<KV<Integer, Entry>> out) {
      out.output(KV.of(0, new Entry(null, tally)));
    }
  }

  private static final class ReportFn extends DoFn<KV<Integer, Iterable<Entry>>, Void> {
    private static final long serialVersionUID = 1;
    private final String directory;
    private final String runId;

    private ReportFn(String directory, String runId) {
      this.directory = directory;
      this.runId = runId;
    }

    @ProcessElement
    public void report(@Element KV<Integer, Iterable<Entry>> books) throws IOException {
      List<Tally> tallies = new ArrayList<>();
      List<Failure> failures = new ArrayList<>();
      for (Entry entry : books.getValue()) {
        if (entry.tally() != null) {
          tallies.add(entry.tally());
        }
        if (entry.failure() != null) {
          failures.add(entry.failure());
        }
      }
      RunFiles.write(directory, runId, Closing.of(tallies, failures));
    }
  }
}
