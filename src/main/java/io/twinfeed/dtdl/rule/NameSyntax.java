package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.regex.Pattern;

/** A name is made of letters, digits and inner underscores, and begins with a letter. */
final class NameSyntax implements ElementRule {
  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?");

  @Override
  public String code() {
    return "DTDL-044";
  }

  @Override
  public void check(Element element, Issues issues) {
    Element.Slot slot = element.slot("name");
    String name = element.name();
    if (slot != null && name != null && !NAME.matcher(name).matches()) {
      issues.error(
          code(),
          slot.value().place(),
          element.title() + ": this name is not allowed",
          "begin with a letter; go on with letters, digits and underscores; end with a letter or"
              + " digit");
    }
  }
}
