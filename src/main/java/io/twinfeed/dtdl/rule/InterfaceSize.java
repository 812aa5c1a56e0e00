package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.nio.charset.StandardCharsets;

/** The text of one interface is at most 1 MiB (dtdl-rules.md §3, adt-service.md §2.1). */
final class InterfaceSize implements ElementRule {
  private static final int MOST_BYTES = 1 << 20;

  @Override
  public String code() {
    return "DTDL-071";
  }

  @Override
  public void check(Element element, Issues issues) {
    String source = element.json().source();
    // A character takes at most three bytes, so most texts need not be encoded to know.
    if (element.parent() == null && source.length() > MOST_BYTES / 3) {
      int bytes = source.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        issues.error(
            code(),
            element.place(),
            "%s takes %,d bytes".formatted(element.title(), bytes),
            "at most %,d are allowed".formatted(MOST_BYTES));
      }
    }
  }
}
