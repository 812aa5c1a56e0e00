package io.twinfeed.seed;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of the twins that a mapping patches: the mapping itself does not name it. */
public final class SeedModel {
  private final ModelSet models;
  private final Interface model;

  private SeedModel(ModelSet models, Interface model) {
    this.models = models;
    this.model = model;
  }

  /**
   * @param named its DTMI; null for the one that has all properties of the mapping, where models
   *     that others extend do not count
   * @throws TwinfeedException of kind MODEL if there is no such model, or more than one
   */
  public static SeedModel of(ModelSet models, @Nullable String named, SeedMapping mapping) {
    if (named != null) {
      return models
          .find(named)
          .map(model -> new SeedModel(models, model))
          .orElseThrow(
              () ->
                  new TwinfeedException(
                      Kind.MODEL,
                      "there is no model " + named,
                      "there are " + String.join(", ", models.interfaces().keySet())));
    }
    List<SeedModel> fitting =
        models.interfaces().values().stream()
            .map(model -> new SeedModel(models, model))
            .filter(
                model ->
                    mapping.entries().stream()
                        .allMatch(entry -> model.schema(entry.path()) != null))
            .toList();
    List<SeedModel> last =
        fitting.stream()
            .filter(
                one ->
                    fitting.stream()
                        .noneMatch(other -> other != one && models.isOf(other.id(), one.id())))
            .toList();
    if (last.size() == 1) {
      return last.get(0);
    }
    throw new TwinfeedException(
        Kind.MODEL,
        last.isEmpty()
            ? "no model has all properties of the mapping"
            : "several models have all properties of the mapping: "
                + String.join(", ", last.stream().map(SeedModel::id).toList()),
        "say with --model of which the twins are");
  }

  public String id() {
    return model.id();
  }

  /** The last word of the DTMI: a name for the rule. */
  String word() {
    return model.id().replaceFirst(";.*", "").replaceFirst(".*:", "");
  }

  /** What the model says of a property; null if it has none there. */
  @Nullable Schema schema(List<String> path) {
    return schema(model, path);
  }

  private @Nullable Schema schema(Interface from, List<String> path) {
    Content content = from.contents().get(path.get(0));
    List<String> rest = path.subList(1, path.size());
    if (content instanceof Content.Component component) {
      return rest.isEmpty()
          ? null
          : models.find(component.schema()).map(inner -> schema(inner, rest)).orElse(null);
    }
    Schema schema = content instanceof Content.Property property ? property.schema() : null;
    for (String field : rest) {
      if (schema instanceof Schema.ObjectSchema object) {
        schema = object.fields().get(field);
      } else if (schema instanceof Schema.MapSchema map) {
        schema = map.value();
      } else {
        return null;
      }
    }
    return schema;
  }
}
