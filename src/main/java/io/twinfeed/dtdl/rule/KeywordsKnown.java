package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;
import java.util.Set;

/**
 * The keywords of an element are {@code @context}, {@code @id} and {@code @type}. DTDL v2 only
 * advises against others, except {@code @graph} (dtdl-rules.md §2).
 */
final class KeywordsKnown implements ElementRule {
  private static final Set<String> KNOWN = Set.of("@context", "@id", "@type");

  @Override
  public String code() {
    return "DTDL-005";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Json.Member member : element.json().members()) {
      if (!member.name().startsWith("@") || KNOWN.contains(member.name())) {
        continue;
      }
      String message = "%s has the keyword %s".formatted(element.title(), member.name());
      String hint = "the keywords of DTDL are @context, @id and @type";
      if (element.version() == 2 && !member.name().equals("@graph")) {
        issues.warning(code(), member.place(), message, hint);
      } else {
        issues.error(code(), member.place(), message, hint);
      }
    }
  }
}
