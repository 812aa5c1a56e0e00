package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.issue.Issues;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an element names is there: an interface anywhere, a schema in the same interface, and of a
 * class that may stand there.
 */
final class ReferencesResolve implements SetRule {
  /** The code of a reference to something that is not there. */
  static final String UNRESOLVED = "DTDL-060";

  private static final String MISFIT = "DTDL-061";

  @Override
  public String code() {
    return UNRESOLVED;
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.all()) {
      for (Element.Slot slot : each.slots()) {
        for (Json.Text reference : slot.references()) {
          check(set, each, slot.member(), reference, issues);
        }
      }
    }
  }

  private void check(
      ElementSet set, Element element, Member member, Json.Text reference, Issues issues) {
    String dtmi = reference.text();
    boolean schema = member.kind() == Member.Kind.SCHEMA;
    if (schema && SchemaWords.isKnown(element, dtmi)) {
      return;
    }
    String where = "%s: %s".formatted(element.title(), member.term());
    if (!Dtmi.isWellFormed(dtmi, 3)) {
      issues.error(
          MISFIT,
          reference.place(),
          where + " is \"" + dtmi + "\", which is neither a word of DTDL nor a DTMI",
          schema
              ? "write a schema such as double or string, or the DTMI of one"
              : "write the DTMI of an interface");
      return;
    }
    if (Dtmi.reservedPrefix(dtmi) != null) {
      issues.error(
          MISFIT,
          reference.place(),
          where + " is \"" + dtmi + "\", which DTDL does not define",
          "write the DTMI of an element of your models");
      return;
    }
    Element found = set.find(dtmi);
    Set<ElementClass> allowed = member.classes();
    if (found == null) {
      boolean thereBefore = allowed.contains(ElementClass.INTERFACE) && set.known(dtmi) != null;
      if (!thereBefore) {
        issues.error(
            UNRESOLVED,
            reference.place(),
            where + " names " + dtmi + ", which is not there",
            "add its model, or correct the DTMI");
      }
      return;
    }
    ElementClass type = found.type();
    if (type != null && !allowed.contains(type)) {
      issues.error(
          MISFIT,
          reference.place(),
          "%s names %s, which is a %s".formatted(where, dtmi, type.term()),
          "expected "
              + allowed.stream()
                  .sorted()
                  .map(ElementClass::term)
                  .collect(Collectors.joining(" or ")));
    } else if (type != ElementClass.INTERFACE && found.owner() != element.owner()) {
      issues.error(
          MISFIT,
          reference.place(),
          "%s names %s, which belongs to another interface".formatted(where, dtmi),
          "only interfaces can be used from elsewhere; repeat the schema here under another @id");
    }
  }
}
