package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;
import java.util.ArrayList;
import java.util.List;

/** The interface of a component has no component, neither its own nor an inherited one. */
final class ComponentsFlat implements SetRule {
  @Override
  public String code() {
    return "DTDL-067";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element component : set.all()) {
      if (!component.is(ElementClass.COMPONENT)) {
        continue;
      }
      for (String schema : ElementSet.interfacesIn(component, "schema")) {
        List<String> withAncestors = new ArrayList<>(set.ancestors(schema));
        withAncestors.add(0, schema);
        for (String each : withAncestors) {
          Known known = set.known(each);
          if (known != null && !known.components().isEmpty()) {
            issues.error(
                code(),
                component.place(),
                "%s: its interface %s has the component \"%s\" itself"
                    .formatted(
                        component.title(), schema, known.components().keySet().iterator().next()),
                "components may be one level deep");
            break;
          }
        }
      }
    }
  }
}
