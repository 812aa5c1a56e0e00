package io.twinfeed.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes relationships of the rows of one source.
 *
 * @param name the rule's name; that of the relationship unless the file gives one
 * @param relationship the relationship's name in the source twin's model
 * @param key columns whose values tell parallel relationships apart; usually empty
 */
public record RelationshipRule(
    Text name,
    Text relationship,
    Text from,
    Template source,
    Template target,
    @Nullable Template when,
    Exclusive exclusive,
    List<Text> key,
    List<PropertyRule> properties)
    implements Rule {

  public RelationshipRule {
    key = List.copyOf(key);
    properties = List.copyOf(properties);
  }

  /** Which other relationships of this name at a source twin give way to those of the rows. */
  public enum Exclusive {
    NO,
    /** Those that this pipeline made. */
    OWN,
    /** All. */
    ALL
  }
}
