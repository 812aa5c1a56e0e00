package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.group.Desired;
import io.twinfeed.group.Gathering;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.job.Explanation.Agreement;
import io.twinfeed.job.Explanation.From;
import io.twinfeed.job.Explanation.Link;
import io.twinfeed.job.Explanation.OnRecord;
import io.twinfeed.job.Explanation.Property;
import io.twinfeed.job.Explanation.Reject;
import io.twinfeed.planfile.Mask;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.shape.Traced;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts together what the rows, the record and the graph say of one twin. */
final class TwinExplained {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final Mask mask;
  private final TwinId id;

  TwinExplained(PipelineSpec spec, ModelSet models, Mask mask, TwinId id) {
    this.spec = spec;
    this.models = models;
    this.mask = mask;
    this.id = id;
  }

  /**
   * What the graph says.
   *
   * @param links those that start at the twin, of the names that the file speaks of
   */
  record Graph(@Nullable Twin twin, List<Relationship> links) {}

  /** A row of a source, by the name that the stages give it. */
  private record Named(String source, String row) {}

  Explanation explain(List<Traced> rows, List<Known> known, Graph graph) {
    Map<Named, String> names = new HashMap<>();
    List<Fragment> fragments = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();
    for (Traced row : rows) {
      String name = Explanation.rowName(row.source(), RowExplained.name(row));
      names.put(new Named(row.source(), row.row()), name);
      fragments.addAll(row.fragments());
      row.failures().forEach(failure -> rejects.add(reject(failure, name)));
    }
    List<Failure> failures = new ArrayList<>();
    TwinDraft draft =
        Gathering.drafts(spec, models, fragments, failures::add).stream().findFirst().orElse(null);
    failures.forEach(failure -> rejects.add(reject(failure, null)));
    Desired desired = draft == null ? null : draft.twin();
    Known.OfTwin record =
        known.stream()
            .filter(Known.OfTwin.class::isInstance)
            .map(Known.OfTwin.class::cast)
            .findFirst()
            .orElse(null);
    return new Explanation(
        mask.shown(id),
        graph.twin() != null ? graph.twin().model() : desired == null ? null : desired.model(),
        graph.twin() != null,
        record(record),
        properties(desired, fragments, names, graph.twin()),
        links(draft, fragments, names, known, graph),
        rows.stream()
            .map(
                row ->
                    new Explanation.Row(
                        row.source(),
                        RowExplained.name(row),
                        row.columns(),
                        row.use(),
                        row.filtered(),
                        List.of()))
            .toList(),
        rejects,
        notes(rows, desired, record, graph, rejected(fragments, failures), !rejects.isEmpty()));
  }

  private static boolean rejected(List<Fragment> fragments, List<Failure> failures) {
    return fragments.stream().anyMatch(Fragment.RejectedTwin.class::isInstance)
        || failures.stream().anyMatch(failure -> failure.counts() == Failure.Counts.TWIN);
  }

  private static @Nullable OnRecord record(@Nullable Known known) {
    if (known == null) {
      return null;
    }
    long run = known instanceof Known.OfTwin twin ? twin.run() : ((Known.OfLink) known).run();
    return new OnRecord(
        known.standing().isCreated(),
        known.standing().isCertain(),
        RunId.of(Instant.ofEpochMilli(run)));
  }

  private Reject reject(Failure failure, @Nullable String row) {
    return new Reject(failure.code(), masked(failure.message(), failure), failure.hint(), row);
  }

  // The id of a twin may be made of a sensitive column
  private String masked(String message, Failure failure) {
    String masked = message;
    for (TwinId twin : new TwinId[] {id, failure.twin(), failure.target()}) {
      if (twin != null && mask.hidesId(twin)) {
        masked = masked.replace(twin.value(), Mask.HIDDEN);
      }
    }
    return masked;
  }

