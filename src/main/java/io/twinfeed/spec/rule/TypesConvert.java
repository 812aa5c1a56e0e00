package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.expression.ResultType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value has a type that can become the schema of its property, where both are known. */
final class TypesConvert implements SpecRule {
  @Override
  public String code() {
    return "SPEC-038";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Bindings.Bound bound : Bindings.of(subject)) {
      Text from = bound.rule().from();
      PropertyRule property = bound.property();
      if (property.feed() instanceof Plain plain) {
        check(subject.type(from, plain.value()), plain.value(), bound, issues);
      } else if (property.feed() instanceof Aggregate aggregate) {
        check(aggregate, from, bound, subject, issues);
      }
      Template fallback = property.defaultValue();
      if (fallback != null) {
        check(subject.type(from, fallback), fallback, bound, issues);
      }
    }
  }

  private void check(
      Aggregate aggregate, Text from, Bindings.Bound bound, Subject subject, Issues issues) {
    Template value = aggregate.value();
    ResultType type = value == null ? null : subject.type(from, value);
    if (value != null
        && type != null
        && aggregate.function() == Aggregate.Function.SUM
        && !Conversion.isNumber(type)) {
      issues.error(code(), value.place(), "a sum adds numbers, but this is " + type.word(), "");
      return;
    }
    ResultType result =
        switch (aggregate.function()) {
          case COUNT -> ResultType.INT;
          case SUM -> ResultType.DECIMAL;
          case MIN, MAX, FIRST, LAST -> type;
          case LIST -> ResultType.LIST;
          case MAP -> ResultType.MAP;
        };
    check(result, value == null ? null : value, bound, issues);
  }

  private void check(
      @Nullable ResultType type, @Nullable Template value, Bindings.Bound bound, Issues issues) {
    if (type == null || isWrongConstant(value, bound, issues)) {
      return;
    }
    boolean fits =
        bound.target() instanceof PropertyTargets.Property property
            ? Conversion.isPossible(type, property.schema())
            : !(bound.target() instanceof PropertyTargets.SourceTime)
                || type == ResultType.TIMESTAMP
                || type == ResultType.UNKNOWN;
    if (!fits) {
      String schema =
          bound.target() instanceof PropertyTargets.Property property
              ? Conversion.word(property.schema())
              : "dateTime";
      issues.error(
          code(),
          value == null ? bound.property().path().place() : value.place(),
          "%s can't become %s, the schema of %s"
              .formatted(type.word(), schema, bound.property().path()),
          hint(type, schema, value));
    }
  }

  // Told here, so that no row has to be rejected for it
  private boolean isWrongConstant(@Nullable Template value, Bindings.Bound bound, Issues issues) {
    String text =
        value == null || bound.property().feed() instanceof Aggregate
            ? null
            : Constant.of(value).orElse(null);
    if (text == null
        || !(bound.target() instanceof PropertyTargets.Property property)
        || Constant.fits(text, property.schema())) {
      return false;
    }
    issues.error(
        code(),
        Objects.requireNonNull(value).place(),
        "the text '%s' can't become %s, the schema of %s"
            .formatted(text, Conversion.word(property.schema()), bound.property().path()),
        Constant.hint(text, property.schema()));
    return true;
  }

  private static String hint(ResultType type, String schema, @Nullable Template value) {
    if (type != ResultType.TIME || value == null || !schema.equals(Primitive.TIME.term())) {
      return "";
    }
    return "it has no offset: append one, " + value.source() + "Z for a time in UTC";
  }
}
