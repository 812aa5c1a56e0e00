package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.issue.Issues;
import java.util.List;

/** A text is no longer than its member allows (dtdl-rules.md §3). */
final class LiteralLengths implements ElementRule {
  @Override
  public String code() {
    return "DTDL-043";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      int longest = slot.member().longest();
      for (Json each : longest == 0 ? List.<Json>of() : texts(slot)) {
        if (each instanceof Json.Text text && text.text().length() > longest) {
          issues.error(
              code(),
              text.place(),
              "%s: %s has %d characters"
                  .formatted(element.title(), slot.member().term(), text.text().length()),
              "at most %d are allowed".formatted(longest));
        }
      }
    }
  }

  private static List<Json> texts(Element.Slot slot) {
    if (slot.value() instanceof Json.Obj object && object.get("@value") == null) {
      return object.members().stream().map(Json.Member::value).toList();
    }
    return slot.value().all().stream().map(Literals::plain).toList();
  }
}
