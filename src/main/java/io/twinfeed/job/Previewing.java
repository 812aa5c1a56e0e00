package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Unreadable;
import io.twinfeed.group.Gathering;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.Preview.Made;
import io.twinfeed.job.Preview.Outcome;
import io.twinfeed.job.Preview.Row;
import io.twinfeed.read.FirstRows;
import io.twinfeed.read.SourceProbe;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Shaper;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.TwinRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows one rule for a few rows, with the classes that a run follows it with. Nothing is written,
 * and no twin service is asked.
 */
public final class Previewing {
  private final SourceQuery query;
  private final Shaper shaper;
  private final PipelineSpec alone;
  private final ModelSet models;
  private final Shown shown;
  private final Rule rule;

  private Previewing(
      PipelineSpec alone,
      ModelSet models,
      Rule rule,
      SourceQuery query,
      Map<String, Object> parameters) {
    this.query = query;
    this.rule = rule;
    this.shaper = new Shaper(alone, models, query, parameters);
    this.alone = alone;
    this.models = models;
    this.shown = new Shown(rule, models, SensitiveParts.of(alone, rule, query, parameters));
  }

  /**
   * @param spec a file that was checked alone, without an error
   * @param name the name of a rule for twins or for relationships
   * @param most how many rows at most
   * @param given the parameters as they were given, by name
   * @throws TwinfeedException of kind USAGE for an unknown rule or a wrong parameter, SOURCE if the
   *     database can't be asked, SPEC if the file does not fit the columns of the source
   */
  public static Preview of(
      PipelineSpec spec, ModelSet models, String name, int most, Map<String, String> given) {
    Rule rule = rule(spec, name);
    Map<String, Object> parameters = Parameters.of(spec, given);
    Source source = Objects.requireNonNull(spec.sources().get(rule.from().text()), "checked");
    SourceQuery query = SourceProbe.probe(spec, source, parameters);
    ColumnCheck.require(spec, models, List.of(query));
    List<SourceRow> rows = FirstRows.of(query, most);
    return new Previewing(alone(spec, rule), models, rule, query, parameters).preview(source, rows);
  }

  private static Rule rule(PipelineSpec spec, String name) {
    List<Rule> rules =
        Stream.<Rule>concat(spec.twins().stream(), spec.relationships().stream()).toList();
    List<String> names = rules.stream().map(each -> each.name().text()).toList();
    return rules.stream()
        .filter(each -> each.name().text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TwinfeedException(
                    Kind.USAGE,
                    "%s has no rule %s".formatted(spec.file(), name),
                    Nearest.to(name, names).map(near -> "did you mean " + near + "? ").orElse("")
                        + "its rules: "
                        + names.stream()
                            .map(each -> each.contains(" ") ? "'" + each + "'" : each)
                            .collect(Collectors.joining(", "))));
  }

  // Without the other rules: they would say that their rows are missing
  private static PipelineSpec alone(PipelineSpec spec, Rule rule) {
    return new PipelineSpec(
        spec.file(),
        spec.name(),
        spec.description(),
        spec.parameters(),
        spec.connections(),
        spec.target(),
        spec.state(),
        spec.sources(),
        rule instanceof TwinRule twin ? List.of(twin) : List.of(),
        rule instanceof RelationshipRule link ? List.of(link) : List.of(),
        spec.sync());
  }

