package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Context;
import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;
import java.util.List;

/** A context is a specifier or an array of them, that of DTDL first, each with a version. */
final class ContextReadable implements ElementRule {
  @Override
  public String code() {
    return "DTDL-010";
  }

  @Override
  public void check(Element element, Issues issues) {
    Json context = element.json().get("@context");
    if (context == null) {
      return;
    }
    List<Json> all = context.all();
    boolean dtdlSeen = false;
    for (int i = 0; i < all.size(); i++) {
      if (!(all.get(i) instanceof Json.Text text)) {
        issues.error(
            code(),
            all.get(i).place(),
            "%s: @context holds %s".formatted(element.title(), all.get(i).kind()),
            "write a text such as \"dtmi:dtdl:context;3\", or an array of texts");
        continue;
      }
      if (!Dtmi.isSpecifier(text.text())) {
        issues.error(
            code(),
            text.place(),
            "%s: @context holds %s, which is not the DTMI of a context with its version"
                .formatted(element.title(), text.kind()),
            "write it as in \"dtmi:dtdl:context;3\"");
      }
      boolean dtdl = Context.dtdlVersion(text.text()) > 0;
      if (dtdl && !dtdlSeen && i > 0 && !precedesRightly(all.get(i - 1), i)) {
        issues.error(
            code(),
            text.place(),
            "%s: the context of DTDL stands after that of an extension".formatted(element.title()),
            "put \"" + text.text() + "\" first");
      }
      dtdlSeen |= dtdl;
    }
  }

  private static boolean precedesRightly(Json before, int index) {
    return index == 1
        && before instanceof Json.Text text
        && text.text().equals(Context.IOT_CENTRAL);
  }
}
