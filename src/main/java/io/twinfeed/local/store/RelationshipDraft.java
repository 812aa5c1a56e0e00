package io.twinfeed.local.store;

import io.twinfeed.dtdl.Content;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A relationship while a request is changing it.
 *
 * @param target the id of the twin it leads to
 */
record RelationshipDraft(String name, String target, Map<String, Value> properties) {
  // Relationships have no times of their own (adt-service.md §1.5).
  private static final Stamp UNSTAMPED = new Stamp(Instant.EPOCH, null);
  private static final Set<String> KNOWN =
      Set.of("$relationshipId", "$etag", "$sourceId", "$relationshipName", "$targetId");

  RelationshipDraft {
    properties = new LinkedHashMap<>(properties);
  }

  /** What the body of a PUT says. */
  static RelationshipDraft of(Body body) {
    Map<String, Value> properties = new LinkedHashMap<>(body.members().members());
    String name = text(properties, "$relationshipName");
    String target = text(properties, "$targetId");
    if (!body.nulls().isEmpty()) {
      throw Refused.invalidRelationship(body.nullDetails());
    }
    properties.keySet().removeAll(KNOWN);
    return new RelationshipDraft(name, target, properties);
  }

  /** A relationship with a patch applied. */
  static RelationshipDraft of(HeldRelationship before, Patch patch) {
    FieldsDraft fields = FieldsDraft.of(before.properties());
    for (Patch.Op op : patch.ops()) {
      List<String> path = Edits.path(op.pointer());
      if (path.get(0).startsWith("$")) {
        throw Refused.patch("The path " + op.pointer() + " is read-only");
      }
      fields.apply(op, path, 0);
    }
    return new RelationshipDraft(before.name(), before.target(), fields.values());
  }

  HeldRelationship finish(
      HeldTwin source, String id, HeldTwin target, Conformity conformity, UUID version) {
    Content content = conformity.model(source.model()).contents().get(name);
    if (!(content instanceof Content.Relationship declared)) {
      throw new Refused(
          Code.INVALID_RELATIONSHIP,
          "The relationship " + name + " does not appear on the DTDL for " + source.model() + ".");
    }
    String wanted = declared.target();
    if (wanted != null && !conformity.isOf(target.model(), wanted)) {
      throw new Refused(
          Code.INVALID_RELATIONSHIP,
          "The relationship "
              + name
              + " of "
              + source.model()
              + " leads to twins of "
              + wanted
              + "; the target "
              + target.id()
              + " is one of "
              + target.model()
              + ".");
    }
    List<String> details = new ArrayList<>();
    conformity.properties(declared.properties(), name, properties, details);
    if (!details.isEmpty()) {
      throw Refused.invalidRelationship(details);
    }
    return new HeldRelationship(
        source.id(), id, version, name, target.id(), Fields.of(properties, UNSTAMPED));
  }

  private static String text(Map<String, Value> members, String name) {
    if (members.get(name) instanceof Value.Text text && !text.text().isEmpty()) {
      return text.text();
    }
    throw new Refused(
        Code.INVALID_ARGUMENT, "The payload is invalid: " + name + " must be a non-empty text.");
  }
}
