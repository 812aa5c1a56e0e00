package io.twinfeed.dtdl;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementReader;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.JsonText;
import io.twinfeed.dtdl.element.UndefinedExtensions;
import io.twinfeed.dtdl.rule.Earlier;
import io.twinfeed.dtdl.rule.Known;
import io.twinfeed.issue.Issues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set of models as the rules see it. Remembers what it worked out: for one check only. */
final class Accepted implements Earlier {
  private final ModelSet models;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, Element> read = new HashMap<>();

  Accepted(ModelSet models) {
    this.models = models;
  }

  @Override
  public @Nullable Known known(String dtmi) {
    Known before = known.get(dtmi);
    if (before != null) {
      return before;
    }
    Interface found = models.find(dtmi).orElse(null);
    if (found == null) {
      return null;
    }
    Known now = known(found);
    known.put(dtmi, now);
    return now;
  }

  @Override
  public @Nullable Element read(String dtmi) {
    Element before = read.get(dtmi);
    if (before != null) {
      return before;
    }
    Interface found = models.find(dtmi).orElse(null);
    Json json = found == null ? null : JsonText.read(dtmi, found.document(), new Issues());
    if (json == null) {
      return null;
    }
    Element now = ElementReader.read(json, UndefinedExtensions.AS_THE_VERSION_SAYS).get(0);
    read.put(dtmi, now);
    return now;
  }

  private Known known(Interface model) {
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> components = new LinkedHashMap<>();
    SchemaSize size = new SchemaSize();
    long elements = 0;
    for (Content content : model.contents().values()) {
      boolean inherited =
          model.extendsIds().stream()
              .map(each -> models.find(each).orElse(null))
              .anyMatch(each -> each != null && each.contents().containsKey(content.name()));
      if (!inherited) {
        elements += size.of(content);
        own.put(content.name(), content.getClass().getSimpleName());
        if (content instanceof Content.Component component) {
          components.put(component.name(), component.schema());
        }
      }
    }
    return new Known(
        model.id(), model.languageVersion(), model.extendsIds(), own, components, elements);
  }
}
