package io.twinfeed.dtdl;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementReader;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.JsonText;
import io.twinfeed.dtdl.element.UndefinedExtensions;
import io.twinfeed.dtdl.rule.ElementSet;
import io.twinfeed.dtdl.rule.Known;
import io.twinfeed.dtdl.rule.Rules;
import io.twinfeed.issue.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads model documents. Stateless. */
public final class ModelParser {
  private static final String NO_OBJECT = "DTDL-004";

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
    ElementSet set = read(documents, alreadyThere, UndefinedExtensions.AS_THE_VERSION_SAYS, found);
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
    ElementSet set = read(documents, ModelSet.empty(), undefined, issues);
    Rules.ofTheLanguage(set, issues);
    return Rules.unresolved(set);
  }

  private static ElementSet read(
      List<ModelText> documents, ModelSet before, UndefinedExtensions undefined, Issues issues) {
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
    return new ElementSet(roots, dtmi -> known(dtmi, before));
  }

  private static @Nullable Known known(String dtmi, ModelSet before) {
    Interface found = before.find(dtmi).orElse(null);
    if (found == null) {
      return null;
    }
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> components = new LinkedHashMap<>();
    for (Content content : found.contents().values()) {
      boolean inherited =
          found.extendsIds().stream()
              .map(each -> before.find(each).orElse(null))
              .anyMatch(each -> each != null && each.contents().containsKey(content.name()));
      if (!inherited) {
        own.put(content.name(), content.getClass().getSimpleName());
        if (content instanceof Content.Component component) {
          components.put(component.name(), component.schema());
        }
      }
    }
    return new Known(dtmi, found.languageVersion(), found.extendsIds(), own, components);
  }
}
