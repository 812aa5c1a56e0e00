package io.twinfeed.twin;

import java.io.Serializable;
import java.util.List;

/** A JSON patch (RFC 6902), of the operations that the service knows. */
public record Patch(List<Op> ops) implements Serializable {

  public Patch {
    ops = List.copyOf(ops);
  }

  /** One operation at a JSON pointer. */
  public sealed interface Op extends Serializable {
    String pointer();
  }

  /** Sets a value, whether or not one is there. */
  public record Add(String pointer, Value value) implements Op {}

  /** Sets a value that is there; the service refuses it for one that is not. */
  public record Replace(String pointer, Value value) implements Op {}

  /** Takes a value away; the service refuses it where there is none. */
  public record Remove(String pointer) implements Op {}

  public boolean isEmpty() {
    return ops.isEmpty();
  }
}
