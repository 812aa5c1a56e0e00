package io.twinfeed.dtdl;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementReader;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.JsonText;
import io.twinfeed.dtdl.element.UndefinedExtensions;
import io.twinfeed.dtdl.rule.ElementSet;
import io.twinfeed.dtdl.rule.Rules;
import io.twinfeed.issue.Issues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads model documents. Stateless. */
public final class ModelParser {
  /** The code of a value in a document that is no object. */
  static final String NO_OBJECT = "DTDL-004";

  private ModelParser() {}

  /**
   * Reads documents that may refer to each other in any order, and to interfaces that are already
   * there.
   *
   * @param issues takes everything that is wrong, by the rules of DTDL and of the service
   * @return the interfaces that were there and the new ones; only those that were there if any of
   *     the documents has an error, because the service takes all or none
   */
  public static ModelSet parse(List<ModelText> documents, ModelSet alreadyThere, Issues issues) {
    Issues found = new Issues();
    return parse(
        read(documents, UndefinedExtensions.AS_THE_VERSION_SAYS, found),
        alreadyThere,
        found,
        issues);
  }

  /**
   * Reads documents as {@link #parse} does, but leaves out interfaces that are written twice in the
   * same words, with a warning.
   */
  static ModelSet parseWithoutRepeats(List<ModelText> documents, Issues issues) {
    Issues found = new Issues();
    List<Element> roots = read(documents, UndefinedExtensions.AS_THE_VERSION_SAYS, found);
    return parse(Repeats.leaveOut(roots, found), ModelSet.empty(), found, issues);
  }

  private static ModelSet parse(
      List<Element> roots, ModelSet alreadyThere, Issues found, Issues issues) {
    ElementSet set = new ElementSet(roots, new Accepted(alreadyThere));
    Rules.ofTheLanguage(set, found);
    Rules.ofTheService(set, found);
    issues.addAll(found.all());
    return found.hasErrors() ? alreadyThere : Resolution.of(set, alreadyThere);
  }

  /**
   * Checks documents by the rules of the language alone.
   *
   * @return the DTMIs that they refer to and that are not there
   */
  static Set<String> checkLanguage(
      List<ModelText> documents, UndefinedExtensions undefined, Issues issues) {
    ElementSet set =
        new ElementSet(read(documents, undefined, issues), new Accepted(ModelSet.empty()));
    Rules.ofTheLanguage(set, issues);
    return Rules.unresolved(set);
  }

  private static List<Element> read(
      List<ModelText> documents, UndefinedExtensions undefined, Issues issues) {
    List<Element> roots = new ArrayList<>();
    for (ModelText document : documents) {
      Json json = JsonText.read(document.name(), document.json(), issues);
      if (json == null) {
        continue;
      }
      for (Json each : json.all()) {
        if (!(each instanceof Json.Obj)) {
          issues.error(
              NO_OBJECT,
              each.place(),
              "a model document holds " + each.kind(),
              "it should be an interface, or an array of interfaces");
        }
      }
      roots.addAll(ElementReader.read(json, undefined));
    }
    return roots;
  }
}
