package io.twinfeed.dtdl;

import io.twinfeed.twin.Value;
import java.util.List;

/** The geometries of GeoJSON (RFC 7946 §3.1) that DTDL has schemas for. */
final class GeoJson {
  private GeoJson() {}

  static boolean conforms(Schema.Geospatial schema, Value value) {
    return value instanceof Value.Struct struct
        && new Value.Text(schema.type()).equals(struct.members().get("type"))
        && struct.members().containsKey("coordinates")
        && coordinates(schema, struct.members().get("coordinates"));
  }

  private static boolean coordinates(Schema.Geospatial schema, Value value) {
    return switch (schema) {
      case POINT -> isPosition(value);
      case MULTI_POINT -> isLine(value, 0);
      case LINE_STRING -> isLine(value, 2);
      case MULTI_LINE_STRING ->
          items(value).stream().allMatch(each -> isLine(each, 2)) && value instanceof Value.Items;
      case POLYGON -> isPolygon(value);
      case MULTI_POLYGON ->
          items(value).stream().allMatch(GeoJson::isPolygon) && value instanceof Value.Items;
    };
  }

  // Rings of four or more positions, of which the last is the first.
  private static boolean isPolygon(Value value) {
    return value instanceof Value.Items rings
        && rings.items().stream()
            .allMatch(
                ring ->
                    isLine(ring, 4)
                        && items(ring).get(0).equals(items(ring).get(items(ring).size() - 1)));
  }

  private static boolean isLine(Value value, int least) {
    return value instanceof Value.Items line
        && line.items().size() >= least
        && line.items().stream().allMatch(GeoJson::isPosition);
  }

  private static boolean isPosition(Value value) {
    return value instanceof Value.Items position
        && position.items().size() >= 2
        && position.items().stream().allMatch(Value.Num.class::isInstance);
  }

  private static List<Value> items(Value value) {
    return value instanceof Value.Items items ? items.items() : List.of();
  }
}
