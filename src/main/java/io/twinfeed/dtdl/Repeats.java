package io.twinfeed.dtdl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same interface in several files: a folder may hold each interface as a file of its own, and
 * all of them in another.
 */
final class Repeats {
  /** The code of a repeat; one that differs has that of an id that is used twice. */
  static final String CODE = "DTDL-024";

  private static final JsonMapper MAPPER = new JsonMapper();

  private Repeats() {}

  /** The elements without those that say the same as an earlier one of the same id. */
  static List<Element> leaveOut(List<Element> roots, Issues issues) {
    Map<String, Element> first = new HashMap<>();
    List<Element> kept = new ArrayList<>();
    for (Element each : roots) {
      String id = each.id();
      Element before = id == null ? null : first.putIfAbsent(id, each);
      if (before != null && json(before).equals(json(each))) {
        issues.warning(
            CODE,
            each.place(),
            "the model %s is written twice, in the same words".formatted(id),
            "keep one of them; the first is at " + before.place());
      } else {
        kept.add(each);
      }
    }
    return kept;
  }

  private static JsonNode json(Element element) {
    try {
      return MAPPER.readTree(element.json().source());
    } catch (JsonProcessingException e) {
      // It was read before, so it is JSON.
      throw new UncheckedIOException(e);
    }
  }
}
