package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.issue.Issues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Complex schemas nest at most five deep and never contain themselves; a v2 property holds no array
 * at any depth, nor a geometry, which has arrays.
 */
final class SchemaLimits implements SetRule {
  private static final int DEEPEST = 5;
  private static final int CIRCLE = Integer.MAX_VALUE;

  @Override
  public String code() {
    return "DTDL-068";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    Map<Element, Integer> depths = new HashMap<>();
    for (Element each : set.all()) {
      ElementClass type = each.type();
      if (type != null && ElementClass.COMPLEX_SCHEMAS.contains(type)) {
        int depth = depth(set, each, depths);
        if (depth == CIRCLE) {
          issues.error(code(), each.place(), each.title() + " contains itself", "break the circle");
        } else if (depth > DEEPEST) {
          issues.error(
              code(),
              each.place(),
              "%s nests schemas %d deep".formatted(each.title(), depth),
              "at most %d are allowed".formatted(DEEPEST));
        }
      } else if (type == ElementClass.PROPERTY && each.version() == 2) {
        noArray(set, each, issues);
      }
    }
  }

  private void noArray(ElementSet set, Element property, Issues issues) {
    if (holdsArray(set, property, new LinkedHashSet<>())) {
      issues.error(
          code(),
          property.place(),
          property.title() + ": its schema has an array, which DTDL v2 does not allow here",
          "use a map or an object, or write the model in DTDL v3");
    }
  }

  private static boolean holdsArray(ElementSet set, Element schema, Set<Element> seen) {
    return schema.is(ElementClass.ARRAY)
        || namesGeometry(schema)
        || (seen.add(schema)
            && inner(set, schema).stream().anyMatch(each -> holdsArray(set, each, seen)));
  }

  // Geometries are objects that hold arrays of coordinates.
  private static boolean namesGeometry(Element element) {
    return element.references("schema").stream()
            .anyMatch(word -> SchemaWords.isGeospatial(word.text(), element.version()))
        || Stream.of("fields", "mapValue")
            .flatMap(term -> element.elements(term).stream())
            .anyMatch(SchemaLimits::namesGeometry);
  }

  // The number of complex schemas on the longest way down, or that the way ends in a circle. Each
  // is
  // looked into once, though it may be named from many places.
  private static int depth(ElementSet set, Element schema, Map<Element, Integer> depths) {
    Integer known = depths.get(schema);
    if (known != null) {
      return known;
    }
    depths.put(schema, CIRCLE);
    int deepest = 0;
    for (Element each : inner(set, schema)) {
      deepest = Math.max(deepest, depth(set, each, depths));
    }
    int depth = deepest == CIRCLE ? CIRCLE : deepest + 1;
    depths.put(schema, depth);
    return depth;
  }

  // The complex schemas one step further down, whether written in place or named.
  private static List<Element> inner(ElementSet set, Element element) {
    List<Element> found = new ArrayList<>();
    for (String term : List.of("schema", "elementSchema")) {
      found.addAll(element.elements(term));
      for (Json.Text reference : element.references(term)) {
        Element named = set.find(reference.text());
        if (named != null) {
          found.add(named);
        }
      }
    }
    for (String term : List.of("fields", "mapValue")) {
      element.elements(term).forEach(each -> found.addAll(inner(set, each)));
    }
    return found;
  }
}
