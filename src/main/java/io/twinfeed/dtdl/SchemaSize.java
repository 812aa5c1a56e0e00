package io.twinfeed.dtdl;

import java.util.IdentityHashMap;

/**
 * How many elements of the language a resolved content stands for, itself included; see {@code
 * ElementCount} in the rules, which counts before the resolution. What a command carries is not
 * known here any more, so a command counts as one.
 */
final class SchemaSize {
  // A schema that is used in several places is one object; without this it would be walked often.
  private final IdentityHashMap<Schema, Long> known = new IdentityHashMap<>();

  long of(Content content) {
    if (content instanceof Content.Property property) {
      return 1 + of(property.schema());
    }
    if (content instanceof Content.Telemetry telemetry) {
      return 1 + of(telemetry.schema());
    }
    if (content instanceof Content.Relationship relationship) {
      return 1 + relationship.properties().values().stream().mapToLong(each -> 1 + of(each)).sum();
    }
    return 1;
  }

  private long of(Schema schema) {
    Long before = known.get(schema);
    if (before != null) {
      return before;
    }
    long size = 0;
    if (schema instanceof Schema.ObjectSchema object) {
      size = 1 + object.fields().values().stream().mapToLong(each -> 1 + of(each)).sum();
    } else if (schema instanceof Schema.EnumSchema enumeration) {
      size = 1L + enumeration.values().size();
    } else if (schema instanceof Schema.MapSchema map) {
      size = 2 + of(map.value());
    } else if (schema instanceof Schema.ArraySchema array) {
      size = 1 + of(array.element());
    }
    known.put(schema, size);
    return size;
  }
}
