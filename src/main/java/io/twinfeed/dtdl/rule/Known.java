package io.twinfeed.dtdl.rule;

import java.util.List;
import java.util.Map;

/**
 * What the rules need to know of an interface, be it written in these documents or accepted before.
 *
 * @param extendsIds the interfaces it extends directly
 * @param own the names of its own contents, without the inherited ones, with what each is: {@code
 *     Property}
 * @param components the DTMIs of its own components' interfaces, by the component's name
 * @param elements how many elements its own contents are, with all that they hold
 */
public record Known(
    String id,
    int version,
    List<String> extendsIds,
    Map<String, String> own,
    Map<String, String> components,
    long elements) {

  public Known {
    extendsIds = List.copyOf(extendsIds);
    own = Map.copyOf(own);
    components = Map.copyOf(components);
  }
}
