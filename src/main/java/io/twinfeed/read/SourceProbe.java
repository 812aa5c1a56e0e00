package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.SqlParameters;
import io.twinfeed.spec.Text;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the databases, before a run, which columns the sources have and of which types. */
public final class SourceProbe {
  private final Map<String, Object> parameters;

  SourceProbe(Map<String, Object> parameters) {
    this.parameters = parameters;
  }

  /**
   * How to read each source, by its name. No row is read.
   *
   * @param parameters the values of the parameters that SQL may name
   * @throws TwinfeedException of kind SOURCE: a database can't be reached, or a query can't be run
   */
  public static Map<String, SourceQuery> probe(PipelineSpec spec, Map<String, Object> parameters) {
    SourceProbe probe = new SourceProbe(parameters);
    Map<String, SourceQuery> queries = new LinkedHashMap<>();
    for (Connection connection : spec.connections().values()) {
      List<Source> sources =
          spec.sources().values().stream()
              .filter(source -> source.connection().text().equals(connection.name().text()))
              .toList();
      if (!sources.isEmpty()) {
        probe.all(connection, sources, queries);
      }
    }
    return LookUps.tied(spec.sources(), queries);
  }

  /**
   * How to read one source and those that it looks up; the databases of the others are not asked.
   *
   * @throws TwinfeedException as {@link #probe}
   */
  public static SourceQuery probe(
      PipelineSpec spec, Source source, Map<String, Object> parameters) {
    List<Source> sources = new ArrayList<>(List.of(source));
    source
        .lookups()
        .forEach(lookup -> sources.add(checked(spec.sources().get(lookup.from().text()))));
    SourceProbe probe = new SourceProbe(parameters);
    Map<String, SourceQuery> alone = new LinkedHashMap<>();
    for (Source each : sources) {
      Connection connection = checked(spec.connections().get(each.connection().text()));
      probe.all(connection, List.of(each), alone);
    }
    return LookUps.tied(source, checked(alone.get(source.name().text())), alone);
  }

  private static <T> T checked(@Nullable T found) {
    return Objects.requireNonNull(found, "the check of the file has found every name");
  }

  private void all(Connection connection, List<Source> sources, Map<String, SourceQuery> queries) {
    try (var database = Databases.open(connection)) {
      for (Source source : sources) {
        try {
          queries.put(source.name().text(), one(database, connection, source));
        } catch (SQLException e) {
          throw Databases.failed(source.name().text(), e);
        }
      }
    } catch (SQLException e) {
      throw Databases.unavailable(connection, e);
    }
  }

  SourceQuery one(java.sql.Connection database, Connection connection, Source source)
      throws SQLException {
    Statement statement = whole(source);
    return describe(
        database, statement, about -> described(database, connection, source, statement, about));
  }

  /** All columns that a table or query has, whichever of them the file names. */
  List<FoundColumn> columns(java.sql.Connection database, Source source) throws SQLException {
    String product = database.getMetaData().getDatabaseProductName();
    return describe(database, whole(source), about -> FoundColumn.all(about, product));
  }

  /** Whether the statement as it will be read can be run; no row is read. */
  void verify(java.sql.Connection database, SourceQuery query) throws SQLException {
    describe(
        database, new Statement(query.select(), query.binds()), ResultSetMetaData::getColumnCount);
  }

  private Statement whole(Source source) {
    Text query = source.query();
    return query != null
        ? parameterised(query.text().strip().replaceFirst(";\\s*$", ""))
        : new Statement("SELECT * FROM " + source.table() + " WHERE 1 = 0", List.of());
  }

  /** Makes something of what a statement would give. */
  private interface Describer<T> {
    T of(ResultSetMetaData about) throws SQLException;
  }

  private static <T> T describe(
      java.sql.Connection database, Statement statement, Describer<T> describer)
      throws SQLException {
    try (var prepared = database.prepareStatement(statement.sql())) {
      Splits.bind(prepared, statement.binds());
      ResultSetMetaData about = prepared.getMetaData();
      if (about != null) {
        return describer.of(about);
      }
      prepared.setMaxRows(1); // some drivers describe only what they have run
      try (var rows = prepared.executeQuery()) {
        return describer.of(rows.getMetaData());
      }
    }
  }

