package io.twinfeed.shape;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.read.RowName;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Merge;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.expression.CompiledTemplate;
import io.twinfeed.spec.expression.EvaluationException;
import io.twinfeed.spec.expression.Expressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates the properties of one rule for a row, and converts them. */
final class Feeding {
  private final List<Feed> feeds;

  /** One property, ready. */
  private record Feed(
      PropertyRule rule,
      RuleTarget target,
      @Nullable CompiledTemplate value,
      @Nullable CompiledTemplate by,
      @Nullable CompiledTemplate defaultValue) {

    Set<Integer> columns() {
      return Stream.of(value, by, defaultValue)
          .filter(Objects::nonNull)
          .flatMap(template -> template.columns().stream())
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private Feeding(List<Feed> feeds) {
    this.feeds = feeds;
  }

  static Feeding of(List<PropertyRule> rules, List<RuleTarget> targets, Expressions expressions) {
    List<Feed> feeds = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      PropertyRule rule = rules.get(i);
      Template value;
      Template by;
      if (rule.feed() instanceof Aggregate aggregate) {
        value = aggregate.value();
        by = aggregate.by();
      } else {
        value = ((Plain) rule.feed()).value();
        Merge merge = rule.merge();
        by = merge == null ? null : merge.by();
      }
      feeds.add(
          new Feed(
              rule,
              targets.get(i),
              compiled(expressions, value),
              compiled(expressions, by),
              compiled(expressions, rule.defaultValue())));
    }
    return new Feeding(feeds);
  }

  /** Compiles what the check of the file has already found to compile. */
  static @Nullable CompiledTemplate compiled(Expressions expressions, @Nullable Template template) {
    if (template == null) {
      return null;
    }
    Issues issues = new Issues();
    CompiledTemplate compiled = expressions.compile(template, issues);
    if (compiled == null) {
      throw new TwinfeedException(
          Kind.SPEC,
          template.place() + ": the expression does not fit the columns of its source",
          "",
          issues.all(),
          null);
    }
    return compiled;
  }

  /** The columns that any of the properties is made of. */
  Set<Integer> columns() {
    return feeds.stream()
        .flatMap(feed -> feed.columns().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  List<Fed> feed(@Nullable Object[] row, @Nullable String twinId) throws RowRejection {
    List<Fed> fed = new ArrayList<>(feeds.size());
    for (Feed feed : feeds) {
      try {
        fed.add(fed(feed, row, twinId));
      } catch (RowRejection e) {
        throw e.about(feed.columns(), "property " + feed.rule().path());
      }
    }
    return fed;
  }

  private static Fed fed(Feed feed, @Nullable Object[] row, @Nullable String twinId)
      throws RowRejection {
    Object value = evaluate(feed.rule(), feed.value(), row, twinId);
    if (value == null && feed.defaultValue() != null) {
      value = evaluate(feed.rule(), feed.defaultValue(), row, twinId);
    }
    if (value != null && !(value instanceof Number) && isSum(feed.rule())) {
      throw new RowRejection(
          "ROW-VALUE",
          "property %s: %s can't be summed".formatted(feed.rule().path(), RowName.text(value)),
          "convert it: ${decimal(column)}");
    }
    Object by = evaluate(feed.rule(), feed.by(), row, twinId);
    requireFinite(feed.rule(), value);
    requireFinite(feed.rule(), by);
    return new Fed(
        feed.rule().feed() instanceof Plain && value != null ? converted(feed, value) : value, by);
  }

  // Neither has an order or a place in a sum
  private static void requireFinite(PropertyRule rule, @Nullable Object value) throws RowRejection {
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new RowRejection(
          "ROW-VALUE",
          "property %s: %s is no number that a twin can have".formatted(rule.path(), number),
          "correct the row, or leave it out with when:");
    }
  }

  private static boolean isSum(PropertyRule rule) {
    return rule.feed() instanceof Aggregate aggregate
        && aggregate.function() == Aggregate.Function.SUM;
  }

  private static @Nullable Object evaluate(
      PropertyRule rule,
      @Nullable CompiledTemplate template,
      @Nullable Object[] row,
      @Nullable String twinId)
      throws RowRejection {
    if (template == null) {
      return null;
    }
    try {
      return template.evaluate(row, twinId);
    } catch (EvaluationException e) {
      throw new RowRejection(
          "ROW-EXPRESSION",
          "property %s: %s".formatted(rule.path(), e.getMessage()),
          "guard the expression, for example with a condition",
          e);
    }
  }

  private static Object converted(Feed feed, Object value) throws RowRejection {
    RuleTarget target = feed.target();
    if (target.schema() == null) {
      return sourceTime(feed.rule(), value);
    }
    try {
      return Conversion.convert(target.schema(), value).toJava();
    } catch (ConversionException e) {
      boolean tooLong = e.why() == ConversionException.Why.TOO_LONG;
      throw new RowRejection(
          tooLong ? "ROW-TEXT-TOO-LONG" : "ROW-VALUE",
          "property %s: %s".formatted(feed.rule().path(), e.getMessage()),
          tooLong
              ? "cut it: ${text.substring(0, 1000)}"
              : "correct the row, or convert it in the expression",
          e);
    }
  }

  private static Object sourceTime(PropertyRule rule, Object value) throws RowRejection {
    if (value instanceof Instant time) {
      return time.toString();
    }
    throw new RowRejection(
        "ROW-VALUE",
        "%s is a time, but the value is %s".formatted(rule.path(), RowName.text(value)),
        "use a timestamp column");
  }
}
