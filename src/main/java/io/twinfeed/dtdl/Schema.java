package io.twinfeed.dtdl;

import io.twinfeed.twin.Value;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The type of a property's value, with references resolved. */
public sealed interface Schema extends Serializable {

  /** The primitive schemas of DTDL v2 and v3. */
  enum Primitive implements Schema {
    BOOLEAN,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    STRING,
    DATE,
    TIME,
    DATE_TIME,
    DURATION;

    /** As it is spelt in a model: {@code dateTime}. */
    public String term() {
      return this == DATE_TIME ? "dateTime" : name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** GeoJSON geometry, as v3 allows it in properties. */
  enum Geospatial implements Schema {
    POINT,
    MULTI_POINT,
    LINE_STRING,
    MULTI_LINE_STRING,
    POLYGON,
    MULTI_POLYGON;

    /** As it is spelt in a model: {@code multiPoint}. */
    public String term() {
      String type = type();
      return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }

    /** The {@code type} of its GeoJSON: {@code MultiPoint}. */
    public String type() {
      return switch (this) {
        case POINT -> "Point";
        case MULTI_POINT -> "MultiPoint";
        case LINE_STRING -> "LineString";
        case MULTI_LINE_STRING -> "MultiLineString";
        case POLYGON -> "Polygon";
        case MULTI_POLYGON -> "MultiPolygon";
      };
    }
  }

  /**
   * @param valueSchema {@link Primitive#INTEGER} or {@link Primitive#STRING}
   * @param values the values as they stand in a twin, by the name that the model gives them
   */
  record EnumSchema(Primitive valueSchema, Map<String, Value> values) implements Schema {
    public EnumSchema {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  record ObjectSchema(Map<String, Schema> fields) implements Schema {
    public ObjectSchema {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** Keys are strings, by DTDL's rule. */
  record MapSchema(Schema value) implements Schema {}

  record ArraySchema(Schema element) implements Schema {}
}