  private SourceQuery described(
      java.sql.Connection database,
      Connection connection,
      Source source,
      Statement statement,
      ResultSetMetaData about)
      throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      labels.add(about.getColumnLabel(i));
    }
    String product = database.getMetaData().getDatabaseProductName();
    List<Column> columns = new ArrayList<>();
    List<ColumnReader> readers = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    List<String> wanted =
        source.columns().isEmpty() ? labels : source.columns().stream().map(Text::text).toList();
    boolean isTable = source.query() == null;
    // The columns of a query come as they come; `columns:` there only names what is expected
    for (String name : isTable ? wanted : labels) {
      int place = place(source, labels, name);
      ColumnReader reader = SqlTypes.reader(about, place, product);
      columns.add(new Column(name, reader.type()));
      readers.add(reader);
      chosen.add(place);
    }
    String quote = database.getMetaData().getIdentifierQuoteString().strip();
    Statement select = isTable ? select(source, labels, chosen, quote) : statement;
    List<String> names = columns.stream().map(Column::name).toList();
    Set<Integer> sensitive = new HashSet<>();
    source.sensitive().forEach(name -> sensitive.add(place(source, names, name.text())));
    return new SourceQuery(
        source.name().text(),
        connection,
        select.sql(),
        select.binds(),
        columns,
        readers,
        source.key().stream().map(name -> place(source, names, name.text())).toList(),
        source.deleted() == null ? -1 : place(source, names, source.deleted().text()),
        sensitive,
        ranges(source, labels, about, quote, product),
        List.of());
  }

  private Statement select(Source source, List<String> labels, List<Integer> chosen, String quote) {
    List<Integer> read = new ArrayList<>(chosen);
    if (source.partition() != null) {
      int by = place(source, labels, source.partition().by().text());
      if (!read.contains(by)) {
        read.add(by); // behind the columns: ranges need it, rows do not
      }
    }
    String columns =
        read.stream()
            .map(place -> quoted(labels.get(place), quote))
            .collect(Collectors.joining(", "));
    String from = "SELECT " + columns + " FROM " + source.table();
    return source.where() == null
        ? new Statement(from, List.of())
        : parameterised(from + " WHERE (" + source.where().text() + "\n)");
  }

  private static SourceQuery.@Nullable Ranges ranges(
      Source source, List<String> labels, ResultSetMetaData about, String quote, String product)
      throws SQLException {
    if (source.partition() == null) {
      return null;
    }
    int by = place(source, labels, source.partition().by().text());
    ColumnReader reader = SqlTypes.reader(about, by, product);
    if (!reader.hasOrder()) {
      throw new TwinfeedException(
          Kind.SOURCE,
          "source %s: no ranges can be cut over %s, which is %s"
              .formatted(source.name(), labels.get(by), about.getColumnTypeName(by + 1)),
          "partition: takes a column of whole numbers, decimals, dates, timestamps or strings");
    }
    return new SourceQuery.Ranges(quoted(labels.get(by), quote), source.partition().into(), reader);
  }

  /** A statement whose parameters have become question marks. */
  private record Statement(String sql, List<Object> binds) {}

  private Statement parameterised(String sql) {
    SqlParameters parsed = SqlParameters.of(sql);
    List<Object> binds = new ArrayList<>();
    for (String name : parsed.names()) {
      Object value = parameters.get(name);
      if (value == null) {
        throw new TwinfeedException(
            Kind.SPEC, "the SQL names :" + name + ", which is no parameter", "declare it");
      }
      binds.add(value);
    }
    return new Statement(parsed.sql(), binds);
  }

  private static String quoted(String label, String quote) {
    return quote.isEmpty() ? label : quote + label.replace(quote, quote + quote) + quote;
  }

  // As it is spelt, else in any case if only one column fits
  private static int place(Source source, List<String> labels, String name) {
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
}
