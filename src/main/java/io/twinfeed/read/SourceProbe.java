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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the databases, before a run, which columns the sources have and of which types. */
public final class SourceProbe {
  // 42501, 90096: no right to read; 42601: two statements. As PostgreSQL and H2 say it
  private static final Set<String> NOT_RUNNABLE = Set.of("42501", "90096", "42601");
  private static final int VERIFY_SECONDS = 10;

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
    return probe(spec, spec.sources().keySet(), parameters);
  }

  /**
   * How to read some sources; the databases of the others are not asked.
   *
   * @param names of the sources, and of those that they look up
   * @throws TwinfeedException as {@link #probe(PipelineSpec, Map)}
   */
  public static Map<String, SourceQuery> probe(
      PipelineSpec spec, Set<String> names, Map<String, Object> parameters) {
    SourceProbe probe = new SourceProbe(parameters);
    Map<String, SourceQuery> queries = new LinkedHashMap<>();
    for (Connection connection : spec.connections().values()) {
      List<Source> sources =
          spec.sources().values().stream()
              .filter(source -> source.connection().text().equals(connection.name().text()))
              .filter(source -> names.contains(source.name().text()))
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
   * @throws TwinfeedException as {@link #probe(PipelineSpec, Map)}
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

  /**
   * Whether the statement as it will be read can be run; no row is read.
   *
   * @throws SQLException if it can't, or if this user may not read it
   */
  void verify(java.sql.Connection database, SourceQuery query) throws SQLException {
    describe(
        database, new Statement(query.select(), query.binds()), ResultSetMetaData::getColumnCount);
    // To describe a statement no rights are asked for; to run it they are, and for no row it is
    // quick
    String none = "SELECT * FROM (" + query.select() + "\n) q WHERE 1 = 0";
    try (var prepared = database.prepareStatement(none)) {
      Splits.bind(prepared, query.binds());
      prepared.setQueryTimeout(VERIFY_SECONDS);
      prepared.executeQuery().close();
    } catch (SQLException e) {
      // Anything else may be of the statement around it, which not every database takes
      if (NOT_RUNNABLE.contains(Objects.requireNonNullElse(e.getSQLState(), ""))) {
        throw e;
      }
    }
  }

  private Statement whole(Source source) {
    Text query = source.query();
    return query != null
        ? parameterised(SqlParameters.withoutEnd(query.text()))
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
    Described described = Described.of(database, source, about);
    List<String> labels = described.labels();
    List<Column> columns = new ArrayList<>();
    List<ColumnReader> readers = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    List<String> wanted =
        source.columns().isEmpty() ? labels : source.columns().stream().map(Text::text).toList();
    boolean isTable = source.query() == null;
    // The columns of a query come as they come; `columns:` there only names what is expected
    for (String name : isTable ? wanted : labels) {
      int place = described.place(name);
      ColumnReader reader = described.reader(place);
      columns.add(new Column(name, reader.type()));
      readers.add(reader);
      chosen.add(place);
    }
    Statement select = isTable ? select(source, described, chosen) : statement;
    Described read = described.named(columns.stream().map(Column::name).toList());
    Set<Integer> sensitive = new HashSet<>();
    source.sensitive().forEach(name -> sensitive.add(read.place(name.text())));
    return new SourceQuery(
        source.name().text(),
        connection,
        select.sql(),
        select.binds(),
        columns,
        readers,
        source.key().stream().map(name -> read.place(name.text())).toList(),
        source.deleted() == null ? -1 : read.place(source.deleted().text()),
        sensitive,
        described.ranges(),
        List.of(),
        isTable ? labels : List.of(),
        described.partly(),
        true);
  }

  private Statement select(Source source, Described described, List<Integer> chosen) {
    Set<Integer> read = new LinkedHashSet<>(chosen);
    // Behind the columns: ranges and watermarks need them, rows do not
    if (source.partition() != null) {
      read.add(described.place(source.partition().by().text()));
    }
    if (source.watermark() != null) {
      read.add(described.place(source.watermark().column().text()));
    }
    source.key().forEach(name -> read.add(described.place(name.text())));
    String columns = read.stream().map(described::sql).collect(Collectors.joining(", "));
    String from = "SELECT " + columns + " FROM " + source.table();
    return source.where() == null
        ? new Statement(from, List.of())
        : parameterised(from + " WHERE (" + source.where().text() + "\n)");
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
}
