package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of the columns of a table or query.
 *
 * @param labels of the columns, in their order
 * @param readers how each of them is read
 * @param types the database's own names of their types
 * @param comparable whether a text can be bound and compared with the column as it is
 * @param quote what stands around a name in SQL; may be empty
 * @param clock what time it is in the database
 */
record Described(
    Source source,
    List<String> labels,
    List<ColumnReader> readers,
    List<String> types,
    List<Boolean> comparable,
    String quote,
    Instant clock) {
  // PostgreSQL calls its enumerations varchar, too, and compares them with no text
  private static final Set<String> TEXTS = Set.of("varchar", "text", "name", "character varying");

  static Described of(Connection database, Source source, ResultSetMetaData about)
      throws SQLException {
    String product = database.getMetaData().getDatabaseProductName();
    List<String> labels = new ArrayList<>();
    List<ColumnReader> readers = new ArrayList<>();
    List<String> types = new ArrayList<>();
    List<Boolean> comparable = new ArrayList<>();
    for (int i = 0; i < about.getColumnCount(); i++) {
      labels.add(about.getColumnLabel(i + 1));
      readers.add(SqlTypes.reader(about, i, product));
      types.add(about.getColumnTypeName(i + 1));
      int type = about.getColumnType(i + 1);
      comparable.add(
          (type == Types.VARCHAR || type == Types.NVARCHAR)
              && (!product.equals("PostgreSQL")
                  || TEXTS.contains(types.get(i).toLowerCase(Locale.ROOT))));
    }
    return new Described(
        source,
        labels,
        readers,
        types,
        comparable,
        database.getMetaData().getIdentifierQuoteString().strip(),
        source.watermark() == null ? Instant.EPOCH : DatabaseClock.now(database));
  }

  /** The same under other names, without their types. */
  Described named(List<String> names) {
    return new Described(source, names, List.of(), List.of(), List.of(), quote, clock);
  }

  ColumnReader reader(int place) {
    return readers.get(place);
  }

  /** A column as SQL names it. */
  String sql(int place) {
    String label = labels.get(place);
    return quote.isEmpty() ? label : quote + label.replace(quote, quote + quote) + quote;
  }

  /** As it is spelt, else in any case if only one column fits. */
  int place(String name) {
    int exact = labels.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    List<String> similar = labels.stream().filter(name::equalsIgnoreCase).toList();
    if (similar.size() == 1) {
      return labels.indexOf(similar.get(0));
    }
    throw new TwinfeedException(
        Kind.SOURCE,
        "source %s: there is no column %s%s"
            .formatted(
                source.name(), name, similar.isEmpty() ? "" : ", but several in another case"),
        "columns: " + String.join(", ", labels));
  }

  SourceQuery.@Nullable Ranges ranges() {
    if (source.partition() == null) {
      return null;
    }
    int by = place(source.partition().by().text());
    if (!reader(by).hasOrder()) {
      throw new TwinfeedException(
          Kind.SOURCE,
          "source %s: no ranges can be cut over %s, which is %s"
              .formatted(source.name(), labels.get(by), types.get(by)),
          "partition: takes a column of whole numbers, decimals, dates, timestamps or strings");
    }
    return new SourceQuery.Ranges(sql(by), source.partition().into(), reader(by));
  }

  Partly partly() {
    List<Partly.KeyColumn> key = new ArrayList<>();
    for (Text name : source.key()) {
      int place = place(name.text());
      ColumnReader reader = reader(place);
      boolean exact =
          source.sensitive().stream().noneMatch(each -> each.text().equalsIgnoreCase(name.text()))
              && switch (reader) {
                case LONG, DECIMAL, DATE -> true;
                case TEXT -> comparable.get(place);
                default -> false;
              };
      key.add(new Partly.KeyColumn(sql(place), spelt(name.text(), place), reader, exact));
    }
    return new Partly(mark(), key);
  }

  // The columns of a table are called as the file spells them
  private String spelt(String name, int place) {
    return source.query() != null || source.columns().isEmpty()
        ? labels.get(place)
        : source.columns().stream()
            .map(Text::text)
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElse(labels.get(place));
  }

  private Partly.@Nullable Mark mark() {
    if (source.watermark() == null) {
      return null;
    }
    int by = place(source.watermark().column().text());
    if (!Partly.canBeMark(reader(by))) {
      throw Partly.noTime(source.name().text(), labels.get(by), types.get(by));
    }
    return new Partly.Mark(sql(by), reader(by), clock);
  }
}
