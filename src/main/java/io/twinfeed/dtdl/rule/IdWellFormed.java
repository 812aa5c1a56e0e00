package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;

/** An id is a DTMI of the right length that the language does not keep for itself. */
final class IdWellFormed implements ElementRule {
  @Override
  public String code() {
    return "DTDL-021";
  }

  @Override
  public void check(Element element, Issues issues) {
    Json id = element.json().get("@id");
    if (id == null) {
      return;
    }
    if (!(id instanceof Json.Text text)) {
      issues.error(
          code(), id.place(), "@id is %s".formatted(id.kind()), "write the DTMI as a text");
      return;
    }
    String dtmi = text.text();
    String reserved = Dtmi.reservedPrefix(dtmi, element.context());
    int longest = element.is(ElementClass.INTERFACE) ? Dtmi.LONGEST_OF_INTERFACE : Dtmi.LONGEST;
    if (!Dtmi.isWellFormed(dtmi, element.version())) {
      issues.error(
          code(),
          id.place(),
          "@id \"%s\" is not a DTMI".formatted(dtmi),
          "write it as in \"dtmi:example:room;1\": segments of letters, digits and inner"
              + " underscores, then a version");
    } else if (reserved != null) {
      issues.error(
          code(),
          id.place(),
          "@id \"%s\" begins with %s, which the language keeps for itself"
              .formatted(dtmi, reserved),
          "choose another beginning");
    } else if (dtmi.length() > longest) {
      issues.error(
          code(),
          id.place(),
          "@id of %d characters: \"%s\"".formatted(dtmi.length(), dtmi),
          "at most %d are allowed".formatted(longest));
    }
  }
}
