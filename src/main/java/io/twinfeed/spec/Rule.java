package io.twinfeed.spec;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules of the file have in common: a name for people, and the source they read. */
public sealed interface Rule extends Serializable permits TwinRule, RelationshipRule {
  /** Names the rule in plans, reports and errors; unique in the file. */
  Text name();

  /** The name of a source. */
  Text from();

  /** The condition that a row must meet; null for every row. */
  @Nullable Template when();

  List<PropertyRule> properties();
}
