package io.twinfeed.dtdl;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.rule.ElementSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes interfaces of elements that have passed the rules: references and inheritance resolved. */
final class Resolution {
  private final ElementSet set;
  private final ModelSet before;
  private final SchemaResolution schemas;
  private final Map<String, Map<String, Content>> own = new LinkedHashMap<>();

  private Resolution(ElementSet set, ModelSet before) {
    this.set = set;
    this.before = before;
    this.schemas = new SchemaResolution(set);
  }

  static ModelSet of(ElementSet set, ModelSet before) {
    Resolution resolution = new Resolution(set, before);
    List<Interface> all = new ArrayList<>(before.interfaces().values());
    for (Element each : set.interfaces()) {
      resolution.own.put(String.valueOf(each.id()), resolution.ownContents(each));
    }
    for (Element each : set.interfaces()) {
      all.add(resolution.resolve(each));
    }
    return new ModelSet(all);
  }

  private Interface resolve(Element element) {
    String id = String.valueOf(element.id());
    Set<String> ancestors = set.ancestors(id);
    Map<String, Content> contents = new LinkedHashMap<>(ownOf(id));
    for (String ancestor : ancestors) {
      ownOf(ancestor).forEach(contents::putIfAbsent);
    }
    return new Interface(
        id,
        element.version(),
        ElementSet.interfacesIn(element, "extends"),
        ancestors,
        contents,
        element.json().source());
  }

  // Of an interface from before this also gives the inherited ones, which come anyway.
  private Map<String, Content> ownOf(String dtmi) {
    Map<String, Content> here = own.get(dtmi);
    return here == null ? before.find(dtmi).map(Interface::contents).orElse(Map.of()) : here;
  }

  private Map<String, Content> ownContents(Element element) {
    Map<String, Content> contents = new LinkedHashMap<>();
    for (Element each : element.elements("contents")) {
      Content content = content(each);
      contents.put(content.name(), content);
    }
    return contents;
  }

  private Content content(Element element) {
    String name = String.valueOf(element.name());
    if (element.is(ElementClass.PROPERTY)) {
      return new Content.Property(name, schemas.of(element, "schema"));
    }
    if (element.is(ElementClass.TELEMETRY)) {
      return new Content.Telemetry(name, schemas.of(element, "schema"));
    }
    if (element.is(ElementClass.COMPONENT)) {
      return new Content.Component(name, ElementSet.interfacesIn(element, "schema").get(0));
    }
    if (element.is(ElementClass.RELATIONSHIP)) {
      Map<String, Schema> properties = new LinkedHashMap<>();
      for (Element each : element.elements("properties")) {
        properties.put(String.valueOf(each.name()), schemas.of(each, "schema"));
      }
      return new Content.Relationship(name, element.text("target"), properties);
    }
    return new Content.Command(name);
  }
}
