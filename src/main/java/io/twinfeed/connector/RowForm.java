package io.twinfeed.connector;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.providers.ErrorHandling;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Mutations as Beam's rows; docs/connector.md has the fields. What goes out for a row that was
 * refused is the row with a message, as Beam YAML has it.
 */
final class RowForm implements Form<Row, Row, Row> {
  private static final long serialVersionUID = 1;
  private static final String UPSERT_TWIN = "upsert_twin";
  private static final List<String> FIELDS =
      List.of("op", "id", "model", "properties", "components", "source", "name", "target");

  static final Schema WRITTEN =
      Schema.builder()
          .addStringField("twin")
          .addNullableStringField("relationship")
          .addStringField("effect")
          .build();

  private final Schema errors;

  /**
   * @throws IllegalArgumentException if such rows are no mutations
   */
  RowForm(Schema rows) {
    for (String name : rows.getFieldNames()) {
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field %s of the rows to write; known are %s. Values of a twin go into properties"
                .formatted(name, String.join(", ", FIELDS)));
      }
    }
    if (!rows.hasField("id")) {
      throw new IllegalArgumentException("the rows to write have no field id");
    }
    errors = ErrorHandling.errorSchema(rows);
  }

  Schema errors() {
    return errors;
  }

  @Override
  public Read mutation(Row row) {
    try {
      return new Read.Fit(read(row));
    } catch (IllegalArgumentException e) {
      return new Read.Unfit(
          new Outcome.Failed(
              "ROW-MUTATION",
              "the row is no mutation: " + e.getMessage(),
              "docs/connector.md has the fields that each op needs",
              0));
    }
  }

  @Override
  public Row success(Row row, Effect effect) {
    Mutation mutation = read(row);
    return Row.withSchema(WRITTEN)
        .withFieldValue("twin", mutation.twin().value())
        .withFieldValue("relationship", mutation.relationshipId())
        .withFieldValue("effect", effect.word())
        .build();
  }

  @Override
  public Row failure(Row row, Outcome.Failed why) {
    return Row.withSchema(errors)
        .withFieldValue("failed_row", row)
        .withFieldValue("error_message", why.code() + ": " + why.message() + "; " + why.hint())
        .build();
  }

  private static Mutation read(Row row) {
    String op = text(row, "op");
    String id = required(row, "id");
    return switch (op == null ? UPSERT_TWIN : op) {
      case UPSERT_TWIN ->
          new Mutation.UpsertTwin(
              new Twin(
                  new TwinId(id),
                  required(row, "model"),
                  values("properties", members(row, "properties")),
                  components(row),
                  Map.of(),
                  null));
      case "patch_twin" -> new Mutation.PatchTwin(new TwinId(id), patch(row));
      case "delete_twin" -> new Mutation.DeleteTwin(new TwinId(id));
      case "upsert_relationship" ->
          new Mutation.UpsertRelationship(
              new Relationship(
                  new TwinId(required(row, "source")),
                  id,
                  required(row, "name"),
                  new TwinId(required(row, "target")),
                  values("properties", members(row, "properties")),
                  null));
      case "patch_relationship" ->
          new Mutation.PatchRelationship(
              new TwinId(required(row, "source")), id, target(row), patch(row));
      case "delete_relationship" ->
          new Mutation.DeleteRelationship(new TwinId(required(row, "source")), id, target(row));
      default ->
          throw new IllegalArgumentException(
              "op is "
                  + op
                  + "; known are upsert_twin, patch_twin, delete_twin and the same of a"
                  + " relationship");
    };
  }

  private static @Nullable TwinId target(Row row) {
    String target = text(row, "target");
    return target == null ? null : new TwinId(target);
  }

  private static Map<String, Map<String, Value>> components(Row row) {
    Map<String, Map<String, Value>> components = new LinkedHashMap<>();
    members(row, "components")
        .forEach(
            (name, values) -> {
              String field = "components." + name;
              components.put(name, values(field, JsonRows.members(field, values)));
            });
    return components;
  }

  private static Map<String, Value> values(String field, Map<String, @Nullable Object> members) {
    Map<String, Value> values = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          if (member != null) {
            values.put(name, JsonRows.value(field + "." + name, member));
          }
        });
    return values;
  }

  // What is null is to go
  private static Patch patch(Row row) {
    List<Patch.Op> ops = new ArrayList<>();
    members(row, "properties")
        .forEach(
            (name, member) -> ops.add(op("properties." + name, PropertyPath.of(name), member)));
    members(row, "components")
        .forEach(
            (component, values) ->
                JsonRows.members("components." + component, values)
                    .forEach(
                        (name, member) ->
                            ops.add(
                                op(
                                    "components." + component + "." + name,
                                    PropertyPath.in(component, name),
                                    member))));
    return new Patch(ops);
  }

  private static Patch.Op op(String field, PropertyPath path, @Nullable Object member) {
    return member == null
        ? new Patch.Remove(path.pointer())
        : new Patch.Add(path.pointer(), JsonRows.value(field, member));
  }

  private static Map<String, @Nullable Object> members(Row row, String name) {
    return row.getSchema().hasField(name) ? JsonRows.members(name, row.getValue(name)) : Map.of();
  }

  private static String required(Row row, String name) {
    String text = text(row, name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return Objects.requireNonNull(text);
  }

  private static @Nullable String text(Row row, String name) {
    if (!row.getSchema().hasField(name)) {
      return null;
    }
    Object value = row.getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException(name + " is no text");
  }
}
