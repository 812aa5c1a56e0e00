package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an element names is a DTMI, and the element of that DTMI may stand there: it is of the right
 * class, and belongs to the same interface unless it is one itself.
 */
final class ReferencesFit implements SetRule {
  @Override
  public String code() {
    return "DTDL-061";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Reference each : Reference.in(set)) {
      Element found = set.find(each.dtmi());
      if (!each.isWellFormed()) {
        malformed(each, issues);
      } else if (found != null) {
        misfit(each, found, issues);
      }
    }
  }

  private void malformed(Reference reference, Issues issues) {
    boolean reserved = Dtmi.isWellFormed(reference.dtmi(), 3);
    issues.error(
        code(),
        reference.text().place(),
        "%s is \"%s\", which %s"
            .formatted(
                reference.title(),
                reference.dtmi(),
                reserved ? "DTDL does not define" : "is neither a word of DTDL nor a DTMI"),
        reference.isToSchema()
            ? "write a schema such as double or string, or the DTMI of one of your models"
            : "write the DTMI of an element of your models");
  }

  private void misfit(Reference reference, Element found, Issues issues) {
    Set<ElementClass> allowed = reference.member().classes();
    ElementClass type = found.type();
    if (type != null && !allowed.contains(type)) {
      issues.error(
          code(),
          reference.text().place(),
          "%s names %s, which is a %s".formatted(reference.title(), found.id(), type.term()),
          "expected "
              + allowed.stream()
                  .sorted()
                  .map(ElementClass::term)
                  .collect(Collectors.joining(" or ")));
    } else if (type != ElementClass.INTERFACE && found.owner() != reference.from().owner()) {
      issues.error(
          code(),
          reference.text().place(),
          "%s names %s, which belongs to another interface"
              .formatted(reference.title(), found.id()),
          "only interfaces can be used from elsewhere; repeat the schema here under another @id");
    }
  }
}
