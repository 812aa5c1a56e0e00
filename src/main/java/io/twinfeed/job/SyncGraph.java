package io.twinfeed.job;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.Group;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Basis;
import io.twinfeed.plan.Guard;
import io.twinfeed.plan.Plan;
import io.twinfeed.plan.Tells;
import io.twinfeed.planfile.PlanParts;
import io.twinfeed.read.LookUp;
import io.twinfeed.read.Prove;
import io.twinfeed.read.Read;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.report.Report;
import io.twinfeed.shape.Shape;
import io.twinfeed.snapshot.Intend;
import io.twinfeed.snapshot.Load;
import io.twinfeed.snapshot.Manifest.SourceMark;
import io.twinfeed.snapshot.RuleNames;
import io.twinfeed.snapshot.Save;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.write.Due;
import io.twinfeed.write.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Wires the stages: the picture of ARCHITECTURE.md as code. */
final class SyncGraph {
  private SyncGraph() {}

  /** What comes before the first write. */
  private record Front(
      Group group,
      Plan plan,
      List<PCollection<Failure>> failures,
      List<PCollection<Tally>> tallies,
      List<PCollection<KV<String, Owed>>> owed,
      OwedBySource debts,
      RuleNames rules) {}

  private static Front front(Pipeline pipeline, Prepared job, Where where, Tells tells) {
    List<PCollection<Failure>> failures = new ArrayList<>();
    List<PCollection<Tally>> tallies = new ArrayList<>();
    List<PCollection<KV<String, Owed>>> owed = new ArrayList<>();
    OwedBySource debts = OwedBySource.of(job.spec());

    Map<String, PCollectionList<SourceRow>> rows = new LinkedHashMap<>();
    Map<String, SourceQuery> queries = job.reading().queries();
    PCollection<Integer> begin =
        where.runner().isCluster()
            ? pipeline.apply(Prove.inAll(queries.values(), where.runner().slots()))
            : pipeline.apply("Begin to read", Create.of(0));
    queries.forEach((source, query) -> rows.put(source, begin.apply(Read.source(query))));
    Map<SourceQuery, PCollectionList<SourceRow>> sources = new LinkedHashMap<>();
    queries.forEach(
        (source, query) ->
            sources.put(query, LookUp.in(Objects.requireNonNull(rows.get(source)), query, rows)));
    Shape shaped =
        Shape.rows(
            sources, job.spec(), job.models(), job.parameters(), job.choice(), where.shards());
    failures.add(shaped.fragments().failed());
    tallies.add(shaped.fragments().counted());
    owed.add(debts.rejected(shaped.rejected()));

    RuleNames rules = rules(job.spec());
    Snapshot snapshot = job.snapshot();
    Group group =
        Group.byTwin(
            new Group.Rows(
                shaped.fragments().good(),
                shaped.rejected(),
                job.reading().inPart(),
                shaped.seen(),
                job.choice()),
            pipeline.apply(Load.of(snapshot, rules, where.shards())),
            job.spec(),
            job.models(),
            job.basis() == Basis.RECORD);
    failures.add(group.drafts().failed());
    tallies.add(group.drafts().counted());
    owed.add(debts.of("groups", group.owed()));

    Plan plan =
        Plan.of(
            group.drafts().good(),
            job.spec(),
            job.models(),
            job.basis(),
            where.pacing(job.spec()),
            where.start().toEpochMilli(),
            tells);
    tallies.add(plan.counted());
    owed.add(debts.of("plan", plan.owed()));
    return new Front(group, plan, failures, tallies, owed, debts, rules);
  }

  static void build(Pipeline pipeline, Prepared job, Where where) {
    Front front = front(pipeline, job, where, Tells.NOTHING);
    Plan plan = front.plan();
    Group group = front.group();
    List<PCollection<Failure>> failures = front.failures();
    List<PCollection<Tally>> tallies = front.tallies();
    List<PCollection<KV<String, Owed>>> owed = front.owed();
    OwedBySource debts = front.debts();
    RuleNames rules = front.rules();
    Snapshot snapshot = job.snapshot();

    PCollection<Tally> guarded =
        PCollectionList.of(tallies)
            .apply("Counted up to the plan", Flatten.pCollections())
            .apply(Guard.by(job.spec().sync().guards(), job.reading().notWhole(), job.rescoped()));

    Write written =
        Write.inPhases(
            Due.of(plan),
            job.spec().target().endpoint(),
            where.pacing(job.spec()),
            where.runner().buckets(),
            List.of(guarded, plan.doubtful().apply(Intend.after(snapshot, rules))));
    failures.add(written.failed());
    tallies.add(written.counted());
    owed.add(debts.of("writes", written.owed()));

    Save.of(
        snapshot,
        group.kept(),
        PCollectionList.of(List.of(plan.known(), written.known()))
            .apply("Known after this run", Flatten.pCollections()),
        PCollectionList.of(owed).apply("All that is owed", Flatten.pCollections()),
        rules,
        where.shards(),
        new Save.About(where.runId(), where.start().toString(), job.reading().marks()));

    Report.to(
        where.directory(),
        where.runId(),
        PCollectionList.of(failures),
        PCollectionList.of(tallies));
  }

  /** Reads and plans, and leaves the plan where it is told. */
  static void plan(Pipeline pipeline, Prepared job, Where where, Tells tells) {
    Front front = front(pipeline, job, where, tells);
    PlanParts.to(
        where.directory(),
        front.plan().told(),
        front.group().fed(),
        PCollectionList.of(front.owed()).apply("All that is owed", Flatten.pCollections()));
    Report.to(
        where.directory(),
        where.runId(),
        PCollectionList.of(front.failures()),
        PCollectionList.of(front.tallies()));
  }

  /** Reads and plans, and puts what is there on record as made by this pipeline. */
  static void adopt(Pipeline pipeline, Prepared job, Where where, boolean saves) {
    Front front = front(pipeline, job, where, Tells.NOTHING);
    Plan plan = front.plan();
    AdoptFn.Adopted adopted =
        AdoptFn.of(plan.known(), List.of(plan.twins(), plan.links()), where.start().toEpochMilli());
    if (saves) {
      TreeMap<String, SourceMark> marks = new TreeMap<>();
      // What differs is still to be written: the next run has to read all rows
      job.reading().marks().forEach((source, mark) -> marks.put(source, mark.incomplete()));
      Save.of(
          job.snapshot(),
          front.group().kept(),
          adopted.known(),
          PCollectionList.of(front.owed()).apply("All that is owed", Flatten.pCollections()),
          front.rules(),
          where.shards(),
          new Save.About(where.runId(), where.start().toString(), marks));
    }
    List<PCollection<Tally>> tallies = new ArrayList<>(front.tallies());
    tallies.add(adopted.counted());
    Report.to(
        where.directory(),
        where.runId(),
        PCollectionList.of(front.failures()),
        PCollectionList.of(tallies));
  }

  static RuleNames rules(PipelineSpec spec) {
    return new RuleNames(
        spec.twins().stream().map(rule -> rule.name().text()).toList(),
        spec.relationships().stream().map(rule -> rule.name().text()).toList());
  }

  /**
   * Which run it is, and where.
   *
   * @param directory where the workers leave its files
   */
  record Where(String directory, String runId, Instant start, RunnerConfig runner) {
    Pacing pacing(PipelineSpec spec) {
      return Rates.of(spec.target(), runId, runner.parts());
    }

    Shards shards() {
      return runner.shards();
    }
  }
}