  private List<String> notes(
      List<Traced> rows,
      @Nullable Desired desired,
      Known.@Nullable OfTwin record,
      Graph graph,
      boolean twinRejected,
      boolean somethingRejected) {
    List<String> notes = new ArrayList<>();
    boolean exists = graph.twin() != null;
    if (somethingRejected && !twinRejected) {
      notes.add(
          "rows of its relationships are rejected: a run makes those that are not, and takes none"
              + " of that name away");
    }
    if (twinRejected) {
      notes.add("it is held: as long as something is rejected, a run leaves the twin as it is");
    } else if (desired != null && !desired.creates() && !exists) {
      notes.add(
          "no rule makes it: those that speak of it only add to a twin that is there"
              + " (creates: false), so that its rows count as unmatched");
    } else if (desired == null && rows.stream().allMatch(row -> row.fragments().isEmpty())) {
      notes.add(
          record == null
              ? "no row speaks of it"
              : record.standing().isCreated()
                  ? "no row speaks of it any more: a run with mode: mirror deletes it"
                  : "no row speaks of it any more: a run with mode: mirror takes our values out of"
                      + " it");
    }
    if (record != null && !exists) {
      notes.add("it is on record, and the graph has no such twin: somebody has deleted it");
    }
    return notes;
  }

  private List<Property> properties(
      @Nullable Desired desired,
      List<Fragment> fragments,
      Map<Named, String> names,
      @Nullable Twin live) {
    Map<PropertyPath, List<From>> from = from(fragments, names);
    TreeSet<PropertyPath> paths = new TreeSet<>(from.keySet());
    if (desired != null) {
      paths.addAll(desired.values().keySet());
      paths.addAll(desired.absent());
    }
    List<Property> properties = new ArrayList<>();
    TreeSet<PropertyPath> ours = new TreeSet<>();
    for (PropertyPath path : paths) {
      ours.add(path.whole());
      Value says = desired == null ? null : desired.values().get(path);
      Value there = live == null ? null : live.at(path);
      boolean known = desired != null && (says != null || desired.absent().contains(path));
      Agreement agreement =
          live == null
              ? Agreement.TO_COME
              : !known
                  ? Agreement.REJECTED
                  : Objects.equals(says, there) ? Agreement.SAME : Agreement.DIFFERS;
      boolean hidden =
          (desired != null && mask.hides(desired.model(), path))
              || (live != null && mask.hides(live.model(), path));
      properties.add(
          new Property(
              path.toString(),
              shown(says, hidden),
              shown(there, hidden),
              agreement,
              from.getOrDefault(path, List.of())));
    }
    if (live != null) {
      others(live, ours, properties);
    }
    return properties;
  }

  private void others(Twin live, Set<PropertyPath> ours, List<Property> into) {
    Set<PropertyPath> fed = new TreeSet<>();
    for (TwinRule rule : spec.twins()) {
      RuleTargets.of(rule, models).forEach(target -> fed.add(target.path().whole()));
    }
    Map<PropertyPath, Value> all = new TreeMap<>();
    live.properties().forEach((name, value) -> all.put(PropertyPath.of(name), value));
    live.components()
        .forEach(
            (component, values) ->
                values.forEach((name, value) -> all.put(PropertyPath.in(component, name), value)));
    all.forEach(
        (path, value) -> {
          if (!ours.contains(path)) {
            into.add(
                new Property(
                    path.toString(),
                    null,
                    shown(value, mask.hides(live.model(), path)),
                    fed.contains(path) ? Agreement.NO_ROW : Agreement.NOT_OURS,
                    List.of()));
          }
        });
  }

