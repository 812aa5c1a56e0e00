package io.twinfeed.planfile;

import io.twinfeed.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as a person may see it.
 *
 * @param twin the twin; of a relationship the one that it starts at
 * @param model null where it is not known, and for a relationship
 * @param link null for a twin
 * @param properties those that are set, changed or taken away
 * @param drifted whether it is the graph that has changed, and not what the rows say
 */
public record Item(
    Step.Kind kind,
    String rule,
    String twin,
    @Nullable String model,
    @Nullable Link link,
    List<Property> properties,
    boolean drifted) {

  public Item {
    properties = List.copyOf(properties);
  }

  /**
   * A relationship.
   *
   * @param was the twins that relationships led to which give way to this one
   */
  public record Link(String name, String target, List<String> was) {
    public Link {
      was = List.copyOf(was);
    }
  }

  /**
   * A property.
   *
   * @param name its path as in a pipeline file
   * @param before a JSON value in plain Java objects; null for none
   * @param after likewise
   * @param since when the graph was changed there, if it says so
   */
  public record Property(
      String name, @Nullable Object before, @Nullable Object after, @Nullable String since) {}
}
