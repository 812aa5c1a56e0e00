package io.twinfeed.job;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.Group;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Plan;
import io.twinfeed.read.LookUp;
import io.twinfeed.read.Read;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.report.Report;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Shape;
import io.twinfeed.write.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Wires the stages: the picture of ARCHITECTURE.md as code. */
final class SyncGraph {
  // Enough for a million rows in shards that fit into memory, few enough for a thousand
  private static final Shards SHARDS = new Shards(32);

  private SyncGraph() {}

  static void build(
      Pipeline pipeline, Prepared job, Pacing pacing, int buckets, String directory, String runId) {
    List<PCollection<Fragment>> fragments = new ArrayList<>();
    List<PCollection<Failure>> failures = new ArrayList<>();
    List<PCollection<Tally>> tallies = new ArrayList<>();

    Map<String, PCollection<SourceRow>> rows = new LinkedHashMap<>();
    job.queries().forEach((source, query) -> rows.put(source, pipeline.apply(Read.source(query))));
    for (SourceQuery query : job.queries().values()) {
      Staged<Fragment> shaped =
          Shape.rows(
              LookUp.in(Objects.requireNonNull(rows.get(query.source())), query, rows),
              query,
              job.spec(),
              job.models(),
              job.parameters());
      fragments.add(shaped.good());
      failures.add(shaped.failed());
      tallies.add(shaped.counted());
    }

    Staged<TwinDraft.Batch> drafts =
        Group.byTwin(
            PCollectionList.of(fragments).apply("All fragments", Flatten.pCollections()),
            job.spec(),
            job.models(),
            SHARDS);
    failures.add(drafts.failed());
    tallies.add(drafts.counted());

    Plan plan = Plan.of(drafts.good(), job.spec(), job.models(), pacing);
    tallies.add(plan.counted());

    Write written = Write.inPhases(plan, job.spec().target().endpoint(), pacing, buckets);
    failures.add(written.failed());
    tallies.add(written.counted());

    Report.to(directory, runId, PCollectionList.of(failures), PCollectionList.of(tallies));
  }
}
