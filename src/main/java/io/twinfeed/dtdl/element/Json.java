package io.twinfeed.dtdl.element;

import io.twinfeed.issue.Place;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value that remembers where it stands. A member that is written twice is there twice. */
public sealed interface Json {
  Place place();

  /** What kind of value it is, for a message: {@code a number}. */
  String kind();

  record Text(Place place, String text) implements Json {
    @Override
    public String kind() {
      return "the text \"" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + '"';
    }
  }

  record Num(Place place, BigDecimal number) implements Json {
    @Override
    public String kind() {
      return "the number " + number;
    }
  }

  record Bool(Place place, boolean is) implements Json {
    @Override
    public String kind() {
      return String.valueOf(is);
    }
  }

  record Null(Place place) implements Json {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Arr(Place place, List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  /**
   * @param source the object as it was written
   */
  record Obj(Place place, List<Member> members, String source) implements Json {
    public Obj {
      members = List.copyOf(members);
    }

    /** The first member of that name. */
    public @Nullable Json get(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
      return null;
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /**
   * @param place that of the name
   */
  record Member(String name, Place place, Json value) {}

  /** The items of an array, or the value itself as the only one. */
  default List<Json> all() {
    return this instanceof Arr array ? array.items() : List.of(this);
  }
}
