package io.twinfeed.spec.yaml;

import io.twinfeed.spec.PropertyRule.Aggregate.Function;
import io.twinfeed.spec.PropertyRule.Merge.Winner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The mappings of a pipeline file whose keys are fixed. Those that have names for keys are not
 * among them. docs/pipeline.schema.json has a definition for each, with the same keys.
 */
enum Section {
  FILE(
      "version",
      "name",
      "description",
      "parameters",
      "connections",
      "target",
      "state",
      "sources",
      "twins",
      "relationships",
      "sync"),
  PARAMETER("type", "default"),
  CONNECTION("url", "username", "password", "timeZone"),
  TARGET("endpoint", "models", "limits", "pushModels"),
  LIMITS("profile", "share", "read", "patch", "createDelete", "query", "models", "twin"),
  SOURCE(
      "connection",
      "table",
      "query",
      "columns",
      "where",
      "key",
      "partition",
      "watermark",
      "deleted",
      "sensitive",
      "lookups"),
  LOOKUP("from", "by"),
  PARTITION("by", "into"),
  WATERMARK("column", "lag"),
  TWIN("name", "from", "model", "id", "when", "creates", "properties", "moved"),
  MOVED("from"),
  RELATIONSHIP(
      "name", "relationship", "from", "source", "target", "when", "exclusive", "key", "properties"),
  PROPERTY(
      Stream.concat(Stream.of("value", "default", "merge", "by", "orderBy"), names(Function.class))
          .toArray(String[]::new)),
  MAP("key", "value"),
  MERGE(names(Winner.class).toArray(String[]::new)),
  SYNC("mode", "compare", "nulls", "fullEvery", "guards"),
  GUARDS("maxDeletes", "maxRemovals", "maxRejects", "minRows"),
  GUARD("percent", "atLeast");

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that is
  private final List<String> keys;

  Section(String... keys) {
    this.keys = List.of(keys);
  }

  /** What a mapping of this kind may have. */
  List<String> keys() {
    return keys;
  }

  private static <E extends Enum<E>> Stream<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(each -> each.name().toLowerCase(Locale.ROOT));
  }
}
