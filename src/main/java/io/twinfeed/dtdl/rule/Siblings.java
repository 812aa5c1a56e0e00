package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands beside an element, among an interface's contents with the inherited ones. */
final class Siblings {
  private Siblings() {}

  /** The elements in the same member, inherited ones included, and the element itself. */
  static List<Element> of(ElementSet set, Element element) {
    Element parent = element.parent();
    Member position = element.position();
    if (parent == null || position == null) {
      return List.of();
    }
    List<Element> found = new ArrayList<>(parent.elements(position.term()));
    String id = parent.id();
    if (parent.is(ElementClass.INTERFACE) && id != null) {
      for (String ancestor : set.ancestors(id)) {
        Element inherited = set.read(ancestor);
        if (inherited != null) {
          found.addAll(inherited.elements(position.term()));
        }
      }
    }
    return found;
  }

  static @Nullable Element named(ElementSet set, Element element, String name) {
    return of(set, element).stream()
        .filter(each -> name.equals(each.name()))
        .findFirst()
        .orElse(null);
  }
}
