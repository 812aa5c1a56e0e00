package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.read.RowName;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes relationships by one rule. */
final class LinkShaper implements RuleShaper {
  private final RelationshipRule rule;
  private final int index;
  private final Ids sources;
  private final Ids targets;
  private final Condition when;
  private final Feeding feeding;
  private final List<Integer> key;
  private final SortedSet<Integer> columns = new TreeSet<>();

  LinkShaper(
      RelationshipRule rule,
      int index,
      ModelSet models,
      Expressions expressions,
      SourceQuery query) {
    this.rule = rule;
    this.index = index;
    this.sources = new Ids("source", rule.source(), expressions);
    this.targets = new Ids("target", rule.target(), expressions);
    this.when = new Condition(rule.when(), expressions);
    this.feeding = Feeding.of(rule.properties(), RuleTargets.of(rule, models), expressions);
    this.key = rule.key().stream().map(column -> query.place(column.text())).toList();
    columns.addAll(sources.columns());
    columns.addAll(targets.columns());
    columns.addAll(when.columns());
    columns.addAll(feeding.columns());
    columns.addAll(key);
  }

  @Override
  public String name() {
    return rule.name().text();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean isOfTwin() {
    return false;
  }

  @Override
  public SortedSet<Integer> columns() {
    return Collections.unmodifiableSortedSet(columns);
  }

  @Override
  public Set<Integer> ownerColumns() {
    return sources.columns();
  }

  @Override
  public @Nullable TwinId owner(@Nullable Object[] row) throws RowRejection {
    // A row that says "none" still names the twin that has none; without exclusive nobody asks
    return when.holds(row) || rule.exclusive() != Exclusive.NO ? sources.of(row) : null;
  }

  @Override
  public @Nullable TwinId ownerDespiteCondition(@Nullable Object[] row) {
    return sources.ifPossible(row);
  }

  @Override
  public @Nullable Fragment shape(@Nullable Object[] row, String rowName, @Nullable TwinId owner)
      throws RowRejection {
    if (owner == null) {
      return null;
    }
    if (!when.holds(row)) {
      return new Fragment.NoRelationship(owner, index, rowName);
    }
    TwinId target = targets.of(row);
    if (target.equals(owner)) {
      throw new RowRejection(
          "REL-SELF",
          "relationship %s: twin %s would point to itself, which the service refuses"
              .formatted(rule.relationship(), owner),
          "leave such rows out with when:");
    }
    List<@Nullable String> keyValues = new ArrayList<>(key.size());
    for (int place : key) {
      Object value = row[place];
      keyValues.add(value == null ? null : RowName.text(value));
    }
    String id = LinkId.of(rule.relationship().text(), target, keyValues);
    return new Fragment.OfRelationship(
        owner, index, rowName, id, target, feeding.feed(row, owner.value()));
  }

  @Override
  public Fragment rejected(TwinId owner, String rowName) {
    return new Fragment.RejectedRelationship(owner, index, rowName);
  }
}
