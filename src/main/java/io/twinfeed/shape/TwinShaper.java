package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.twin.TwinId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes parts of twins by one rule. */
final class TwinShaper implements RuleShaper {
  private final TwinRule rule;
  private final int index;
  private final Ids ids;
  private final @Nullable Ids before;
  private final Condition when;
  private final Feeding feeding;
  private final SortedSet<Integer> columns = new TreeSet<>();

  TwinShaper(TwinRule rule, int index, ModelSet models, Expressions expressions) {
    this.rule = rule;
    this.index = index;
    this.ids = new Ids("id", rule.id(), expressions);
    this.before = rule.moved() == null ? null : new Ids("moved.from", rule.moved(), expressions);
    this.when = new Condition(rule.when(), expressions);
    this.feeding = Feeding.of(rule.properties(), RuleTargets.of(rule, models), expressions);
    columns.addAll(ids.columns());
    columns.addAll(when.columns());
    if (before != null) {
      columns.addAll(before.columns());
    }
    columns.addAll(feeding.columns());
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
    return true;
  }

  @Override
  public SortedSet<Integer> columns() {
    return Collections.unmodifiableSortedSet(columns);
  }

  @Override
  public Set<Integer> ownerColumns() {
    return ids.columns();
  }

  @Override
  public @Nullable TwinId owner(@Nullable Object[] row) throws RowRejection {
    return when.holds(row) ? ids.of(row) : null;
  }

  @Override
  public @Nullable TwinId ownerDespiteCondition(@Nullable Object[] row) {
    return ids.ifPossible(row);
  }

  @Override
  public @Nullable Fragment shape(@Nullable Object[] row, String rowName, @Nullable TwinId owner)
      throws RowRejection {
    return owner == null
        ? null
        : new Fragment.OfTwin(owner, index, rowName, feeding.feed(row, owner.value()));
  }

  @Override
  public @Nullable Fragment movedAway(
      @Nullable Object[] row, String rowName, @Nullable TwinId owner) {
    TwinId old = before == null || owner == null ? null : before.ifPossible(row);
    return old == null || old.equals(owner) ? null : new Fragment.MovedAway(old, index, rowName);
  }

  @Override
  public Fragment rejected(TwinId owner, String rowName) {
    return new Fragment.RejectedTwin(owner, index, rowName);
  }
}
