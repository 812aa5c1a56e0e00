package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.dtdl.element.SchemaWords;
import java.util.ArrayList;
import java.util.List;

/**
 * Another element that one names by its DTMI, or tries to. The words of the language, such as
 * {@code double}, are no references.
 */
record Reference(Element from, Member member, Json.Text text) {
  static List<Reference> in(ElementSet set) {
    List<Reference> found = new ArrayList<>();
    for (Element each : set.all()) {
      for (Element.Slot slot : each.slots()) {
        for (Json.Text text : slot.references()) {
          if (!isSchema(slot.member()) || !SchemaWords.isKnown(each, text.text())) {
            found.add(new Reference(each, slot.member(), text));
          }
        }
      }
    }
    return found;
  }

  String dtmi() {
    return text.text();
  }

  boolean isToSchema() {
    return isSchema(member);
  }

  /** Whether it could be resolved if there were such an element. */
  boolean isWellFormed() {
    return Dtmi.isWellFormed(dtmi(), 3) && Dtmi.reservedPrefix(dtmi(), from.context()) == null;
  }

  boolean isResolvedIn(ElementSet set) {
    return set.find(dtmi()) != null
        || (member.classes().contains(ElementClass.INTERFACE) && set.known(dtmi()) != null);
  }

  /** What to call it in a message. */
  String title() {
    return "%s: %s".formatted(from.title(), member.term());
  }

  private static boolean isSchema(Member member) {
    return member.kind() == Member.Kind.SCHEMA;
  }
}
