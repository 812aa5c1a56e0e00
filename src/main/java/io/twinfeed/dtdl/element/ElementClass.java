package io.twinfeed.dtdl.element;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes of element that a model can hold, in DTDL v2 and v3 (dtdl-rules.md §3). */
public enum ElementClass {
  INTERFACE("Interface"),
  TELEMETRY("Telemetry"),
  PROPERTY("Property"),
  COMMAND("Command"),
  COMMAND_PAYLOAD("CommandPayload"),
  COMMAND_REQUEST("CommandRequest"),
  COMMAND_RESPONSE("CommandResponse"),
  RELATIONSHIP("Relationship"),
  COMPONENT("Component"),
  ARRAY("Array"),
  ENUM("Enum"),
  ENUM_VALUE("EnumValue"),
  MAP("Map"),
  MAP_KEY("MapKey"),
  MAP_VALUE("MapValue"),
  OBJECT("Object"),
  FIELD("Field");

  /** What may stand in an interface's {@code contents}. */
  public static final Set<ElementClass> CONTENTS =
      EnumSet.of(TELEMETRY, PROPERTY, COMMAND, RELATIONSHIP, COMPONENT);

  /** The schemas that are written as objects. */
  public static final Set<ElementClass> COMPLEX_SCHEMAS = EnumSet.of(ARRAY, ENUM, MAP, OBJECT);

  private static final Map<String, ElementClass> BY_TERM =
      Arrays.stream(values()).collect(Collectors.toMap(ElementClass::term, Function.identity()));

  private final String term;

  ElementClass(String term) {
    this.term = term;
  }

  /** As {@code @type} spells it. */
  public String term() {
    return term;
  }

  /** Whether {@code @type} may be left out because the position says it. */
  public boolean typeMayBeOmitted() {
    return switch (this) {
      case COMMAND_PAYLOAD, COMMAND_REQUEST, COMMAND_RESPONSE, ENUM_VALUE, FIELD -> true;
      case MAP_KEY, MAP_VALUE -> true;
      default -> false;
    };
  }

  /** Whether the language has this class in that version. */
  public boolean existsIn(int version) {
    return switch (this) {
      case COMMAND_PAYLOAD -> version == 2;
      case COMMAND_REQUEST, COMMAND_RESPONSE -> version >= 3;
      default -> true;
    };
  }

  /** By its term or by its DTMI, such as {@code dtmi:dtdl:class:Interface;2}. */
  public static @Nullable ElementClass find(String type, int version) {
    ElementClass found = BY_TERM.get(Terms.term("class", type, version));
    return found != null && found.existsIn(version) ? found : null;
  }
}
