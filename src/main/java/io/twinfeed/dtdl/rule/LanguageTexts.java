package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text for people is a text, a map of texts by language, or an array of texts each with its
 * language; one per language (dtdl-rules.md §4).
 */
final class LanguageTexts implements ElementRule {
  private static final Pattern LANGUAGE =
      Pattern.compile("[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");
  private static final String DEFAULT = "en";

  @Override
  public String code() {
    return "DTDL-047";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      if (slot.member().kind() == Member.Kind.LANGUAGE_TEXT) {
        check(new Found(element, slot, issues, new HashSet<>()));
      }
    }
  }

  // The text being looked at, where to complain, and the languages seen in it.
  private record Found(Element element, Element.Slot slot, Issues issues, Set<String> languages) {}

  private void check(Found found) {
    if (found.slot.value() instanceof Json.Obj map) {
      for (Json.Member each : map.members()) {
        language(found, each.name(), each.value());
        text(found, each.value());
      }
      return;
    }
    for (Json each : found.slot.value().all()) {
      if (each instanceof Json.Obj object) {
        Json value = object.get("@value");
        Json language = object.get("@language");
        if (value == null) {
          complain(found, object, "a text without @value", "add \"@value\"");
        } else {
          text(found, value);
        }
        object.members().stream()
            .filter(member -> ValueObjects.isForeign(member.name(), "@language", found.element))
            .forEach(
                member ->
                    complain(
                        found,
                        member.value(),
                        "the member " + member.name(),
                        "write only @value and @language"));
        if (language == null) {
          language(found, DEFAULT, object);
        } else if (language instanceof Json.Text tag) {
          language(found, tag.text(), language);
        } else {
          complain(found, language, "a @language that is " + language.kind(), "write \"en\"");
        }
      } else {
        text(found, each);
        language(found, DEFAULT, each);
      }
    }
  }

  private void text(Found found, Json value) {
    if (!(value instanceof Json.Text)) {
      complain(found, value, value.kind(), "write a text, or a map as in {\"en\": \"Room\"}");
    }
  }

  private void language(Found found, String tag, Json at) {
    if (!LANGUAGE.matcher(tag).matches()) {
      complain(found, at, "the language \"" + tag + '"', "write it as in en, en-GB or zh-Hans-CN");
    } else if (!found.languages.add(tag)) {
      complain(found, at, "two texts for the language " + tag, "keep one of them");
    }
  }

  private void complain(Found found, Json at, String what, String hint) {
    found.issues.error(
        code(),
        at.place(),
        "%s: %s holds %s".formatted(found.element.title(), found.slot.member().term(), what),
        hint);
  }
}
