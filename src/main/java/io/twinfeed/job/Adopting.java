package io.twinfeed.job;

import io.twinfeed.blob.BlobAccess;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.report.RunFiles;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;

/**
 * Lets what a pipeline's rows speak of and the graph has already count as made by this pipeline:
 * after its state was lost, or where another tool has made it. The graph is only read.
 */
public final class Adopting {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final RunnerConfig runner;
  private final Path runs;
  private final Clock clock;

  /**
   * @param runs the directory of the runs, beside which the state lies unless the file says
   */
  public Adopting(PipelineSpec spec, ModelSet models, RunnerConfig runner, Path runs, Clock clock) {
    // A mirror would see what is to go, and other modes would pass over what is there
    this.spec =
        spec.with(
            new Sync(
                Sync.Mode.UPSERT,
                Sync.Compare.LIVE,
                spec.sync().nulls(),
                spec.sync().fullEvery(),
                Sync.Guards.none()));
    this.models = models;
    this.runner = runner;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * What was, or would be, put on record.
   *
   * @param fresh how many of both did not count as made by this pipeline before
   * @param different how many of both say something else than the rows: the next run writes them
   * @param absent twins and relationships that the rows speak of, and the graph does not have
   */
  public record Adopted(
      long twins,
      long relationships,
      long fresh,
      long different,
      long absent,
      List<String> warnings) {
    public Adopted {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Adopts, or only counts.
   *
   * @param given parameters as they were given, by name
   * @param saves whether it goes on record
   * @param says takes what it waits for
   * @throws io.twinfeed.issue.TwinfeedException as a run does before it writes
   */
  public Adopted adopt(Map<String, String> given, boolean saves, Consumer<String> says) {
    Map<String, Object> values = Parameters.of(spec, given);
    Course course = new Course();
    course.says(says);
    return course.carry(() -> adopt(values, saves, course));
  }

  private Adopted adopt(Map<String, Object> values, boolean saves, Course course)
      throws IOException {
    Instant start = clock.instant();
    State state = State.of(spec, values, runs);
    try (Holding held = state.take(RunId.of(start), runner.outlives(), course)) {
      Path folder = Files.createTempDirectory("twinfeed-adopt-");
      try (Handover handover = Handover.of(runner, state, RunId.of(start), folder)) {
        List<String> warnings = new ArrayList<>();
        held.tellOfLoss(warnings);
        runner.requireReady(state.jobs(), warnings, course);
        Tally.Counter counter = new Tally.Counter();
        Prepared prepared =
            Run.prepare(
                spec,
                models,
                values,
                new Run.Asked(Run.Rows.ALL, true),
                start,
                state,
                counter,
                warnings,
                Run.Purpose.FIND_DRIFT);
        Pipeline pipeline =
            Pipeline.create(BlobAccess.in(runner.toOptions(), prepared.snapshot().path()));
        SyncGraph.Where where =
            new SyncGraph.Where(handover.folder(), RunId.of(start), start, runner);
        SyncGraph.adopt(pipeline, prepared, where, saves);
        course.execute(
            pipeline, state.jobs() + "adopt-" + where.runId(), where.pacing(prepared.spec()));
        handover.takeHome();
        if (saves) {
          state.clean(held.lease());
        }
        Tally counts = RunFiles.takeCounts(folder);
        long twins = counts.of("adopted.twins");
        long relationships = counts.of("adopted.relationships");
        return new Adopted(
            twins,
            relationships,
            counts.of("adopted.new"),
            counts.of("adopted.different"),
            counts.of("adopted.absent"),
            warnings);
      } finally {
        PlanRun.remove(folder);
      }
    }
  }
}
