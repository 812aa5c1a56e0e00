package io.twinfeed.job;

import io.twinfeed.blob.BlobAccess;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Guards;
import io.twinfeed.planfile.Estimate;
import io.twinfeed.planfile.Header;
import io.twinfeed.planfile.Mask;
import io.twinfeed.planfile.PlanFile;
import io.twinfeed.planfile.Totals;
import io.twinfeed.report.RunFiles;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
   * @param refusals the guards that a run would break
   */
  public record Made(
      Path folder,
      PlanFile file,
      Totals totals,
      Estimate estimate,
      Mask mask,
      List<String> refusals,
      List<String> warnings)
      implements AutoCloseable {
    public Made {
      refusals = List.copyOf(refusals);
      warnings = List.copyOf(warnings);
    }

    @Override
    public void close() {
      remove(folder);
    }
  }

  /**
   * Plans.
   *
   * @param given parameters as they were given, by name
   * @throws io.twinfeed.issue.TwinfeedException as a run does before it writes
   */
  public Made plan(Map<String, String> given) {
    Map<String, Object> values = Parameters.of(spec, given);
    Instant start = clock.instant();
    State state = State.of(spec, values, runs);
    List<String> warnings = new ArrayList<>(NotYet.warnings(spec));
    Tally.Counter counter = new Tally.Counter();
    try {
      Path folder = Files.createTempDirectory("twinfeed-plan-");
      try {
        Prepared prepared =
            Run.prepare(
                spec, models, values, Run.Asked.NOTHING, start, state, counter, warnings, false);
        warnings.addAll(
            KnownColumns.of(spec.name().text(), prepared.reading().queries().values())
                .newSince(KnownColumns.read(runs.resolve("latest"), spec.name().text())));
        Pipeline pipeline =
            Pipeline.create(BlobAccess.in(runner.toOptions(), prepared.snapshot().path()));
        SyncGraph.plan(
            pipeline, prepared, new SyncGraph.Where(folder.toString(), RunId.of(start), start));
        Run.finish(pipeline);
        counter.add(RunFiles.takeCounts(folder));
        PlanFile file =
            PlanFile.merge(
                folder,
                folder.resolve("rejects.jsonl"),
                header(prepared.snapshot(), values, start),
                counter.take());
        return new Made(
            folder,
            file,
            Totals.of(file),
            Estimate.of(file, Rates.limits(spec.target().limits())),
            SensitiveValues.of(spec, models, prepared.reading().queries(), values),
            new Guards(
                    spec.sync().guards(), prepared.reading().inPart().keySet(), prepared.rescoped())
                .broken(file.counts()),
            warnings);
      } catch (IOException | RuntimeException e) {
        remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Header header(Snapshot snapshot, Map<String, Object> values, Instant start) {
    TreeMap<String, String> parameters = new TreeMap<>();
    values.forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return new Header(
        RunId.of(start),
        spec.name().text(),
        sha256(yaml),
        sha256(
            models.interfaces().values().stream()
                .map(Interface::document)
                .sorted()
                .collect(Collectors.joining("\n"))),
        spec.target().endpoint().resolve(),
        parameters,
        snapshot.generation(),
        snapshot.unfinished(),
        snapshot.isForgotten(),
        start.toString());
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void remove(Path folder) {
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
