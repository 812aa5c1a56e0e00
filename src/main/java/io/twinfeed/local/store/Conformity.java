package io.twinfeed.local.store;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.InstanceCheck;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.twin.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether twins and relationships are as their models say, in the words of the service. */
final class Conformity {
  private final ModelSet models;

  Conformity(ModelSet models) {
    this.models = models;
  }

  Interface model(String id) {
    return models
        .find(id)
        .orElseThrow(
            () -> Refused.invalidTwin(List.of(id + " or one of its dependencies does not exist.")));
  }

  /** The interface of a component; a set that was checked has it. */
  Interface of(Content.Component component) {
    return model(component.schema());
  }

  boolean isOf(String model, String ancestor) {
    return models.isOf(model, ancestor);
  }

  /**
   * Checks one property of a twin or of a component.
   *
   * @param within what the service calls the owner: {@code Twin}, or the component's name
   */
  void property(Interface model, String within, String name, Value value, List<String> details) {
    Content content = model.contents().get(name);
    if (content instanceof Content.Property property) {
      value(property.schema(), within, name, value, details);
    } else {
      details.add(name + " does not appear on the DTDL for " + within);
    }
  }

  void properties(
      Map<String, Schema> declared,
      String within,
      Map<String, Value> values,
      List<String> details) {
    values.forEach(
        (name, value) -> {
          Schema schema = declared.get(name);
          if (schema == null) {
            details.add(name + " does not appear on the DTDL for " + within);
          } else {
            value(schema, within, name, value, details);
          }
        });
  }

  /**
   * Checks a message with telemetry. Members that the model does not declare pass: the service was
   * seen to take them.
   *
   * @param component the sender, which the twin has; null for the twin itself
   * @throws Refused with {@link Code#VALIDATION_FAILED}
   */
  void telemetry(String modelId, @Nullable String component, Body body) {
    Interface of = model(modelId);
    if (component != null && of.contents().get(component) instanceof Content.Component part) {
      of = of(part);
    }
    List<String> details = new ArrayList<>(body.nullDetails());
    for (Map.Entry<String, Value> each : body.members().members().entrySet()) {
      if (of.contents().get(each.getKey()) instanceof Content.Telemetry declared) {
        value(
            declared.schema(),
            component == null ? "Twin" : component,
            each.getKey(),
            each.getValue(),
            details);
      }
    }
    if (!details.isEmpty()) {
      throw new Refused(Code.VALIDATION_FAILED, "Invalid telemetry specified", details);
    }
  }

  private void value(Schema schema, String within, String name, Value value, List<String> details) {
    String mismatch = Dtdl.mismatch(schema, name, value);
    if (mismatch != null) {
      details.add(
          "Expected value of type "
              + term(schema)
              + " for "
              + name
              + " on "
              + within
              + ": "
              + mismatch);
    } else if (tooLong(value)) {
      details.add(
          "The text of "
              + name
              + " on "
              + within
              + " is longer than "
              + InstanceCheck.LONGEST_TEXT_BYTES
              + " bytes");
    }
  }

  private static boolean tooLong(@Nullable Value value) {
    if (value instanceof Value.Text text) {
      // A char is at most three bytes of UTF-8, so most texts need no encoding to be sure.
      return text.text().length() * 3 > InstanceCheck.LONGEST_TEXT_BYTES
          && text.text().getBytes(StandardCharsets.UTF_8).length > InstanceCheck.LONGEST_TEXT_BYTES;
    }
    if (value instanceof Value.Struct struct) {
      return struct.members().values().stream().anyMatch(Conformity::tooLong);
    }
    return value instanceof Value.Items items
        && items.items().stream().anyMatch(Conformity::tooLong);
  }

  private static String term(Schema schema) {
    if (schema instanceof Schema.Primitive primitive) {
      return primitive.term();
    }
    return schema.getClass().getSimpleName().replace("Schema", "");
  }
}
