package io.twinfeed.spec.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that a jar on the class path adds to expressions, by {@link java.util.ServiceLoader}:
 * {@code ${acme.normalise(code)}}. Several with one name are overloads, told apart by their
 * arguments.
 *
 * <p>It must be a function of its arguments alone, and safe for several threads: calls may be made
 * ahead of the first row, repeated, or left out.
 */
public interface ExpressionFunction {

  /** A name behind that of its owner: {@code acme.normalise}. */
  String name();

  /** The types of its arguments; at least one. */
  List<Type> arguments();

  Type result();

  /**
   * Its value. It is not called if an argument is null: then it is null.
   *
   * @param arguments as their types say
   * @return of the type that {@link #result} says, or null
   * @throws Exception if there is no value: the row is rejected with the message
   */
  @Nullable Object apply(List<Object> arguments) throws Exception;

  /** A type of expressions, with the Java class of its values. */
  enum Type {
    STRING(String.class),
    INT(Long.class),
    DOUBLE(Double.class),
    DECIMAL(java.math.BigDecimal.class),
    BOOL(Boolean.class),
    TIMESTAMP(java.time.Instant.class);

    private final Class<?> javaType;

    Type(Class<?> javaType) {
      this.javaType = javaType;
    }

    /** The Java class of its values. */
    public Class<?> javaType() {
      return javaType;
    }
  }
}
