package io.twinfeed.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Step;
import io.twinfeed.planfile.Header;
import io.twinfeed.planfile.PlanFile;
import io.twinfeed.planfile.SavedPlan;
import io.twinfeed.report.Report;
import io.twinfeed.report.RunFiles;
import io.twinfeed.report.SourceRead;
import io.twinfeed.snapshot.Intend;
import io.twinfeed.snapshot.Load;
import io.twinfeed.snapshot.Manifest.SourceMark;
import io.twinfeed.snapshot.RuleNames;
import io.twinfeed.snapshot.Save;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.snapshot.Stay;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Reference;
import io.twinfeed.write.Saved;
import io.twinfeed.write.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Carries out a plan that was made earlier, without reading a source. What is on record afterwards
 * is what would be if the plan had been carried out when it was made.
 */
final class CarryOut {
  private final PipelineSpec spec;
  private final PlanFile plan;
  private final Snapshot snapshot;
  private final Map<String, SourceMark> marks;

  private CarryOut(
      PipelineSpec spec, PlanFile plan, Snapshot snapshot, Map<String, SourceMark> marks) {
    this.spec = spec;
    this.plan = plan;
    this.snapshot = snapshot;
    this.marks = marks;
  }

  /**
   * Which plan, and how old it may be.
   *
   * @param path the file of the plan
   */
  record Asked(Path path, Duration maxAge) {}

  /**
   * Everything that can be refused before a step is taken.
   *
   * @throws TwinfeedException of kind USAGE if it is no plan or a damaged one, GUARD if it does not
   *     fit any more, MODEL or SERVICE as for any run
   */
  static CarryOut begin(
      PipelineSpec spec,
      ModelSet models,
      Origin origin,
      Asked asked,
      Instant now,
      State state,
      Tally.Counter counter) {
    PlanFile plan = open(asked.path());
    Header header = plan.header();
    Snapshot snapshot = state.snapshot();
    List<String> reasons = origin.without(header, snapshot, now, asked.maxAge());
    plan.refusals().forEach(guard -> reasons.add("it breaks a guard: " + guard));
    if (!reasons.isEmpty()) {
      throw new TwinfeedException(
          Kind.GUARD,
          "the plan %s is refused, and nothing was written: %s"
              .formatted(asked.path(), String.join("; ", reasons)),
          "make a new plan: twinfeed plan %s --out %s".formatted(spec.file(), asked.path()));
    }
    Map<String, SourceMark> marks = new TreeMap<>();
    try {
      for (Map.Entry<String, String> mark : header.marks().entrySet()) {
        marks.put(mark.getKey(), SourceMark.of(mark.getValue()));
      }
    } catch (IOException e) {
      throw unreadable(asked.path(), e);
    }
    try (TwinStore store = TwinService.connectImpatiently(origin.endpoint())) {
      ServiceModels.bringOrRequire(store, models, spec.target());
      TwinStore.Calls calls = store.takeCalls();
      counter.calls(
          calls.byStatus(), calls.retries(), calls.throttledMillis(), calls.pacedMillis());
    }
    return new CarryOut(spec, plan, header.forgotten() ? snapshot.forgotten() : snapshot, marks);
  }

  private static PlanFile open(Path path) {
    try {
      return PlanFile.open(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static TwinfeedException unreadable(Path path, IOException e) {
    return new TwinfeedException(
        Kind.USAGE,
        "%s can't be carried out: %s"
            .formatted(
                path,
                e instanceof NoSuchFileException
                    ? "there is no such file"
                    : Files.isDirectory(path) ? "it is a folder" : e.getMessage()),
        "give the file that plan --out has written",
        e);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** How much of each source was read for it. */
  Map<String, SourceRead> reads() {
    Map<String, SourceRead> reads = new LinkedHashMap<>();
    marks.forEach(
        (source, mark) -> {
          boolean inPart = plan.header().inPart().contains(source);
          SourceMark last =
              snapshot.manifest() == null ? null : snapshot.manifest().sources().get(source);
          reads.put(
              source,
              new SourceRead(
                  !inPart, inPart && last != null ? last.watermark() : null, mark.watermark()));
        });
    return reads;
  }

  /** What was counted when it was made; the calls that it took then are not this run's. */
  Tally counted() {
    TreeMap<String, Long> counts = new TreeMap<>(plan.counts().counts());
    counts.keySet().removeIf(name -> name.startsWith("calls."));
    return new Tally(counts);
  }

  /** What was rejected when it was made is so still. */
  void leaveRejects(RunDirectory directory) throws IOException {
    try (RunFiles.Rejects rejects = RunFiles.Rejects.addTo(directory.path(), directory.runId())) {
      plan.each(
          new PlanFile.Reader() {
            @Override
            public void step(Step step) {
              // is carried out by the pipeline
            }

            @Override
            public void reject(JsonNode line) {
              rejects.add(line);
            }
          });
    }
  }

  /**
   * @param path the file of the plan, where the workers reach it
   */
  void build(Pipeline pipeline, String path, SyncGraph.Where where) {
    Pacing pacing = where.pacing(spec);
    Reference endpoint = spec.target().launched().endpoint();
    RuleNames rules = SyncGraph.rules(spec);
    SavedPlan read = SavedPlan.read(pipeline, path);
    Saved saved = Saved.of(read.told(), endpoint, pacing, where.start().toEpochMilli());
    Write written =
        Write.inPhases(
            saved.due(),
            endpoint,
            pacing,
            where.runner().buckets(),
            List.of(saved.doubtful().apply(Intend.after(snapshot, rules))));
    OwedBySource debts = OwedBySource.of(spec);
    Save.of(
        snapshot,
        Stay.allBut(
            pipeline.apply(Load.of(snapshot, rules, where.shards())),
            saved.decided(),
            where.shards()),
        PCollectionList.of(List.of(saved.known(), written.known()))
            .apply("Known after this run", Flatten.pCollections()),
        PCollectionList.of(
                List.of(
                    read.owed(),
                    debts.of("steps", saved.owed()),
                    debts.of("writes", written.owed())))
            .apply("All that is owed", Flatten.pCollections()),
        rules,
        where.shards(),
        new Save.About(where.runId(), where.start().toString(), marks));
    Report.to(
        where.directory(),
        where.runId(),
        PCollectionList.of(List.of(saved.failed(), written.failed())),
        PCollectionList.of(List.of(saved.counted(), written.counted())));
  }
}
