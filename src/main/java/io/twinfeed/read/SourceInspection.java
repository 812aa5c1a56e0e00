package io.twinfeed.read;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.read.SourceReport.Bounds;
import io.twinfeed.read.SourceReport.Ranges;
import io.twinfeed.read.SourceReport.Uniqueness;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a database about one source. */
final class SourceInspection {
  // Of rows: above it no pass over a table is worth a report
  private static final long LARGE = 1_000_000;
  private static final int RANGE_SECONDS = 10;

  private final SourceProbe probe;

  SourceInspection(SourceProbe probe) {
    this.probe = probe;
  }

  /**
   * @param columns typed, as expressions see them; empty if some that the file names are not there
   * @param isReached false if the database gave an error instead of an answer
   */
  record Answer(SourceReport report, List<Column> columns, List<Issue> issues, boolean isReached) {}

  Answer of(java.sql.Connection database, String product, Connection connection, Source source) {
    Issues issues = new Issues();
    Text read = Objects.requireNonNull(source.query() == null ? source.table() : source.query());
    Place place = read.place();
    List<FoundColumn> columns = List.of();
    try {
      List<FoundColumn> all = probe.columns(database, source);
      columns = wanted(source, all, issues);
      boolean complete = !issues.hasErrors();
      if (source.partition() != null) {
        requireOrder(source.partition().by(), source, all, issues);
      }
      TableFacts facts =
          source.table() == null ? TableFacts.OF_A_QUERY : facts(database, source.table().text());
      SourceReport.Key key =
          source.key().isEmpty()
              ? new SourceReport.Key(Uniqueness.NOT_ASKED, "")
              : facts.key(texts(source.key()));
      if (key.uniqueness() == Uniqueness.NONE && areThere(source.key(), all)) {
        warnOfKey(source, issues);
      }
      SourceQuery query = issues.hasErrors() ? null : query(database, connection, source);
      Ranges ranges = null;
      if (query != null) {
        place = source.where() == null ? place : source.where().place();
        probe.verify(database, query);
        ranges = ranges(database, source, query, facts);
      }
      return new Answer(
          new SourceReport(
              source, product, columns, all.size(), key, facts.rowsKnown(), facts.rows(), ranges),
          complete ? columns.stream().map(FoundColumn::column).toList() : List.of(),
          issues.all(),
          true);
    } catch (SQLException e) {
      TwinfeedException why = Databases.failed(source.name().text(), e);
      issues.error("SOURCE-002", place, String.valueOf(why.getMessage()), why.hint());
      return new Answer(
          SourceReport.unknown(source, product),
          columns.stream().map(FoundColumn::column).toList(),
          issues.all(),
          false);
    }
  }

  // Those that are read: of a table the ones that the file names, of a query all
  private static List<FoundColumn> wanted(Source source, List<FoundColumn> all, Issues issues) {
    List<FoundColumn> wanted = new ArrayList<>();
    for (Text name : source.columns()) {
      List<FoundColumn> exact = all.stream().filter(c -> c.name().equals(name.text())).toList();
      List<FoundColumn> alike =
          exact.isEmpty()
              ? all.stream().filter(c -> c.name().equalsIgnoreCase(name.text())).toList()
              : exact.subList(0, 1);
      if (alike.size() == 1) {
        wanted.add(alike.get(0).named(name.text()));
      } else if (alike.isEmpty()) {
        issues.error(
            "SPEC-022",
            name.place(),
            "the source %s has no column %s".formatted(source.name(), name),
            Nearest.hint(name.text(), all.stream().map(FoundColumn::name).toList(), "columns"));
      } else {
        issues.error(
            "SPEC-022",
            name.place(),
            "more than one column can be meant by " + name,
            "the source has "
                + alike.stream().map(FoundColumn::name).collect(Collectors.joining(" and ")));
      }
    }
    return source.query() != null || source.columns().isEmpty() ? all : wanted;
  }

  // Rights may let a user read a table, and not the catalogue: then nothing is known
  private static TableFacts facts(java.sql.Connection database, String table) {
    try {
      return TableFacts.of(database, table);
    } catch (SQLException e) {
      return TableFacts.OF_A_QUERY;
    }
  }

  private static boolean areThere(List<Text> names, List<FoundColumn> columns) {
    return names.stream()
        .allMatch(name -> columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(name.text())));
  }

  private static void requireOrder(Text by, Source source, List<FoundColumn> all, Issues issues) {
    all.stream()
        .filter(column -> column.name().equalsIgnoreCase(by.text()) && !column.hasOrder())
        .findFirst()
        .ifPresent(
            column ->
                issues.error(
                    "SOURCE-002",
                    by.place(),
                    "source %s: no ranges can be cut over %s, which is %s"
                        .formatted(source.name(), column.name(), column.sqlType()),
                    "partition: takes a column of whole numbers, decimals, dates, timestamps or"
                        + " strings"));
  }

  private static void warnOfKey(Source source, Issues issues) {
    String columns = String.join(", ", texts(source.key()));
    issues.warning(
        "SOURCE-003",
        source.key().get(0).place(),
        "the database knows no uniqueness over the key %s of the source %s"
            .formatted(columns, source.name()),
        "whether two rows share a key was not counted, which would read the whole table; add a"
            + " unique index, or name columns that have one");
  }

  // Null if a column that the file names outside of columns: is not there: a rule of spec says so
  private @Nullable SourceQuery query(
      java.sql.Connection database, Connection connection, Source source) throws SQLException {
    try {
      return probe.one(database, connection, source);
    } catch (TwinfeedException e) {
      return null;
    }
  }

  private static @Nullable Ranges ranges(
      java.sql.Connection database, Source source, SourceQuery query, TableFacts facts)
      throws SQLException {
    SourceQuery.Ranges wanted = query.partition();
    if (source.partition() == null || wanted == null || wanted.into() < 2) {
      return null;
    }
    String by = source.partition().by().text();
    boolean isWhole = wanted.reader() == ColumnReader.LONG;
    Boolean indexed = facts.isTable() ? facts.isLeading(by) : null;
    boolean isPass = !isWhole || Boolean.FALSE.equals(indexed);
    if (isPass && facts.rows() != null && facts.rows() > LARGE) {
      return new Ranges(List.of(), isWhole, indexed, "that takes a pass over a large table");
    }
    boolean sensitive = texts(source.sensitive()).stream().anyMatch(by::equalsIgnoreCase);
    try {
      List<Bounds> bounds =
          Splits.of(query, wanted, database, RANGE_SECONDS).stream()
              .map(range -> new Bounds(text(range.from(), sensitive), text(range.to(), sensitive)))
              .toList();
      return new Ranges(bounds, isWhole, indexed, "");
    } catch (SQLException e) {
      // 57014: cancelled, as PostgreSQL and H2 say it of a time-out
      if (e instanceof SQLTimeoutException || "57014".equals(e.getSQLState())) {
        return new Ranges(
            List.of(),
            isWhole,
            indexed,
            "the database took longer than " + RANGE_SECONDS + " seconds");
      }
      throw e;
    }
  }

  private static @Nullable String text(@Nullable Object bound, boolean sensitive) {
    return bound == null ? null : sensitive ? "(sensitive)" : bound.toString();
  }

  private static List<String> texts(List<Text> texts) {
    return texts.stream().map(Text::text).toList();
  }
}