  private Map<PropertyPath, List<From>> from(List<Fragment> fragments, Map<Named, String> names) {
    Map<Integer, List<String>> rowsOfRules = new TreeMap<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Fragment.OfTwin part) {
        rowsOfRules
            .computeIfAbsent(part.rule(), unused -> new ArrayList<>())
            .add(name(names, spec.twins().get(part.rule()).from().text(), part));
      }
    }
    Map<PropertyPath, List<From>> from = new TreeMap<>();
    rowsOfRules.forEach(
        (index, rows) -> {
          TwinRule rule = spec.twins().get(index);
          List<RuleTarget> targets = RuleTargets.of(rule, models);
          for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).isSourceTime()) {
              from.computeIfAbsent(targets.get(i).path(), unused -> new ArrayList<>())
                  .add(
                      new From(
                          rule.name().text(),
                          FeedText.of(rule.properties().get(i)),
                          Explanation.names(rows)));
            }
          }
        });
    return from;
  }

  private static String name(Map<Named, String> names, String source, Fragment fragment) {
    return names.getOrDefault(new Named(source, fragment.row()), fragment.row());
  }

  private List<Link> links(
      @Nullable TwinDraft draft,
      List<Fragment> fragments,
      Map<Named, String> names,
      List<Known> known,
      Graph graph) {
    Map<String, Desired.Link> wanted = new LinkedHashMap<>();
    if (draft != null) {
      draft.links().forEach(link -> wanted.put(link.id(), link));
    }
    Map<String, Known.OfLink> recorded = new LinkedHashMap<>();
    known.forEach(
        each -> {
          if (each instanceof Known.OfLink link) {
            recorded.put(link.id(), link);
          }
        });
    Map<String, Relationship> live = new LinkedHashMap<>();
    graph.links().forEach(link -> live.put(link.id(), link));
    TreeSet<String> ids = new TreeSet<>(wanted.keySet());
    ids.addAll(recorded.keySet());
    ids.addAll(live.keySet());
    Map<String, List<From>> from = fromOfLinks(fragments, names);
    List<Link> links = new ArrayList<>();
    for (String each : ids) {
      links.add(
          link(
              each,
              wanted.get(each),
              recorded.get(each),
              live.get(each),
              from.getOrDefault(each, List.of())));
    }
    return links;
  }

  private Link link(
      String linkId,
      Desired.@Nullable Link wanted,
      Known.@Nullable OfLink recorded,
      @Nullable Relationship live,
      List<From> from) {
    String name =
        wanted != null
            ? wanted.name()
            : live != null ? live.name() : Objects.requireNonNull(recorded, "one has it").name();
    TwinId target =
        wanted != null
            ? wanted.target()
            : live != null
                ? live.target()
                : Objects.requireNonNull(recorded, "one has it").target();
    List<Property> properties = new ArrayList<>();
    if (wanted != null) {
      TreeSet<String> all = new TreeSet<>(wanted.values().keySet());
      all.addAll(wanted.absent());
      for (String property : all) {
        Value says = wanted.values().get(property);
        Value there = live == null ? null : live.properties().get(property);
        boolean hidden = mask.hidesOfLink(name, property);
        properties.add(
            new Property(
                property,
                shown(says, hidden),
                shown(there, hidden),
                live == null
                    ? Agreement.TO_COME
                    : Objects.equals(says, there) ? Agreement.SAME : Agreement.DIFFERS,
                List.of()));
      }
    }
    Agreement agreement =
        wanted == null
            ? !from.isEmpty()
                ? Agreement.REJECTED
                : recorded == null ? Agreement.NOT_OURS : Agreement.NO_ROW
            : live == null
                ? recorded == null ? Agreement.TO_COME : Agreement.DIFFERS
                : Agreement.SAME;
    return new Link(
        name, mask.shown(target), linkId, agreement, record(recorded), from, properties);
  }

  private Map<String, List<From>> fromOfLinks(List<Fragment> fragments, Map<Named, String> names) {
    Map<String, Map<Integer, List<String>>> rows = new HashMap<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Fragment.OfRelationship part) {
        rows.computeIfAbsent(part.id(), unused -> new TreeMap<>())
            .computeIfAbsent(part.rule(), unused -> new ArrayList<>())
            .add(name(names, spec.relationships().get(part.rule()).from().text(), part));
      }
    }
    Map<String, List<From>> from = new HashMap<>();
    rows.forEach(
        (link, byRule) ->
            byRule.forEach(
                (index, of) -> {
                  RelationshipRule rule = spec.relationships().get(index);
                  from.computeIfAbsent(link, unused -> new ArrayList<>())
                      .add(
                          new From(
                              rule.name().text(), rule.target().source(), Explanation.names(of)));
                }));
    return from;
  }

  private static @Nullable Object shown(@Nullable Value value, boolean hidden) {
    return value == null ? null : hidden ? Mask.HIDDEN : value.toJava();
  }
}
