package io.twinfeed.dtdl.element;

import org.jspecify.annotations.Nullable;

/** Literals in the spellings that the language allows beside the plain one (dtdl-rules.md §2). */
public final class Literals {
  private Literals() {}

  /**
   * The plain value: an array of one item is that item, and an object with {@code @value} is that
   * value. Anything else is returned as it is.
   */
  public static Json plain(Json json) {
    Json only =
        json instanceof Json.Arr array && array.items().size() == 1 ? array.items().get(0) : json;
    if (only instanceof Json.Obj object) {
      Json value = object.get("@value");
      return value == null ? only : value;
    }
    return only;
  }

  /** The text of a literal; null if it is not a text. */
  public static @Nullable String text(@Nullable Json json) {
    return json != null && plain(json) instanceof Json.Text text ? text.text() : null;
  }
}
