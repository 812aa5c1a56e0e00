package io.twinfeed.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes twins, or parts of twins, of the rows of one source.
 *
 * @param model the DTMI of the twins
 * @param creates whether a row of this rule makes a twin exist; false for a contributor
 * @param moved how the ids of these twins were made before; null if they always were like this
 */
public record TwinRule(
    Text name,
    Text from,
    Text model,
    Template id,
    boolean creates,
    @Nullable Template when,
    List<PropertyRule> properties,
    @Nullable Template moved)
    implements Rule {

  public TwinRule {
    properties = List.copyOf(properties);
  }
}
