package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Context;
import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;

/** An extension's context is a known one; DTDL v2 tolerates others (dtdl-rules.md §2). */
final class ExtensionsKnown implements ElementRule {
  @Override
  public String code() {
    return "DTDL-012";
  }

  @Override
  public void check(Element element, Issues issues) {
    Json context = element.json().get("@context");
    if (context == null || element.context().allowsUnknownExtensions()) {
      return;
    }
    for (Json each : context.all()) {
      if (each instanceof Json.Text text
          && Context.dtdlVersion(text.text()) == 0
          && !Context.isKnownExtension(text.text(), element.version())) {
        issues.error(
            code(),
            text.place(),
            "%s uses the extension %s, which is not known".formatted(element.title(), text.text()),
            "leave it out; known are quantitativeTypes, annotation, overriding and historization,"
                + " each in version 1");
      }
    }
  }
}
