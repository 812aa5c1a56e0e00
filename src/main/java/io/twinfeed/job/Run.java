package io.twinfeed.job;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.blob.BlobAccess;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.read.SourceProbe;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.report.RunFiles;
import io.twinfeed.report.SourceRead;
import io.twinfeed.report.Summary;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.Sync.Compare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline, from the checked file to the summary. */
public final class Run {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final String yaml;
  private final RunnerConfig runner;
  private final Path runs;
  private final Clock clock;

  /**
   * @param yaml the pipeline file's text, for the run's directory; it holds references, no secrets
   * @param runs the directory that holds the runs' directories
   */
  public Run(
      PipelineSpec spec,
      ModelSet models,
      String yaml,
      RunnerConfig runner,
      Path runs,
      Clock clock) {
    this.spec = spec;
    this.models = models;
    this.yaml = yaml;
    this.runner = runner;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * What a run has come to.
   *
   * @param failure why it failed; null if it did not
   */
  public record Finished(Path directory, Summary summary, @Nullable TwinfeedException failure) {}

  /** Which rows are read. */
  public enum Rows {
    /** Those that the watermarks leave. */
    CHANGED,
    ALL,
    /** Those of which something was rejected, and is not on record yet. */
    OPEN
  }

  /**
   * What was asked for beside what the file says.
   *
   * @param acceptScopeChange that rows are missing because the file asks for fewer is meant
   * @param choice the rules that are followed; with some left out, nothing is deleted
   */
  public record Asked(Rows rows, boolean acceptScopeChange, RuleChoice choice) {
    public static final Asked NOTHING = new Asked(Rows.CHANGED, false);

    /** Of all rules. */
    public Asked(Rows rows, boolean acceptScopeChange) {
      this(rows, acceptScopeChange, RuleChoice.ALL);
    }
  }

  /** What goes on while a run holds the lease. */
  private interface Work {
    /**
     * @param begun takes what is known of the run
     * @return the columns that the sources have now
     */
    KnownColumns carryOut(Begun begun) throws IOException;
  }

  /** A run on its way. */
  private record Begun(
      Course course,
      Map<String, Object> parameters,
      Instant start,
      State state,
      RunDirectory directory,
      Handover handover,
      Tally.Counter counter,
      List<String> warnings,
      Map<String, SourceRead> reads,
      KnownColumns columns) {}

  /** As {@link #run(Map, Asked, Course)}, and nobody looks on. */
  public Finished run(Map<String, String> parameters, Asked asked) {
    return run(parameters, asked, new Course());
  }

  /**
   * Runs. A run that fails, or is cancelled, for a reason that can be told is finished, too; its
   * directory says so.
   *
   * @param parameters as they were given, by name
   * @throws TwinfeedException of kind USAGE if the parameters or rules do not fit: nothing was
   *     begun
   */
  public Finished run(Map<String, String> parameters, Asked asked, Course course) {
    Chosen.requireRules(asked.choice(), spec);
    return run(parameters, course, begun -> sync(begun, asked));
  }

  /**
   * Carries out a plan that was made earlier, without reading a source.
   *
   * @param parameters as they were given, by name
   * @param plan a file that {@link PlanRun.Made#save} has written
   * @param maxAge a plan that is older is refused
   * @throws TwinfeedException of kind USAGE if the parameters do not fit: nothing was begun
   */
  public Finished carryOut(
      Map<String, String> parameters, Path plan, Duration maxAge, Course course) {
    return run(parameters, course, begun -> carryOut(begun, new CarryOut.Asked(plan, maxAge)));
  }

  private Finished run(Map<String, String> parameters, Course course, Work work) {
    Map<String, Object> values = Parameters.of(spec, parameters);
    Instant start = clock.instant();
    RunDirectory directory = RunDirectory.create(runs, start);
    TwinfeedException failure = null;
    Tally tally;
    KnownColumns columns = KnownColumns.read(runs.resolve("latest"), spec.name().text());
    Map<String, SourceRead> reads = new LinkedHashMap<>();
    spec.sources().keySet().forEach(source -> reads.put(source, SourceRead.ALL));
    // Work that hangs when the run is cancelled may go on beside us
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Tally.Counter counter = new Tally.Counter();
    KnownColumns before = columns;
    Memory memory = Memory.watch();
    try {
      Files.writeString(directory.path().resolve("pipeline.yaml"), yaml);
      columns =
          course.carry(
              () -> {
                State state = State.of(spec, values, runs);
                try (Handover handover =
                        Handover.of(runner, state, directory.runId(), directory.path());
                    Holding held = state.take(directory.runId(), runner.outlives(), course)) {
                  held.tellOfLoss(warnings);
                  runner.requireReady(state.jobs(), warnings, course);
                  KnownColumns now =
                      work.carryOut(
                          new Begun(
                              course, values, start, state, directory, handover, counter, warnings,
                              reads, before));
                  state.clean(held.lease());
                  return now;
                }
              });
      warnings.addAll(memory.warnings(runner));
      counter.add(RunFiles.takeCounts(directory.path()));
      tally = counter.take();
    } catch (TwinfeedException e) {
      failure = e;
      tally = course.counted(counter);
    } catch (IOException e) {
      failure = Causes.unwritable(e);
      tally = course.counted(counter);
    } catch (UncheckedIOException e) {
      failure = Causes.unwritable(Objects.requireNonNull(e.getCause()));
      tally = course.counted(counter);
    } catch (RuntimeException e) {
      leaveWord(directory, start, values, course.counted(counter), e);
      throw e;
    }
    try {
      Summary summary = summary(directory, start, values, reads, tally, failure, warnings);
      columns.write(directory.path());
      summary.write(directory.path());
      directory.markLatest();
      return new Finished(directory.path(), summary, failure);
    } catch (IOException e) {
      throw failure == null ? Causes.unwritable(e) : failure;
    }
  }

  private KnownColumns sync(Begun begun, Asked asked) throws IOException {
    Chosen.tell(asked.choice(), begun.warnings());
    Prepared prepared =
        prepare(
            spec,
            models,
            begun.parameters(),
            asked,
            begun.start(),
            begun.state(),
            begun.counter(),
            begun.warnings(),
            Purpose.WRITE);
    KnownColumns columns =
        KnownColumns.of(spec.name().text(), prepared.reading().queries().values())
            .with(begun.columns(), prepared.reading().leftOut());
    begun.reads().putAll(prepared.reading().reads(prepared.snapshot().manifest()));
    begun.warnings().addAll(columns.newSince(begun.columns()));
    Pipeline pipeline = pipeline(prepared.snapshot());
    SyncGraph.build(pipeline, prepared, where(begun));
    begun.course().execute(pipeline, job(begun), where(begun).pacing(prepared.spec()));
    begun.handover().takeHome();
    return columns;
  }

  private KnownColumns carryOut(Begun begun, CarryOut.Asked asked) throws IOException {
    CarryOut plan =
        CarryOut.begin(
            spec,
            models,
            Origin.of(spec, models, yaml, begun.parameters()),
            asked,
            begun.start(),
            begun.state(),
            begun.counter());
    begun.reads().putAll(plan.reads());
    begun.counter().add(plan.counted());
    Pipeline pipeline = pipeline(plan.snapshot());
    plan.build(pipeline, begun.handover().send(asked.path()), where(begun));
    begun.course().execute(pipeline, job(begun), where(begun).pacing(spec));
    begun.handover().takeHome();
    plan.leaveRejects(begun.directory());
    return begun.columns();
  }

  private Pipeline pipeline(Snapshot snapshot) {
    return Pipeline.create(BlobAccess.in(runner.toOptions(), snapshot.path()));
  }

  private static String job(Begun begun) {
    return begun.state().jobs() + begun.directory().runId();
  }

  private SyncGraph.Where where(Begun begun) {
    return new SyncGraph.Where(
        begun.handover().folder(), begun.directory().runId(), begun.start(), runner);
  }

  // A defect of ours must not leave a directory that does not say what became of the run
  private void leaveWord(
      RunDirectory directory,
      Instant start,
      Map<String, Object> values,
      Tally tally,
      RuntimeException defect) {
    var failure = new TwinfeedException(Kind.UNEXPECTED, String.valueOf(defect), "", defect);
    try {
      summary(directory, start, values, Map.of(), tally, failure, List.of())
          .write(directory.path());
      directory.markLatest();
    } catch (IOException e) {
      defect.addSuppressed(e);
    }
  }

  /** What a pipeline is prepared for. */
  enum Purpose {
    WRITE,
    PLAN,
    /** Everything is compared with the graph, whatever the file says. */
    FIND_DRIFT
  }

  /**
   * Everything that can fail before a row is read, in the order of the exit codes.
   *
   * @param purpose a plan gives the service no models
   */
  static Prepared prepare(
      PipelineSpec written,
      ModelSet models,
      Map<String, Object> parameters,
      Asked asked,
      Instant start,
      State state,
      Tally.Counter counter,
      List<String> warnings,
      Purpose purpose) {
    RuleChoice choice = asked.choice();
    PipelineSpec spec = written.launched(choice.sources(written));
    Map<String, SourceQuery> queries = SourceProbe.probe(spec, choice.sources(spec), parameters);
    ColumnCheck.require(spec, models, queries.values());
    State.Begun begun;
    try (TwinStore store = TwinService.connectImpatiently(spec.target().endpoint().resolve())) {
      if (purpose == Purpose.WRITE) {
        ServiceModels.bringOrRequire(store, models, spec.target());
      } else {
        ServiceModels.sayWhatIsMissing(store, models, spec.target(), warnings);
      }
      begun =
          state.begin(
              store,
              purpose == Purpose.FIND_DRIFT ? Compare.LIVE : spec.sync().compare(),
              warnings);
      TwinStore.Calls calls = store.takeCalls();
      counter.calls(
          calls.byStatus(), calls.retries(), calls.throttledMillis(), calls.pacedMillis());
    }
    Chosen.require(choice, begun);
    Reading reading =
        Reading.of(
            spec,
            models,
            queries,
            begun.snapshot().manifest(),
            begun.isShaken() ? Rows.ALL : asked.rows(),
            choice,
            start);
    return new Prepared(
        spec,
        models,
        parameters,
        reading,
        asked.acceptScopeChange() ? List.of() : reading.rescoped(),
        begun.snapshot(),
        choice,
        begun.believes());
  }

  private Summary summary(
      RunDirectory directory,
      Instant start,
      Map<String, Object> parameters,
      Map<String, SourceRead> reads,
      Tally tally,
      @Nullable TwinfeedException failure,
      List<String> warnings)
      throws IOException {
    Map<String, Long> rejects = RunFiles.rejectsByCode(directory.path());
    ExitCode exit =
        failure != null
            ? ExitCode.of(failure.kind())
            : rejects.isEmpty() ? ExitCode.DONE : ExitCode.REJECTS;
    String status =
        switch (exit) {
          case DONE -> "succeeded";
          case REJECTS -> "partial";
          case REFUSED -> "refused";
          case CANCELLED -> "cancelled";
          default -> "failed";
        };
    return new Summary(
        directory.runId(),
        spec.name().text(),
        Path.of(spec.file()).toAbsolutePath().normalize().toString(),
        status,
        exit.code(),
        runner.runner(),
        start,
        clock.instant(),
        parameters,
        reads,
        tally,
        rejects,
        warnings);
  }
}
