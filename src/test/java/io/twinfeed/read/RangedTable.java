package io.twinfeed.read;

import io.twinfeed.flow.Unreadable;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table {@code ranged(n, v)} whose source is cut by {@code v}. */
record RangedTable(Connection database, String url, String user) {

  /**
   * @param values as the database reads them; null for NULL
   */
  static RangedTable of(
      Connection database, String url, String user, String type, List<@Nullable String> values)
      throws SQLException {
    return of(database, url, user, type, type.replaceFirst(" COLLATE .*", ""), values);
  }

  /**
   * @param cast the type as a CAST names it
   */
  static RangedTable of(
      Connection database,
      String url,
      String user,
      String type,
      String cast,
      List<@Nullable String> values)
      throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS ranged");
      statement.execute("CREATE TABLE ranged (n INT, v " + type + ")");
    }
    try (var insert =
        database.prepareStatement("INSERT INTO ranged VALUES (?, CAST(? AS " + cast + "))")) {
      for (int i = 0; i < values.size(); i++) {
        insert.setInt(1, i / 2); // two rows of one number: rows are a multiset
        insert.setString(2, values.get(i));
        insert.addBatch();
      }
      if (!values.isEmpty()) {
        insert.executeBatch();
      }
    }
    return new RangedTable(database, url, user);
  }

  /** What SQL says, each row as text. */
  List<String> all() throws SQLException {
    return rows(query(1), new Range(null, null));
  }

  /** What the ranges give, one after the other. */
  List<String> ranged(int into) throws SQLException {
    SourceQuery query = query(into);
    List<String> rows = new ArrayList<>();
    for (Range range : Splits.of(query, Objects.requireNonNull(query.partition()), database)) {
      rows.addAll(rows(query, range));
    }
    return rows;
  }

  List<Range> ranges(int into) throws SQLException {
    SourceQuery query = query(into);
    return Splits.of(query, Objects.requireNonNull(query.partition()), database);
  }

  private List<String> rows(SourceQuery query, Range range) throws SQLException {
    String by = Objects.requireNonNull(query.partition()).by();
    SourceRowMapper mapper = new SourceRowMapper(query.readers(), ZoneOffset.UTC);
    List<String> found = new ArrayList<>();
    try (var select =
        database.prepareStatement(Range.select(query.select(), by, range.position()))) {
      Splits.bind(select, range.binds());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              Arrays.stream(mapper.mapRow(rows).values())
                  .map(value -> value instanceof Unreadable u ? u.why() : String.valueOf(value))
                  .toList()
                  .toString());
        }
      }
    }
    return found;
  }

  SourceQuery query(int into) {
    return Objects.requireNonNull(
        SourceProbe.probe(spec(into), Map.of()).get("ranged"), "the source");
  }

  private PipelineSpec spec(int into) {
    String text =
        """
        version: 1
        name: ranges
        connections:
          erp: {url: "%s", username: "%s", timeZone: UTC}
        target: {endpoint: "http://127.0.0.1:1", models: models}
        sources:
          ranged: {connection: erp, table: ranged, columns: [n, v], partition: {by: v, into: %d}}
        twins:
          - {name: t, from: ranged, model: "dtmi:t;1", id: "${n}"}
        """
            .formatted(url, user, into);
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read("ranges.yaml", text, issues);
    if (spec == null || issues.hasErrors()) {
      throw new AssertionError(issues.all());
    }
    return spec;
  }
}
