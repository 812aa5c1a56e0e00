package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Failure.Counts;
import io.twinfeed.flow.Failure.Stage;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.Unreadable;
import io.twinfeed.read.RowName;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows all rules of one source for a row. Built once per worker: the expressions are compiled
 * here. Not for several threads.
 */
public final class Shaper {
  private final SourceQuery query;
  private final RowText text;
  private final boolean lookedUp;
  private final List<RuleShaper> rules = new ArrayList<>();

  /** Of all rules of the source. */
  public Shaper(
      PipelineSpec spec, ModelSet models, SourceQuery query, Map<String, Object> parameters) {
    this(spec, models, query, parameters, RuleChoice.ALL);
  }

  Shaper(
      PipelineSpec spec,
      ModelSet models,
      SourceQuery query,
      Map<String, Object> parameters,
      RuleChoice choice) {
    this.query = query;
    this.text = new RowText(query);
    this.lookedUp = spec.isLookedUp(query.source());
    Map<String, ParameterType> types = new LinkedHashMap<>();
    spec.parameters().forEach((name, parameter) -> types.put(name, parameter.type()));
    Expressions expressions = Expressions.of(query.columns(), parameters, types);
    for (int i = 0; i < spec.twins().size(); i++) {
      TwinRule rule = spec.twins().get(i);
      if (rule.from().text().equals(query.source()) && choice.takes(rule)) {
        rules.add(new TwinShaper(rule, i, models, expressions));
      }
    }
    for (int i = 0; i < spec.relationships().size(); i++) {
      RelationshipRule rule = spec.relationships().get(i);
      if (rule.from().text().equals(query.source()) && choice.takes(rule)) {
        rules.add(new LinkShaper(rule, i, models, expressions, query));
      }
    }
  }

  /** How a row is counted with its source: a row is rejected if any rule rejects it. */
  public enum Use {
    USED,
    FILTERED,
    REJECTED
  }

  /**
   * What has come of a row: a fragment or a failure for each rule that it concerns.
   *
   * @param row its name
   */
  public record Shaped(
      String row,
      Use use,
      List<Fragment> fragments,
      List<Failure> failures,
      List<RejectedRow> rejected) {}

  /** Follows the rules for a row. */
  public Shaped shape(SourceRow row) {
    String name = RowName.of(query, row);
    if (query.isDeleted(row)) {
      return new Shaped(name, Use.FILTERED, List.of(), List.of(), List.of());
    }
    List<Fragment> fragments = new ArrayList<>(rules.size());
    List<Failure> failures = new ArrayList<>(0);
    List<RejectedRow> rejected = new ArrayList<>(0);
    boolean isReadable = row.isReadable();
    for (RuleShaper rule : rules) {
      @Nullable TwinId twin = null;
      try {
        RowRejection unreadable = isReadable ? null : unreadable(row, rule.columns());
        if (unreadable != null) {
          throw unreadable;
        }
        twin = rule.owner(row.values());
        Fragment fragment = rule.shape(row.values(), name, twin);
        if (fragment != null) {
          fragments.add(fragment);
        }
        Fragment moved = rule.movedAway(row.values(), name, twin);
        if (moved != null) {
          fragments.add(moved);
        }
      } catch (RowRejection e) {
        if (twin == null && unreadable(row, rule.ownerColumns()) == null) {
          twin = rule.ownerDespiteCondition(row.values());
        }
        failures.add(failure(e, rule, row, twin));
        rejected.add(
            new RejectedRow(rule.isOfTwin(), rule.index(), query.key().isEmpty() ? null : name));
        if (twin != null) {
          fragments.add(rule.rejected(twin, name));
        }
      }
    }
    boolean used = !fragments.isEmpty() || (rules.isEmpty() && lookedUp);
    Use use = !failures.isEmpty() ? Use.REJECTED : used ? Use.USED : Use.FILTERED;
    return new Shaped(name, use, fragments, failures, rejected);
  }

  /**
   * What a row has to do with what is asked for.
   *
   * @return null if nothing
   */
  @Nullable Traced trace(SourceRow row, Trace.Of asked) {
    TwinId twin = asked.twin();
    if (twin == null && !(asked.source().equals(query.source()) && isOf(row, asked.key()))) {
      return null;
    }
    Shaped shaped = shape(row);
    List<Fragment> fragments =
        shaped.fragments().stream()
            .filter(fragment -> twin == null || fragment.twin().equals(twin))
            .toList();
    List<Failure> failures =
        twin == null
            ? shaped.failures()
            : shaped.failures().stream()
                .filter(failure -> fragments.stream().anyMatch(each -> isOf(each, failure)))
                .toList();
    List<String> filtered = filtered(row, shaped, twin);
    return twin != null && fragments.isEmpty() && filtered.isEmpty()
        ? null
        : new Traced(
            query.source(),
            shaped.row(),
            text.key(row),
            text.columns(row),
            shaped.use(),
            Several.packed(fragments, FragmentBytes::write),
            failures,
            filtered);
  }

  // Rules that the row is none of, though it would be one of this twin's
  private List<String> filtered(SourceRow row, Shaped shaped, @Nullable TwinId twin) {
    List<String> filtered = new ArrayList<>();
    for (RuleShaper rule : rules) {
      boolean speaks =
          shaped.fragments().stream()
                  .anyMatch(
                      each -> each.rule() == rule.index() && isOfTwin(each) == rule.isOfTwin())
              || shaped.failures().stream().anyMatch(failure -> rule.name().equals(failure.rule()));
      if (!speaks && unreadable(row, rule.ownerColumns()) == null) {
        TwinId would = rule.ownerDespiteCondition(row.values());
        if (would != null && (twin == null || would.equals(twin))) {
          filtered.add(rule.name());
        }
      }
    }
    return filtered;
  }

  private boolean isOf(Fragment fragment, Failure failure) {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.name().equals(failure.rule())
                    && rule.index() == fragment.rule()
                    && rule.isOfTwin() == isOfTwin(fragment));
  }

  private static boolean isOfTwin(Fragment fragment) {
    return fragment instanceof Fragment.OfTwin
        || fragment instanceof Fragment.RejectedTwin
        || fragment instanceof Fragment.MovedAway;
  }

  private boolean isOf(SourceRow row, Map<String, String> key) {
    return query.key().stream()
        .allMatch(
            place ->
                RowName.text(row.values()[place])
                    .equals(key.get(query.columns().get(place).name())));
  }

  private @Nullable RowRejection unreadable(SourceRow row, Iterable<Integer> columns) {
    for (int i : columns) {
      if (row.values()[i] instanceof Unreadable value) {
        return new RowRejection(
            "ROW-UNREADABLE",
            "column " + query.columns().get(i).name() + " " + value.why(),
            "correct the row, or leave the column out of columns:");
      }
    }
    return null;
  }

  private Failure failure(RowRejection e, RuleShaper rule, SourceRow row, @Nullable TwinId twin) {
    return new Failure(
        Stage.SHAPE,
        e.code(),
        text.masked(e.textWithout(query.sensitive()), row),
        e.hint(),
        rule.name(),
        query.source(),
        text.key(row),
        text.columns(row),
        Map.of(),
        Counts.ROW,
        rule.isOfTwin() ? twin : null,
        null,
        0);
  }
}
