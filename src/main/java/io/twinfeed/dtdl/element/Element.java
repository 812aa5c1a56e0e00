package io.twinfeed.dtdl.element;

import io.twinfeed.issue.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of a model document: an object that has, or should have, a class of the language. It
 * holds what was written, right or wrong; the rules judge it.
 */
public final class Element {
  private final Json.Obj json;
  private final @Nullable Element parent;
  private final @Nullable Member position;
  private final Context context;
  private final @Nullable ElementClass type;
  private final Map<String, Slot> slots;
  private final List<Json.Member> unknown;

  /**
   * One member of an element, read by the table of its class.
   *
   * @param elements the elements written in place
   * @param references the words and DTMIs written in place of elements
   */
  public record Slot(
      Member member, Json.Member source, List<Element> elements, List<Json.Text> references) {
    public Slot {
      elements = List.copyOf(elements);
      references = List.copyOf(references);
    }

    public Json value() {
      return source.value();
    }

    public Place place() {
      return source.place();
    }
  }

  Element(Json.Obj json, @Nullable Element parent, @Nullable Member position, Context context) {
    this.json = json;
    this.parent = parent;
    this.position = position;
    this.context = context;
    this.type = ElementReader.typeOf(json, position, context.version());
    ElementReader.Read read = ElementReader.members(this);
    this.slots = read.slots();
    this.unknown = read.unknown();
  }

  public Json.Obj json() {
    return json;
  }

  public Place place() {
    return json.place();
  }

  /** The element that it is written in; null for the top level of a document. */
  public @Nullable Element parent() {
    return parent;
  }

  /** The member of the parent that it is written in; null for the top level of a document. */
  public @Nullable Member position() {
    return position;
  }

  public Context context() {
    return context;
  }

  public int version() {
    return context.version();
  }

  /** Its class; null where {@code @type} names none. */
  public @Nullable ElementClass type() {
    return type;
  }

  public boolean is(ElementClass other) {
    return type == other;
  }

  /** Its {@code @id}; null where there is none. */
  public @Nullable String id() {
    return Literals.text(json.get("@id"));
  }

  /** The member {@code name} as text; null where there is none. */
  public @Nullable String name() {
    return text("name");
  }

  /** A member as text; null where it is absent or something else. */
  public @Nullable String text(String term) {
    Slot slot = slots.get(term);
    return slot == null ? null : Literals.text(slot.value());
  }

  /** The members that its class has, by their terms. */
  public Collection<Slot> slots() {
    return slots.values();
  }

  public @Nullable Slot slot(String term) {
    return slots.get(term);
  }

  /** The elements written in a member. */
  public List<Element> elements(String term) {
    Slot slot = slots.get(term);
    return slot == null ? List.of() : slot.elements();
  }

  /** The words and DTMIs written in a member that holds elements. */
  public List<Json.Text> references(String term) {
    Slot slot = slots.get(term);
    return slot == null ? List.of() : slot.references();
  }

  /** The members that its class does not have, without keywords. */
  public List<Json.Member> unknown() {
    return unknown;
  }

  /** The interface that it is in, or that it is; null where there is none around it. */
  public @Nullable Element owner() {
    return is(ElementClass.INTERFACE) || parent == null
        ? (is(ElementClass.INTERFACE) ? this : null)
        : parent.owner();
  }

  /** What to call it in a message: {@code Property "size" of dtmi:example:room;1}. */
  public String title() {
    String id = id();
    if (id != null && (is(ElementClass.INTERFACE) || parent == null)) {
      return id;
    }
    String name = name();
    String own =
        (type == null ? "element" : type.term()) + (name == null ? "" : " \"" + name + '"');
    return parent == null ? own : own + " of " + parent.title();
  }
}
