package io.twinfeed.job;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.blob.BlobAccess;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.read.LookUp;
import io.twinfeed.read.Read;
import io.twinfeed.read.SourceProbe;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.shape.Trace;
import io.twinfeed.shape.Traced;
import io.twinfeed.snapshot.Records;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Finds out where what a twin says comes from, or what a row feeds. The rows and the graph are
 * asked as they are now; the snapshot is that of the last run that has ended. Nothing is written,
 * and no lease is taken.
 */
public final class Explaining {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final Map<String, Object> parameters;
  private final Map<String, SourceQuery> queries;
  private final RunnerConfig runner;
  private final State state;

  private Explaining(
      PipelineSpec spec,
      ModelSet models,
      Map<String, Object> parameters,
      RunnerConfig runner,
      State state) {
    this.spec = spec;
    this.models = models;
    this.parameters = parameters;
    this.queries = SourceProbe.probe(spec, parameters);
    ColumnCheck.require(spec, models, queries.values());
    this.runner = runner;
    this.state = state;
  }

  /**
   * @param given parameters as they were given, by name
   * @param runs the directory of the runs, beside which the state lies unless the file says
   * @throws TwinfeedException of kind USAGE for a wrong parameter, SOURCE if a database can't be
   *     asked, SPEC if the file does not fit the columns of a source
   */
  public static Explaining of(
      PipelineSpec spec,
      ModelSet models,
      RunnerConfig runner,
      Map<String, String> given,
      Path runs) {
    Map<String, Object> parameters = Parameters.of(spec, given);
    return new Explaining(spec, models, parameters, runner, State.of(spec, parameters, runs));
  }

  /**
   * Explains a twin.
   *
   * @throws TwinfeedException of kind SERVICE, SOURCE or STATE if one of them can't be asked
   */
  public Explanation twin(TwinId id) {
    List<Traced> traced = trace(Trace.Of.twin(id), queries);
    Snapshot snapshot = state.snapshot();
    List<Known> known = Records.of(snapshot, each -> each.twin().equals(id));
    SensitiveValues mask = SensitiveValues.of(spec, models, queries, parameters);
    try (TwinStore store = TwinService.connectImpatiently(spec.target().endpoint().resolve())) {
      Reply<Twin> reply = store.twin(id).join();
      Twin live = reply.isStatus(404) ? null : ServiceLost.unlessDone(reply, "twin " + id);
      List<Relationship> links = new ArrayList<>();
      if (live != null) {
        spec.relationships().stream()
            .map(rule -> rule.relationship().text())
            .distinct()
            .forEach(
                name ->
                    links.addAll(
                        ServiceLost.unlessDone(
                            store.relationships(id, name).join(), "relationships of twin " + id)));
      }
      return new TwinExplained(spec, models, mask, id)
          .explain(traced, known, new TwinExplained.Graph(live, links));
    }
  }

  /**
   * Explains a row: what it feeds.
   *
   * @param source the name of a source
   * @param key the values of its key columns as text, by column
   * @throws TwinfeedException of kind USAGE if there is no such source, key or row, SOURCE if the
   *     database can't be asked
   */
  public List<Explanation.Row> row(String source, Map<String, String> key) {
    SourceQuery query = queries.get(source);
    if (query == null) {
      throw new TwinfeedException(
          Kind.USAGE,
          "%s has no source %s".formatted(spec.file(), source),
          Nearest.to(source, queries.keySet()).map(near -> "did you mean " + near + "? ").orElse("")
              + "its sources: "
              + String.join(", ", queries.keySet()));
    }
    SortedMap<String, String> named = key(query, key);
    List<Traced> traced = trace(Trace.Of.row(source, named), asked(query, named));
    if (traced.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "source %s has no row with %s".formatted(source, named),
          "a source may leave rows out by its query, where: or watermark");
    }
    SensitiveValues mask = SensitiveValues.of(spec, models, queries, parameters);
    return traced.stream().map(row -> RowExplained.of(spec, models, mask, row)).toList();
  }

  private static SortedMap<String, String> key(SourceQuery query, Map<String, String> given) {
    List<String> columns = query.key().stream().map(at -> query.columns().get(at).name()).toList();
    if (columns.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "source %s names no key, so that its rows can't be told apart".formatted(query.source()),
          "add key: to the source");
    }
    TreeMap<String, String> named = new TreeMap<>();
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(given);
    columns.forEach(
        column -> {
          String value = anyCase.remove(column);
          if (value != null) {
            named.put(column, value);
          }
        });
    if (named.size() < columns.size() || !anyCase.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "the key of source %s is %s".formatted(query.source(), String.join(", ", columns)),
          "say --key COLUMN=VALUE for each of them");
    }
    return named;
  }

  // The row alone where it can be asked for by its key, and all that is looked up for it
  private Map<String, SourceQuery> asked(SourceQuery query, SortedMap<String, String> key) {
    Map<String, SourceQuery> asked = new LinkedHashMap<>();
    lookedUp(query, asked);
    boolean hidden = query.key().stream().anyMatch(query.sensitive()::contains);
    String name =
        query.key().stream()
            .map(at -> query.columns().get(at).name())
            .map(column -> column + "=" + key.get(column))
            .collect(java.util.stream.Collectors.joining(", "));
    SourceQuery only =
        hidden || asked.containsKey(query.source()) ? null : query.only(List.of(name));
    asked.put(query.source(), only == null ? query : only);
    return asked;
  }

  private void lookedUp(SourceQuery query, Map<String, SourceQuery> into) {
    for (SourceQuery.LookUp lookUp : query.lookUps()) {
      String source = lookUp.from().source();
      SourceQuery from = Objects.requireNonNull(queries.get(source), "of the file");
      if (into.put(source, from) == null) {
        lookedUp(from, into);
      }
    }
  }

  private List<Traced> trace(Trace.Of asked, Map<String, SourceQuery> all) {
    try {
      Path folder = Files.createTempDirectory("twinfeed-explain-");
      try {
        Handover handover = Handover.of(runner, state, "explain-" + UUID.randomUUID(), folder);
        Pipeline pipeline = Pipeline.create(BlobAccess.in(runner.toOptions(), state.folder()));
        PCollection<Integer> begin = pipeline.apply("Begin to read", Create.of(0));
        Map<String, PCollectionList<SourceRow>> rows = new LinkedHashMap<>();
        all.forEach((source, query) -> rows.put(source, begin.apply(Read.source(query))));
        Map<SourceQuery, PCollectionList<SourceRow>> sources = new LinkedHashMap<>();
        all.forEach(
            (source, query) ->
                sources.put(
                    query, LookUp.in(Objects.requireNonNull(rows.get(source)), query, rows)));
        Trace.to(handover.folder(), asked, sources, spec, models, parameters);
        try (handover) {
          new Course().execute(pipeline, "explain");
          handover.takeHome();
        }
        return Trace.read(folder);
      } finally {
        PlanRun.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
