package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.spec.Nearest;
import io.twinfeed.twin.PropertyPath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what a property of the pipeline file means in a model. {@code a.b} is the property b of the
 * component a, the field b of the object a, or the key b of the map a.
 */
public final class PropertyTargets {
  private static final String METADATA = "$metadata.";
  private static final String SOURCE_TIME = ".sourceTime";

  private PropertyTargets() {}

  /** What a path means. */
  public sealed interface Resolved {}

  /** A property, or a part of one. */
  public record Property(PropertyPath path, Schema schema) implements Resolved {}

  /** The source time of a property. */
  public record SourceTime(PropertyPath of) implements Resolved {}

  /**
   * Nothing.
   *
   * @param problem a sentence without a final stop
   * @param hint may be empty
   */
  public record Unknown(String problem, String hint) implements Resolved {}

  /** Resolves a path for the twins of a model. */
  public static Resolved resolve(Interface model, ModelSet models, String dotted) {
    if (dotted.startsWith(METADATA)) {
      return sourceTime(model, models, dotted);
    }
    List<String> steps = steps(dotted);
    Content content = model.contents().get(steps.get(0));
    if (content instanceof Content.Component component) {
      return inComponent(component, models, steps);
    }
    if (content instanceof Content.Property property) {
      return inSchema(null, property.name(), property.schema(), steps.subList(1, steps.size()));
    }
    if (content != null) {
      return new Unknown(
          "%s of %s is no property but a %s".formatted(content.name(), model.id(), kind(content)),
          "");
    }
    return new Unknown(
        "the model %s has no property %s".formatted(model.id(), steps.get(0)),
        Nearest.hint(steps.get(0), settable(model), "properties"));
  }

  /** Resolves a path for the relationships of a model. */
  public static Resolved resolve(Content.Relationship relationship, String dotted) {
    List<String> steps = steps(dotted);
    Schema schema = relationship.properties().get(steps.get(0));
    if (schema == null) {
      return new Unknown(
          "the relationship %s has no property %s".formatted(relationship.name(), steps.get(0)),
          Nearest.hint(steps.get(0), relationship.properties().keySet(), "properties"));
    }
    return inSchema(null, steps.get(0), schema, steps.subList(1, steps.size()));
  }

  private static Resolved sourceTime(Interface model, ModelSet models, String dotted) {
    if (!dotted.endsWith(SOURCE_TIME) || dotted.length() <= (METADATA + SOURCE_TIME).length()) {
      return new Unknown(
          "of the metadata only the source time can be set",
          "write $metadata.<property>.sourceTime");
    }
    String property = dotted.substring(METADATA.length(), dotted.length() - SOURCE_TIME.length());
    Resolved of = resolve(model, models, property);
    if (!(of instanceof Property found)) {
      return of;
    }
    return found.path().fields().isEmpty()
        ? new SourceTime(found.path())
        : new Unknown("a source time belongs to a whole property", "leave out the part behind it");
  }

  private static Resolved inComponent(
      Content.Component component, ModelSet models, List<String> steps) {
    Optional<Interface> schema = models.find(component.schema());
    if (schema.isEmpty()) {
      return new Unknown(
          "the model %s of a component is missing".formatted(component.schema()), "");
    }
    List<String> properties = properties(schema.get());
    if (steps.size() == 1) {
      return new Unknown(
          component.name() + " is a component",
          properties.isEmpty() ? "" : "write " + component.name() + "." + properties.get(0));
    }
    if (!(schema.get().contents().get(steps.get(1)) instanceof Content.Property property)) {
      return new Unknown(
          "the component %s has no property %s".formatted(component.name(), steps.get(1)),
          Nearest.hint(steps.get(1), properties, "properties"));
    }
    return inSchema(
        component.name(), property.name(), property.schema(), steps.subList(2, steps.size()));
  }

  private static Resolved inSchema(
      @org.jspecify.annotations.Nullable String component,
      String property,
      Schema schema,
      List<String> fields) {
    Schema inner = schema;
    String walked = property;
    for (String field : fields) {
      if (inner instanceof Schema.ObjectSchema object) {
        Schema next = object.fields().get(field);
        if (next == null) {
          return new Unknown(
              "the object %s has no field %s".formatted(walked, field),
              Nearest.hint(field, object.fields().keySet(), "fields"));
        }
        inner = next;
      } else if (inner instanceof Schema.MapSchema map) {
        inner = map.value();
      } else {
        return new Unknown(walked + " is neither an object nor a map", "");
      }
      walked = walked + "." + field;
    }
    return new Property(new PropertyPath(component, property, fields), inner);
  }

  private static List<String> steps(String dotted) {
    return Arrays.asList(dotted.split("\\.", -1));
  }

  private static List<String> properties(Interface model) {
    return model.contents().values().stream()
        .filter(Content.Property.class::isInstance)
        .map(Content::name)
        .toList();
  }

  private static List<String> settable(Interface model) {
    return model.contents().entrySet().stream()
        .filter(
            each ->
                each.getValue() instanceof Content.Property
                    || each.getValue() instanceof Content.Component)
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  private static String kind(Content content) {
    return content.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
