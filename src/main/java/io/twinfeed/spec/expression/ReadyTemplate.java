package io.twinfeed.spec.expression;

import dev.cel.runtime.CelEvaluationException;
import io.twinfeed.spec.Template;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiled templates: one column, one expression, or text of several parts. */
abstract sealed class ReadyTemplate implements CompiledTemplate {

  static CompiledTemplate of(Template template, List<Expressions.Part> parts) {
    if (!template.isSingleExpression()) {
      return new Text(parts);
    }
    Expressions.Part part = parts.get(0);
    return part.column() >= 0 ? new BareColumn(part.column()) : new Single(part);
  }

  private static final class BareColumn extends ReadyTemplate {
    private final int column;

    BareColumn(int column) {
      this.column = column;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row, @Nullable String twinId) {
      return row[column];
    }

    @Override
    public Set<Integer> columns() {
      return Set.of(column);
    }
  }

  private static final class Single extends ReadyTemplate {
    private final Expressions.Part part;

    Single(Expressions.Part part) {
      this.part = part;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row, @Nullable String twinId)
        throws EvaluationException {
      return Results.toJava(value(part, row, twinId));
    }

    @Override
    public Set<Integer> columns() {
      return part.columns();
    }
  }

  private static final class Text extends ReadyTemplate {
    private final List<Expressions.Part> parts;

    Text(List<Expressions.Part> parts) {
      this.parts = List.copyOf(parts);
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row, @Nullable String twinId)
        throws EvaluationException {
      StringBuilder text = new StringBuilder();
      for (Expressions.Part part : parts) {
        Object value = value(part, row, twinId);
        if (Node.isNull(value)) {
          return null;
        }
        text.append(Results.text(value));
      }
      return text.toString();
    }

    @Override
    public Set<Integer> columns() {
      return parts.stream()
          .flatMap(part -> part.columns().stream())
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static Object value(
      Expressions.Part part, @Nullable Object[] row, @Nullable String twinId)
      throws EvaluationException {
    try {
      return part.node().value(new Frame(row, twinId, part.locals()));
    } catch (CelEvaluationException e) {
      throw new EvaluationException("${" + part.source().strip() + "}: " + Failure.reason(e), e);
    }
  }
}
