package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.HashMap;
import java.util.Map;

/**
 * No content has the name of an inherited one, nor do two inherited ones, even if they are equal.
 */
final class InheritedNamesUnique implements SetRule {
  private static final int MOST_IN_V2 = 300;

  @Override
  public String code() {
    return "DTDL-065";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.interfaces()) {
      String id = String.valueOf(each.id());
      Map<String, String> definedBy = new HashMap<>();
      Known self = set.known(id);
      if (self == null) {
        continue;
      }
      self.own().keySet().forEach(name -> definedBy.put(name, id));
      for (String ancestor : set.ancestors(id)) {
        Known known = ancestor.equals(id) ? null : set.known(ancestor);
        if (known == null) {
          continue;
        }
        for (String name : known.own().keySet()) {
          String other = definedBy.putIfAbsent(name, ancestor);
          if (other != null) {
            issues.error(
                code(),
                each.place(),
                other.equals(id)
                    ? "%s: the name \"%s\" is also inherited from %s".formatted(id, name, ancestor)
                    : "%s inherits the name \"%s\" from both %s and %s"
                        .formatted(id, name, other, ancestor),
                "rename one of them");
          }
        }
      }
      if (each.version() == 2 && definedBy.size() > MOST_IN_V2) {
        issues.error(
            code(),
            each.place(),
            "%s has %d contents with the inherited ones".formatted(id, definedBy.size()),
            "at most %d are allowed in DTDL v2".formatted(MOST_IN_V2));
      }
    }
  }
}
