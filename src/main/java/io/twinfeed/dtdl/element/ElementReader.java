package io.twinfeed.dtdl.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns JSON objects into elements, by the table of the language. */
public final class ElementReader {
  private ElementReader() {}

  record Read(Map<String, Element.Slot> slots, List<Json.Member> unknown) {}

  /** The elements at the top level of a document, which is one object or an array of them. */
  public static List<Element> read(Json document, UndefinedExtensions undefined) {
    return document.all().stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .map(
            each ->
                new Element(each, null, null, Context.none(undefined).with(each.get("@context"))))
        .toList();
  }

  static @Nullable ElementClass typeOf(Json.Obj json, @Nullable Member position, int version) {
    Json types = json.get("@type");
    if (types == null) {
      return position == null ? null : impliedBy(position);
    }
    for (Json each : types.all()) {
      if (each instanceof Json.Text text) {
        ElementClass found = ElementClass.find(text.text(), version);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  static Read members(Element element) {
    Map<String, Element.Slot> slots = new LinkedHashMap<>();
    List<Json.Member> unknown = new ArrayList<>();
    ElementClass type = element.type();
    Map<String, Member> table =
        type == null ? Map.of() : Metamodel.of(element.version()).members(type);
    for (Json.Member written : element.json().members()) {
      if (written.name().startsWith("@")) {
        continue;
      }
      Member member = table.get(Terms.term("property", written.name(), element.version()));
      if (member == null) {
        unknown.add(written);
      } else if (member.holdsElements() || !isNothing(written.value())) {
        slots.putIfAbsent(member.term(), slot(element, member, written));
      }
    }
    return new Read(slots, unknown);
  }

  // A literal that is an empty array counts as left out, as the specification's cases show.
  private static boolean isNothing(Json value) {
    return value instanceof Json.Arr array && array.items().isEmpty();
  }

  private static Element.Slot slot(Element element, Member member, Json.Member written) {
    List<Element> elements = new ArrayList<>();
    List<Json.Text> references = new ArrayList<>();
    if (member.holdsElements()) {
      for (Json each : written.value().all()) {
        if (each instanceof Json.Obj object) {
          Context inner = element.context().with(object.get("@context"));
          elements.add(new Element(object, element, member, inner));
        } else if (each instanceof Json.Text text) {
          references.add(text);
        }
      }
    }
    return new Element.Slot(member, written, elements, references);
  }

  private static @Nullable ElementClass impliedBy(Member position) {
    if (position.classes().size() != 1) {
      return null;
    }
    ElementClass only = position.classes().iterator().next();
    return only.typeMayBeOmitted() ? only : null;
  }
}
