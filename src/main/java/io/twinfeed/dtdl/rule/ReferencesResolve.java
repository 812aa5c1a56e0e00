package io.twinfeed.dtdl.rule;

import io.twinfeed.issue.Issues;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an element names by its DTMI is there. The targets of relationships need not be. */
final class ReferencesResolve implements SetRule {
  @Override
  public String code() {
    return "DTDL-060";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Reference each : Reference.in(set)) {
      if (isMissing(each, set)) {
        issues.error(
            code(),
            each.text().place(),
            "%s names %s, which is not there".formatted(each.title(), each.dtmi()),
            "add its model, or correct the DTMI");
      }
    }
  }

  /** The DTMIs that are named and not there. */
  static Set<String> unresolved(ElementSet set) {
    return Reference.in(set).stream()
        .filter(each -> isMissing(each, set))
        .map(Reference::dtmi)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isMissing(Reference reference, ElementSet set) {
    return reference.isWellFormed() && !reference.isResolvedIn(set);
  }
}
