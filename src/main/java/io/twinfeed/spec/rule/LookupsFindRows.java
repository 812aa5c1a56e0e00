package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Source.Lookup;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.expression.Expressions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A lookup finds rows of another source by its whole key, and its name is no other's. Neither
 * source has a watermark: of a partial read nobody can tell that there is no such row, and a row
 * that is not read does not see what it looks up change.
 */
final class LookupsFindRows implements SpecRule {
  @Override
  public String code() {
    return "SPEC-042";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Source source : subject.spec().sources().values()) {
      for (Lookup lookup : source.lookups()) {
        checkName(source, lookup, subject, issues);
        Source other = subject.spec().sources().get(lookup.from().text());
        if (lookup.from().text().isEmpty()) {
          continue;
        }
        if (other == null) {
          issues.error(
              code(),
              lookup.from().place(),
              "the lookup %s: there is no source %s".formatted(lookup.name(), lookup.from()),
              Nearest.hint(lookup.from().text(), subject.spec().sources().keySet(), "sources"));
        } else {
          checkKey(source, lookup, other, subject, issues);
          checkWatermark(source, lookup, source, issues);
          checkWatermark(source, lookup, other, issues);
        }
      }
    }
  }

  private void checkName(Source source, Lookup lookup, Subject subject, Issues issues) {
    String name = lookup.name().text();
    if (!Expressions.canName(name)) {
      issues.error(
          code(),
          lookup.name().place(),
          "'%s' can't be the name of a lookup".formatted(name),
          "take letters, digits and _, and no word of the expression language");
      return;
    }
    List<String> columns = subject.columnNames(source);
    if (columns != null && columns.stream().anyMatch(name::equalsIgnoreCase)) {
      issues.error(
          code(),
          lookup.name().place(),
          "the source %s has a column %s, too".formatted(source.name(), name),
          "give the lookup another name");
    }
  }

  private void checkKey(
      Source source, Lookup lookup, Source other, Subject subject, Issues issues) {
    Place place = lookup.by().isEmpty() ? lookup.name().place() : lookup.by().get(0).place();
    if (other.key().isEmpty()) {
      issues.error(
          code(),
          lookup.from().place(),
          "the lookup %s: the source %s names no key".formatted(lookup.name(), other.name()),
          "name the columns that tell its rows apart under key");
    } else if (other.key().size() != lookup.by().size()) {
      issues.error(
          code(),
          place,
          "the lookup %s gives %d columns for the key of %s, which has %d"
              .formatted(lookup.name(), lookup.by().size(), other.name(), other.key().size()),
          "key of %s: %s".formatted(other.name(), join(other.key())));
    } else {
      for (int i = 0; i < lookup.by().size(); i++) {
        checkTypes(source, lookup.by().get(i), other, other.key().get(i), subject, issues);
      }
    }
  }

  private void checkTypes(
      Source source, Text by, Source other, Text key, Subject subject, Issues issues) {
    Optional<ColumnType> one = subject.type(source, by.text());
    Optional<ColumnType> two = subject.type(other, key.text());
    if (one.isPresent() && two.isPresent() && isNumber(one.get()) != isNumber(two.get())) {
      issues.error(
          code(),
          by.place(),
          "%s is %s and %s of %s is %s: they never meet"
              .formatted(by, word(one.get()), key, other.name(), word(two.get())),
          "convert one of them in a query");
    }
  }

  private void checkWatermark(Source source, Lookup lookup, Source marked, Issues issues) {
    if (marked.watermark() != null) {
      issues.error(
          code(),
          lookup.name().place(),
          "the lookup %s of %s needs all rows, but the watermark of %s lets only changed rows through"
              .formatted(lookup.name(), source.name(), marked.name()),
          "declare a second source without a watermark for it");
    }
  }

  private static boolean isNumber(ColumnType type) {
    return type == ColumnType.INT || type == ColumnType.DECIMAL || type == ColumnType.DOUBLE;
  }

  private static String word(ColumnType type) {
    return isNumber(type) ? "a number" : "of the type " + type.name().toLowerCase(Locale.ROOT);
  }

  private static String join(List<Text> columns) {
    return String.join(", ", columns.stream().map(Text::text).toList());
  }
}
