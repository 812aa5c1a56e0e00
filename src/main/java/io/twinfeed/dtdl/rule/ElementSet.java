package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All elements of the documents, and the interfaces that were accepted before. */
public final class ElementSet {
  private final List<Element> all = new ArrayList<>();
  private final Map<String, Element> byId = new LinkedHashMap<>();
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Earlier before;
  private final Map<String, Set<String>> ancestors = new HashMap<>();

  /**
   * @param roots the top-level elements of all documents
   * @param before the interfaces that were accepted before
   */
  public ElementSet(List<Element> roots, Earlier before) {
    this.before = before;
    roots.forEach(this::collect);
    ElementCount count = new ElementCount(byId::get);
    for (Element each : interfaces()) {
      known.put(String.valueOf(each.id()), known(each, count.below(each)));
    }
  }

  /** Every element, each before those it holds. */
  List<Element> all() {
    return all;
  }

  /** The interfaces of these documents that have an id; of two with the same id, the first. */
  public List<Element> interfaces() {
    return byId.values().stream().filter(each -> each.is(ElementClass.INTERFACE)).toList();
  }

  /** The element of these documents that has this id. */
  public @Nullable Element find(String id) {
    return byId.get(id);
  }

  /** The interface of this DTMI, in these documents or from before. */
  @Nullable Known known(String dtmi) {
    Known here = known.get(dtmi);
    return here == null ? before.known(dtmi) : here;
  }

  /** The interface of this DTMI as it is written, in these documents or from before. */
  @Nullable Element read(String dtmi) {
    Element here = byId.get(dtmi);
    return here == null ? before.read(dtmi) : here;
  }

  boolean wasThereBefore(String dtmi) {
    return before.known(dtmi) != null;
  }

  /** All interfaces that this one extends, nearest first, without itself; ends on a cycle too. */
  public Set<String> ancestors(String dtmi) {
    Set<String> known = ancestors.get(dtmi);
    if (known != null) {
      return known;
    }
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(extendsOf(dtmi));
    for (int i = 0; i < open.size(); i++) {
      if (found.add(open.get(i))) {
        open.addAll(extendsOf(open.get(i)));
      }
    }
    ancestors.put(dtmi, Collections.unmodifiableSet(found));
    return found;
  }

  List<String> extendsOf(String dtmi) {
    Known each = known(dtmi);
    return each == null ? List.of() : each.extendsIds();
  }

  /** The interfaces that a member names or holds. */
  public static List<String> interfacesIn(Element element, String term) {
    List<String> ids = new ArrayList<>();
    element.references(term).stream().map(Json.Text::text).forEach(ids::add);
    for (Element inline : element.elements(term)) {
      String id = inline.id();
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static Known known(Element element, long elements) {
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> components = new LinkedHashMap<>();
    for (Element content : element.elements("contents")) {
      String name = content.name();
      ElementClass type = content.type();
      if (name != null && type != null) {
        own.putIfAbsent(name, type.term());
        if (content.is(ElementClass.COMPONENT)) {
          interfacesIn(content, "schema").forEach(schema -> components.put(name, schema));
        }
      }
    }
    return new Known(
        String.valueOf(element.id()),
        element.version(),
        interfacesIn(element, "extends"),
        own,
        components,
        elements);
  }

  private void collect(Element element) {
    all.add(element);
    String id = element.id();
    if (id != null) {
      byId.putIfAbsent(id, element);
    }
    element.slots().forEach(slot -> slot.elements().forEach(this::collect));
  }
}
