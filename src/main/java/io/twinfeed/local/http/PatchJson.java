package io.twinfeed.local.http;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON patches, of the operations that the service knows (adt-service.md §3.2). */
final class PatchJson {
  private PatchJson() {}

  /**
   * @param prefix put before every path: the place of a component in its twin, or nothing
   */
  static Patch read(Buffer bytes, String prefix) {
    JsonIn.Document document = JsonIn.read(bytes);
    if (!(document.value() instanceof Value.Items items)) {
      throw unreadable();
    }
    List<Patch.Op> ops = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      // An item that is null is not among the items, so that this is the first one's place, too.
      if (document.nulls().contains("[" + i + "]")
          || !(items.items().get(i) instanceof Value.Struct struct)) {
        throw unreadable();
      }
      ops.add(op(struct.members(), prefix, hasNull(document.nulls(), "[" + i + "]/value")));
    }
    if (document.nulls().contains("[" + ops.size() + "]")) {
      throw unreadable();
    }
    return new Patch(ops);
  }

  private static boolean hasNull(List<String> nulls, String within) {
    return nulls.stream().anyMatch(each -> each.equals(within) || each.startsWith(within + "/"));
  }

  private static Patch.Op op(Map<String, Value> members, String prefix, boolean isNull) {
    String op = text(members, "op");
    String pointer = prefix + text(members, "path");
    return switch (op) {
      case "add" -> new Patch.Add(pointer, value(members, isNull));
      case "replace" -> new Patch.Replace(pointer, value(members, isNull));
      case "remove" -> new Patch.Remove(pointer);
      default -> throw Refused.patch("Unsupported operation type " + op);
    };
  }

  private static String text(Map<String, Value> members, String name) {
    if (members.get(name) instanceof Value.Text text && !text.text().isEmpty()) {
      return text.text();
    }
    throw Refused.patch("Parameter " + name + " must not be empty");
  }

  private static Value value(Map<String, Value> members, boolean isNull) {
    Value value = members.get("value");
    if (isNull) {
      throw new Refused(
          Code.VALIDATION_FAILED,
          "Invalid patch specified",
          List.of("null is not a value; remove the property instead"));
    }
    if (value == null) {
      throw Refused.patch("Parameter value must not be empty");
    }
    return value;
  }

  private static Refused unreadable() {
    return new Refused(
        Code.PATCH_UNREADABLE, "The patch must be an array of objects with op and path.");
  }
}
