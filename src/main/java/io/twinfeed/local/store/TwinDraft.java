package io.twinfeed.local.store;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A twin while a request is changing it. For one request only. */
final class TwinDraft {
  private static final String METADATA = "$metadata";

  private final String id;
  private final Interface model;
  private final Conformity conformity;
  private final @Nullable HeldTwin before;
  private final FieldsDraft own;
  private final Map<String, FieldsDraft> parts = new LinkedHashMap<>();

  private TwinDraft(String id, Interface model, Conformity conformity, @Nullable HeldTwin before) {
    this.id = id;
    this.model = model;
    this.conformity = conformity;
    this.before = before;
    this.own = before == null ? FieldsDraft.blank() : FieldsDraft.of(before.properties());
    if (before != null) {
      before.components().forEach((name, part) -> parts.put(name, FieldsDraft.of(part.fields())));
    }
  }

  /** A twin made of the body of a PUT, and of nothing else. */
  static TwinDraft of(String id, Value.Struct body, Conformity conformity) {
    Value metadata = body.members().get(METADATA);
    Value modelId = metadata instanceof Value.Struct struct ? struct.members().get("$model") : null;
    if (!(modelId instanceof Value.Text text)) {
      throw Refused.invalidTwin(List.of("The twin must name its model in $metadata.$model"));
    }
    TwinDraft draft = new TwinDraft(id, conformity.model(text.text()), conformity, null);
    body.members()
        .forEach(
            (name, value) -> {
              if (draft.isComponent(name)) {
                draft.putComponent(name, value);
              } else if (!name.startsWith("$")) {
                draft.own.put(name, value);
              } else if (!Set.of(METADATA, "$dtId", "$etag").contains(name)) {
                throw Refused.invalidTwin(List.of(name + " does not appear on the DTDL for Twin"));
              }
            });
    sourceTimes(draft.own, metadata);
    return draft;
  }

  /** A twin with a patch applied; whether the result conforms is for {@link #finish} to say. */
  static TwinDraft of(HeldTwin before, Patch patch, Conformity conformity) {
    String model = before.model();
    for (Patch.Op op : patch.ops()) {
      if (op.pointer().equals("/$metadata/$model")) {
        model = newModel(op);
      }
    }
    TwinDraft draft = new TwinDraft(before.id(), conformity.model(model), conformity, before);
    patch.ops().forEach(draft::apply);
    return draft;
  }

  String model() {
    return model.id();
  }

  HeldTwin finish(UUID version, Instant now) {
    List<String> details = new ArrayList<>();
    boolean whole = before == null || !before.model().equals(model.id());
    check(model, "Twin", own, whole, details);
    for (Content content : model.contents().values()) {
      if (content instanceof Content.Component component && !parts.containsKey(component.name())) {
        details.add("The component " + component.name() + " is missing");
      }
    }
    parts.forEach(
        (name, draft) -> {
          if (model.contents().get(name) instanceof Content.Component component) {
            check(conformity.of(component), name, draft, whole, details);
          } else {
            details.add(name + " does not appear on the DTDL for Twin");
          }
        });
    if (!details.isEmpty()) {
      throw Refused.invalidTwin(details);
    }
    Map<String, Part> components = new LinkedHashMap<>();
    parts.forEach((name, draft) -> components.put(name, part(name, draft, now)));
    return new HeldTwin(id, version, model.id(), own.finish(now), components, now);
  }

  // Taking values away gives a component no new time (recorded), though it gives the twin one.
  private Part part(String name, FieldsDraft draft, Instant now) {
    Part old = before == null ? null : before.components().get(name);
    if (old == null) {
      return new Part(draft.finish(now), now);
    }
    if (!draft.isChanged()) {
      return old;
    }
    return new Part(draft.finish(now), draft.isWritten() ? now : old.updated());
  }

  private void check(
      Interface of, String within, FieldsDraft draft, boolean whole, List<String> details) {
    draft
        .values()
        .forEach(
            (name, value) -> {
              if (whole || draft.touched().contains(name)) {
                conformity.property(of, within, name, value, details);
              }
            });
  }

  private void apply(Patch.Op op) {
    List<String> path = Edits.path(op.pointer());
    String first = path.get(0);
    if (first.equals(METADATA)) {
      if (!op.pointer().equals("/$metadata/$model")) {
        sourceTime(own, op, path, 1);
      }
    } else if (first.startsWith("$")) {
      throw Refused.patch("The path " + op.pointer() + " is read-only");
    } else if (parts.containsKey(first) || isComponent(first)) {
      applyToComponent(op, path);
    } else {
      own.apply(op, path, 0);
    }
  }

  private void applyToComponent(Patch.Op op, List<String> path) {
    String name = path.get(0);
    FieldsDraft part = parts.get(name);
    if (path.size() == 1 && op instanceof Patch.Add add) {
      putComponent(name, add.value());
    } else if (part == null) {
      throw Refused.patch("Could not resolve path " + op.pointer());
    } else if (path.size() == 1 && op instanceof Patch.Replace replace) {
      putComponent(name, replace.value());
    } else if (path.size() == 1) {
      parts.remove(name);
    } else if (path.get(1).equals(METADATA)) {
      sourceTime(part, op, path, 2);
    } else {
      part.apply(op, path, 1);
    }
  }

  private boolean isComponent(String name) {
    return model.contents().get(name) instanceof Content.Component;
  }

  private void putComponent(String name, Value value) {
    if (!(value instanceof Value.Struct struct)
        || !(struct.members().get(METADATA) instanceof Value.Struct)) {
      throw Refused.invalidTwin(
          List.of("The component " + name + " must be an object with a $metadata object"));
    }
    FieldsDraft draft = FieldsDraft.blank();
    struct
        .members()
        .forEach(
            (member, each) -> {
              if (!member.equals(METADATA)) {
                draft.put(member, each);
              }
            });
    sourceTimes(draft, struct.members().get(METADATA));
    parts.put(name, draft);
  }

  // What a client read and sends back has the service's times in it, too: those are left alone.
  private static void sourceTimes(FieldsDraft draft, @Nullable Value metadata) {
    if (metadata instanceof Value.Struct struct) {
      struct
          .members()
          .forEach(
              (name, entry) -> {
                if (entry instanceof Value.Struct of && of.members().get("sourceTime") != null) {
                  draft.sourceTime(name, of.members().get("sourceTime"));
                }
              });
    }
  }

  private static void sourceTime(FieldsDraft draft, Patch.Op op, List<String> path, int from) {
    if (path.size() != from + 2 || !path.get(from + 1).equals("sourceTime")) {
      throw Refused.patch("The path " + op.pointer() + " is read-only");
    }
    draft.sourceTime(path.get(from), op);
  }

  private static String newModel(Patch.Op op) {
    Value value =
        op instanceof Patch.Replace replace
            ? replace.value()
            : op instanceof Patch.Add add ? add.value() : null;
    if (!(value instanceof Value.Text text)) {
      throw Refused.patch("The model can only be replaced with the id of another");
    }
    return text.text();
  }
}
