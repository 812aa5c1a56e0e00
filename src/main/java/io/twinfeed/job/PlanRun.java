package io.twinfeed.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.blob.BlobAccess;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Guards;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Tells;
import io.twinfeed.planfile.Estimate;
import io.twinfeed.planfile.Header;
import io.twinfeed.planfile.Items;
import io.twinfeed.planfile.Mask;
import io.twinfeed.planfile.PlanFile;
import io.twinfeed.planfile.Totals;
import io.twinfeed.report.RunFiles;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;

/**
 * Finds out what a run would do, by the same pipeline, without its writes: neither the graph nor
 * the state is touched. It takes no lease, and reads the newest generation of the snapshot, which
 * no run changes any more; so that it can go on beside a run.
 */
public final class PlanRun {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final String yaml;
  private final RunnerConfig runner;
  private final Path runs;
  private final Clock clock;

  /**
   * @param yaml the pipeline file's text
   * @param runs the directory of the runs, beside which the state lies unless the file says
   */
  public PlanRun(
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
   * A plan, in a folder that goes when it is closed.
   *
   * @param mask knows what of it is not to be shown
   * @param isOfDrift whether it holds nothing but what has changed in the graph
   */
  public record Made(
      Path folder,
      PlanFile file,
      Totals totals,
      Estimate estimate,
      Mask mask,
      boolean isOfDrift,
      List<String> warnings)
      implements AutoCloseable {
    public Made {
      warnings = List.copyOf(warnings);
    }

    /** The guards that a run would break; of a drift none, since nothing is to be done. */
    public List<String> refusals() {
      return isOfDrift ? List.of() : file.refusals();
    }

    /** Whether it holds anything that comes from a sensitive column. */
    public boolean isSensitive() {
      Items items = new Items(mask);
      boolean[] found = {false};
      file.each(
          new PlanFile.Reader() {
            @Override
            public void step(Step step) {
              found[0] |= items.hides(step);
            }

            @Override
            public void reject(JsonNode line) {
              // Columns are left out by the stages; an id may be made of one
              String twin = line.path("twin").asText("");
              String target = line.path("target").asText("");
              found[0] |=
                  (!twin.isEmpty() && mask.hidesId(new TwinId(twin)))
                      || (!target.isEmpty() && mask.hidesId(new TwinId(target)));
            }
          });
      return found[0];
    }

    /**
     * Writes it to a file that only its owner can read, whole or not at all.
     *
     * @throws IOException if the file can't be written
     */
    public void save(Path out) throws IOException {
      Path absolute = out.toAbsolutePath();
      Path folder = Objects.requireNonNull(absolute.getParent(), "a file is in a folder");
      Path whole = Files.createTempFile(folder, ".plan", ".ndjson");
      try {
        // Into the file that is there: it was made for its owner alone
        try (var to = Files.newOutputStream(whole)) {
          Files.copy(file.path(), to);
        }
        Files.move(whole, absolute, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    }

    @Override
    public void close() {
      remove(folder);
    }
  }

  /** As {@link #plan(Map, Run.Asked, Course)}, and nobody looks on. */
  public Made plan(Map<String, String> given, Run.Asked asked) {
    return plan(given, asked, new Course());
  }

  /**
   * Plans.
   *
   * @param given parameters as they were given, by name
   * @throws io.twinfeed.issue.TwinfeedException as a run does before it writes
   */
  public Made plan(Map<String, String> given, Run.Asked asked, Course course) {
    return course.carry(() -> plan(given, asked, course, Run.Purpose.PLAN, Tells.ALL));
  }

  /**
   * Finds where the graph no longer says what the rows say, although it was written there: a plan
   * of nothing but that. What the rows say anew is not in it.
   *
   * @param given parameters as they were given, by name
   * @throws io.twinfeed.issue.TwinfeedException as a run does before it writes
   */
  public Made drift(Map<String, String> given, Course course) {
    Run.Asked asked = new Run.Asked(Run.Rows.ALL, true);
    return course.carry(() -> plan(given, asked, course, Run.Purpose.FIND_DRIFT, Tells.DRIFT));
  }

  private Made plan(
      Map<String, String> given, Run.Asked asked, Course course, Run.Purpose purpose, Tells tells) {
    Map<String, Object> values = Parameters.of(spec, given);
    Instant start = clock.instant();
    State state = State.of(spec, values, runs);
    List<String> warnings = new ArrayList<>();
    Tally.Counter counter = new Tally.Counter();
    try {
      Path folder = Files.createTempDirectory("twinfeed-plan-");
      String runId = RunId.of(start);
      try {
        Handover handover = Handover.of(runner, state, runId, folder);
        Prepared prepared =
            Run.prepare(spec, models, values, asked, start, state, counter, warnings, purpose);
        warnings.addAll(
            KnownColumns.of(spec.name().text(), prepared.reading().queries().values())
                .newSince(KnownColumns.read(runs.resolve("latest"), spec.name().text())));
        // What lies beside the snapshot now is what is read with it
        Header header = header(prepared, start);
        Pipeline pipeline =
            Pipeline.create(BlobAccess.in(runner.toOptions(), prepared.snapshot().path()));
        SyncGraph.Where where = new SyncGraph.Where(handover.folder(), runId, start, runner);
        SyncGraph.plan(pipeline, prepared, where, tells);
        try (handover) {
          course.execute(pipeline, "plan-" + runId, where.pacing(prepared.spec()));
          handover.takeHome();
        }
        counter.add(RunFiles.takeCounts(folder));
        Tally counts = counter.take();
        PlanFile file =
            PlanFile.merge(
                folder,
                folder.resolve("rejects.jsonl"),
                header,
                counts,
                new Guards(
                        spec.sync().guards(),
                        prepared.reading().inPart().keySet(),
                        prepared.rescoped())
                    .broken(counts));
        return new Made(
            folder,
            file,
            Totals.of(file),
            Estimate.of(file, Rates.documented(spec.target())),
            SensitiveValues.of(spec, models, prepared.reading().queries(), values),
            tells == Tells.DRIFT,
            warnings);
      } catch (IOException | RuntimeException e) {
        remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Header header(Prepared prepared, Instant start) {
    Origin origin = Origin.of(spec, models, yaml, prepared.parameters());
    Snapshot snapshot = prepared.snapshot();
    Map<String, String> marks = new TreeMap<>();
    prepared.reading().marks().forEach((source, mark) -> marks.put(source, mark.toJson()));
    return new Header(
        RunId.of(start),
        spec.name().text(),
        origin.file(),
        origin.models(),
        origin.endpoint(),
        origin.parameters(),
        snapshot.generation(),
        Origin.after(snapshot),
        snapshot.unfinished(),
        snapshot.isForgotten(),
        new TreeMap<>(marks),
        List.copyOf(prepared.reading().inPart().keySet()),
        start.toString());
  }

  static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
