package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.QuantitativeTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many elements an interface's own contents are, with all that they hold. A schema that is
 * named counts wherever it is named, and so does a unit type with its units; the words for
 * primitive schemas and geometries do not count.
 */
final class ElementCount {
  private static final List<String> COUNTED =
      List.of(
          "contents",
          "fields",
          "enumValues",
          "request",
          "response",
          "properties",
          "schema",
          "elementSchema",
          "mapValue");

  // Far above the limit, and far from overflow when several of them are added up.
  private static final long ENOUGH = 1_000_000_000L;

  private final Function<String, @Nullable Element> named;
  private final Map<Element, Long> known = new HashMap<>();

  ElementCount(Function<String, @Nullable Element> named) {
    this.named = named;
  }

  /** Without the element itself, and without what the interfaces of components hold. */
  long below(Element element) {
    Long before = known.get(element);
    if (before != null) {
      return before;
    }
    // A circle of schemas is another rule's finding; here it only has to end.
    known.put(element, 0L);
    long count = 0;
    for (String term : COUNTED) {
      for (Element each : element.elements(term)) {
        count += each.is(ElementClass.INTERFACE) ? 0 : 1 + below(each);
      }
      for (Json.Text reference : element.references(term)) {
        count += of(element, reference.text());
      }
    }
    known.put(element, Math.min(count, ENOUGH));
    return Math.min(count, ENOUGH);
  }

  private long of(Element from, String reference) {
    List<String> units =
        from.context().quantitativeTypes().unitsOf(QuantitativeTypes.term(reference));
    if (units != null) {
      return 1L + units.size();
    }
    Element found = named.apply(reference);
    return found == null || found.is(ElementClass.INTERFACE) ? 0 : 1 + below(found);
  }
}
