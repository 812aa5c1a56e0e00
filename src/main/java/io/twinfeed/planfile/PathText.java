package io.twinfeed.planfile;

import io.twinfeed.twin.PropertyPath;
import java.util.ArrayList;
import java.util.List;

/**
 * The spelling of a path in a plan: {@code property}, {@code component/property}, and behind a
 * property {@code .field} for each step into it. In a field, which may be any text, {@code ~} and
 * {@code .} are written {@code ~0} and {@code ~1}.
 */
final class PathText {
  private PathText() {}

  static String of(PropertyPath path) {
    StringBuilder text = new StringBuilder();
    if (path.component() != null) {
      text.append(path.component()).append('/');
    }
    text.append(path.property());
    path.fields()
        .forEach(field -> text.append('.').append(field.replace("~", "~0").replace(".", "~1")));
    return text.toString();
  }

  static PropertyPath parse(String text) {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    List<String> fields = new ArrayList<>();
    if (dot >= 0) {
      for (String field : text.substring(dot + 1).split("\\.", -1)) {
        fields.add(field.replace("~1", ".").replace("~0", "~"));
      }
    }
    int slash = whole.indexOf('/');
    return slash < 0
        ? new PropertyPath(null, whole, fields)
        : new PropertyPath(whole.substring(0, slash), whole.substring(slash + 1), fields);
  }
}
