package io.twinfeed.dtdl.element;

import static io.twinfeed.dtdl.element.ElementClass.COMMAND_PAYLOAD;
import static io.twinfeed.dtdl.element.ElementClass.COMMAND_REQUEST;
import static io.twinfeed.dtdl.element.ElementClass.COMMAND_RESPONSE;
import static io.twinfeed.dtdl.element.ElementClass.COMPLEX_SCHEMAS;
import static io.twinfeed.dtdl.element.ElementClass.CONTENTS;

import io.twinfeed.dtdl.element.Member.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The language as a table: which members each class has, and their limits (dtdl-rules.md §3). */
public final class Metamodel {
  private static final int MANY = Integer.MAX_VALUE;
  private static final Metamodel V2 = new Metamodel(2);
  private static final Metamodel V3 = new Metamodel(3);

  private final int version;
  private final Map<ElementClass, Map<String, Member>> members = new EnumMap<>(ElementClass.class);

  private Metamodel(int version) {
    this.version = version;
    boolean v2 = version == 2;
    Member schema = member("schema", Kind.SCHEMA, COMPLEX_SCHEMAS).mandatory();
    Member writable = literal("writable", Kind.BOOLEAN, 0);
    Member enumValues = member("enumValues", Kind.ELEMENTS, Set.of(ElementClass.ENUM_VALUE));
    Member fields = member("fields", Kind.ELEMENTS, Set.of(ElementClass.FIELD));
    define(
        ElementClass.INTERFACE,
        member("contents", Kind.ELEMENTS, CONTENTS).atMost(v2 ? 300 : MANY),
        member("extends", Kind.ELEMENTS, Set.of(ElementClass.INTERFACE)).atMost(v2 ? 2 : MANY),
        member("schemas", Kind.ELEMENTS, COMPLEX_SCHEMAS).atMost(MANY));
    define(ElementClass.TELEMETRY, name(), schema);
    define(ElementClass.PROPERTY, name(), schema, writable);
    define(
        ElementClass.COMMAND,
        name(),
        member("request", Kind.ELEMENTS, Set.of(v2 ? COMMAND_PAYLOAD : COMMAND_REQUEST)),
        member("response", Kind.ELEMENTS, Set.of(v2 ? COMMAND_PAYLOAD : COMMAND_RESPONSE)),
        literal("commandType", Kind.WORD, 0));
    define(COMMAND_PAYLOAD, name(), schema);
    define(COMMAND_REQUEST, name(), schema);
    define(COMMAND_RESPONSE, name(), schema);
    define(
        ElementClass.RELATIONSHIP,
        name(),
        literal("target", Kind.TARGET, 2048),
        literal("minMultiplicity", Kind.INTEGER, 0),
        literal("maxMultiplicity", Kind.INTEGER, 0),
        member("properties", Kind.ELEMENTS, Set.of(ElementClass.PROPERTY)).atMost(v2 ? 300 : MANY),
        writable);
    define(
        ElementClass.COMPONENT,
        name(),
        member("schema", Kind.ELEMENTS, Set.of(ElementClass.INTERFACE)).mandatory());
    define(ElementClass.ARRAY, member("elementSchema", Kind.SCHEMA, COMPLEX_SCHEMAS).mandatory());
    define(
        ElementClass.ENUM,
        literal("valueSchema", Kind.WORD, 0).mandatory(),
        v2 ? enumValues.atMost(100).mandatory() : enumValues.atMost(MANY));
    define(ElementClass.ENUM_VALUE, name(), literal("enumValue", Kind.ENUM_LITERAL, 0).mandatory());
    define(
        ElementClass.MAP,
        member("mapKey", Kind.ELEMENTS, Set.of(ElementClass.MAP_KEY)).mandatory(),
        member("mapValue", Kind.ELEMENTS, Set.of(ElementClass.MAP_VALUE)).mandatory());
    define(ElementClass.MAP_KEY, name(), literal("schema", Kind.WORD, 0).mandatory());
    define(ElementClass.MAP_VALUE, name(), schema);
    define(ElementClass.OBJECT, v2 ? fields.atMost(30).mandatory() : fields.atMost(MANY));
    define(ElementClass.FIELD, name(), schema);
  }

  /** The table of a language version; that of 3 for a version that Twinfeed does not know. */
  public static Metamodel of(int version) {
    return version == 2 ? V2 : V3;
  }

  /** The members of a class by their terms, in the order of the table. */
  public Map<String, Member> members(ElementClass of) {
    return members.getOrDefault(of, Map.of());
  }

  private Member name() {
    return literal("name", Kind.NAME, version == 2 ? 64 : 512).mandatory();
  }

  private void define(ElementClass of, Member... own) {
    Map<String, Member> all = new LinkedHashMap<>();
    for (Member member : own) {
      all.put(member.term(), member);
    }
    all.put("comment", literal("comment", Kind.TEXT, 512));
    all.put("description", literal("description", Kind.LANGUAGE_TEXT, 512).atMost(MANY));
    all.put(
        "displayName",
        literal("displayName", Kind.LANGUAGE_TEXT, version == 2 ? 64 : 512).atMost(MANY));
    members.put(of, all);
  }

  private static Member literal(String term, Kind kind, int longest) {
    return new Member(term, kind, false, Set.of(), 1, longest);
  }

  private static Member member(String term, Kind kind, Set<ElementClass> classes) {
    return new Member(term, kind, false, classes, 1, 0);
  }
}
