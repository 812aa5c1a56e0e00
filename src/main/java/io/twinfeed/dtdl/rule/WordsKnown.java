package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.dtdl.element.Terms;
import io.twinfeed.issue.Issues;
import java.util.List;

/** A member for which the language lists the words has one of them. */
final class WordsKnown implements ElementRule {
  @Override
  public String code() {
    return "DTDL-052";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      String word = element.text(slot.member().term());
      if (slot.member().kind() != Member.Kind.WORD || word == null) {
        continue;
      }
      List<String> allowed = allowed(element);
      String term =
          Terms.term(
              "instance:CommandType", SchemaWords.term(word, element.version()), element.version());
      if (!allowed.contains(term)) {
        issues.error(
            code(),
            slot.value().place(),
            "%s: %s is \"%s\"".formatted(element.title(), slot.member().term(), word),
            "allowed: " + String.join(", ", allowed));
      }
    }
  }

  private static List<String> allowed(Element element) {
    return element.is(ElementClass.ENUM)
        ? List.of("integer", "string")
        : element.is(ElementClass.MAP_KEY)
            ? List.of("string")
            : List.of("synchronous", "asynchronous");
  }
}
