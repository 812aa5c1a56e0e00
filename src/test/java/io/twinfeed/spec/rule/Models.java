package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.twin.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plant's models: machines that are part of lines, with a nameplate. */
final class Models {
  static final String MACHINE = "dtmi:com:example:Machine;1";
  static final String LINE = "dtmi:com:example:Line;1";

  static final Interface NAMEPLATE =
      model(
          "dtmi:com:example:Nameplate;1",
          new Content.Property("serial", Primitive.STRING),
          new Content.Property(
              "address", new Schema.ObjectSchema(Map.of("city", Primitive.STRING))));

  static final Content.Relationship FEEDS =
      new Content.Relationship("feeds", null, Map.of("since", Primitive.DATE));

  static final Interface MACHINE_MODEL =
      model(
          MACHINE,
          new Content.Property("name", Primitive.STRING),
          new Content.Property("ratedPower", Primitive.DOUBLE),
          new Content.Property("active", Primitive.BOOLEAN),
          new Content.Property("installedOn", Primitive.DATE),
          new Content.Property("changed", Primitive.DATE_TIME),
          new Content.Property("openOrders", Primitive.INTEGER),
          new Content.Property("total", Primitive.DOUBLE),
          new Content.Property(
              "state",
              new Schema.EnumSchema(
                  Primitive.STRING, Map.of("running", new Value.Text("running")))),
          new Content.Property("load", new Schema.MapSchema(Primitive.DOUBLE)),
          new Content.Property(
              "position",
              new Schema.ObjectSchema(Map.of("hall", Primitive.STRING, "row", Primitive.INTEGER))),
          new Content.Property("tags", new Schema.ArraySchema(Primitive.STRING)),
          new Content.Telemetry("temperature", Primitive.DOUBLE),
          new Content.Component("nameplate", "dtmi:com:example:Nameplate;1"),
          new Content.Relationship("partOf", LINE, Map.of()),
          FEEDS);

  static final ModelSet ALL =
      new ModelSet(
          List.of(
              MACHINE_MODEL,
              NAMEPLATE,
              model(LINE, new Content.Property("name", Primitive.STRING))));

  private Models() {}

  static @Nullable String noEnvironment(String variable) {
    return null;
  }

  private static Interface model(String id, Content... contents) {
    Map<String, Content> named = new LinkedHashMap<>();
    for (Content each : contents) {
      named.put(each.name(), each);
    }
    return new Interface(id, 3, List.of(), Set.of(), named, "{}");
  }
}