  private Preview preview(Source source, List<SourceRow> rows) {
    List<Shaper.Shaped> shaped = rows.stream().map(shaper::shape).toList();
    List<Failure> failures = new ArrayList<>();
    List<TwinDraft> drafts =
        Gathering.drafts(
            alone,
            models,
            shaped.stream().flatMap(each -> each.fragments().stream()).toList(),
            failures::add);
    List<Made> made = new ArrayList<>();
    List<@Nullable Integer> becomes = new ArrayList<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Shaper.Shaped each : shaped) {
      Fragment fragment = each.fragments().isEmpty() ? null : each.fragments().get(0);
      becomes.add(fragment == null ? null : place(fragment, drafts, shaped, places, made));
    }
    List<Row> told = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      told.add(row(rows.get(i), shaped.get(i), becomes.get(i), failures, shaped));
    }
    return new Preview(rule, source, told, made);
  }

  // Where what a fragment becomes stands among what is made; null if it becomes nothing
  private @Nullable Integer place(
      Fragment fragment,
      List<TwinDraft> drafts,
      List<Shaper.Shaped> shaped,
      Map<String, Integer> places,
      List<Made> made) {
    TwinDraft draft =
        drafts.stream().filter(each -> each.id().equals(fragment.twin())).findFirst().orElse(null);
    if (draft == null) {
      return null;
    }
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < shaped.size(); i++) {
      if (shaped.get(i).fragments().stream().anyMatch(other -> isSame(fragment, other))) {
        rows.add(i);
      }
    }
    Made item = null;
    if (fragment instanceof Fragment.OfTwin && draft.twin() != null) {
      item = shown.twin(draft.twin(), rows);
    } else if (fragment instanceof Fragment.OfRelationship link) {
      item =
          draft.links().stream()
              .filter(each -> each.id().equals(link.id()))
              .map(each -> shown.link(each, rows))
              .findFirst()
              .orElse(null);
    }
    if (item == null) {
      return null;
    }
    Made found = item;
    return places.computeIfAbsent(
        fragment instanceof Fragment.OfRelationship link
            ? fragment.twin() + " " + link.id()
            : fragment.twin().value(),
        unused -> {
          made.add(found);
          return made.size() - 1;
        });
  }

  private static boolean isSame(Fragment one, Fragment other) {
    return one.twin().equals(other.twin())
        && (one instanceof Fragment.OfRelationship a
            ? other instanceof Fragment.OfRelationship b && a.id().equals(b.id())
            : one instanceof Fragment.OfTwin && other instanceof Fragment.OfTwin);
  }

  private Row row(
      SourceRow row,
      Shaper.Shaped shaped,
      @Nullable Integer made,
      List<Failure> failures,
      List<Shaper.Shaped> all) {
    Map<String, @Nullable Object> columns = columns(row);
    if (!shaped.failures().isEmpty()) {
      return new Row(columns, Outcome.REJECTED, -1, "", shown.reject(shaped.failures().get(0)));
    }
    if (made != null) {
      return new Row(columns, Outcome.USED, made, "", null);
    }
    if (query.isDeleted(row)) {
      String why = "the column " + query.columns().get(query.deleted()).name() + " says so";
      return new Row(columns, Outcome.ABSENT, -1, why, null);
    }
    if (shaped.fragments().isEmpty()) {
      return new Row(columns, Outcome.FILTERED, -1, "when is false", null);
    }
    Fragment fragment = shaped.fragments().get(0);
    if (fragment instanceof Fragment.NoRelationship none) {
      String why =
          "when is false: %s is to have no %s"
              .formatted(shown.id(none.twin()), ((RelationshipRule) rule).relationship());
      return new Row(columns, Outcome.FILTERED, -1, why, null);
    }
    for (Failure failure : failures) {
      if (fragment.twin().equals(failure.twin())
          && (!(fragment instanceof Fragment.OfRelationship link)
              || link.target().equals(failure.target()))) {
        return new Row(columns, Outcome.REJECTED, -1, "", shown.reject(failure));
      }
    }
    List<String> rejected = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean same =
          all.get(i).fragments().stream().anyMatch(each -> each.twin().equals(fragment.twin()));
      if (same && !all.get(i).failures().isEmpty()) {
        rejected.add(String.valueOf(i + 1));
      }
    }
    String why =
        "row %s feeds the same twin and is rejected".formatted(String.join(" and ", rejected));
    return new Row(columns, Outcome.HELD, -1, why, null);
  }

  private Map<String, @Nullable Object> columns(SourceRow row) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (int i = 0; i < query.columns().size(); i++) {
      Object value = row.values()[i];
      columns.put(
          query.columns().get(i).name(),
          query.sensitive().contains(i) ? Preview.SENSITIVE : plain(value));
    }
    return columns;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    return value instanceof Unreadable unreadable
        ? "(unreadable: " + unreadable.why() + ")"
        : value.toString();
  }
}
