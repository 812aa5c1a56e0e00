package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.docs.Page;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.flow.Unreadable;
import io.twinfeed.issue.Issues;
import io.twinfeed.shape.Conversion;
import io.twinfeed.shape.ConversionException;
import io.twinfeed.spec.yaml.PipelineReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of docs/types.md, each row of which can be tried on a database. */
final class TypesPage {
  private static final String REJECT = "reject";
  private static final Map<String, Schema> SCHEMAS = schemas();

  private TypesPage() {}

  /**
   * @param type as SQL
   * @param example a value as SQL
   * @param column its type in expressions
   * @param value what is read, as text; {@code reject} for what can't be read
   * @param schemas those that take the value
   */
  record Row(String type, String example, String column, String value, List<String> schemas) {

    void holds(Connection database, String url, String user) throws SQLException {
      try (var statement = database.createStatement()) {
        statement.execute("DROP TABLE IF EXISTS typed");
        statement.execute("CREATE TABLE typed (v " + type + ")");
        statement.execute("INSERT INTO typed VALUES (" + example + ")");
        statement.execute("INSERT INTO typed VALUES (NULL)");
      }
      SourceQuery query = query(url, user);
      List<@Nullable Object> values = new ArrayList<>();
      SourceRowMapper mapper = new SourceRowMapper(query.readers(), query.connection().timeZone());
      try (var statement = database.createStatement();
          var rows = statement.executeQuery(query.select())) {
        while (rows.next()) {
          values.add(mapper.mapRow(rows).values()[0]);
        }
      }
      assertThat(values).hasSize(2);
      Object read = values.get(0) == null ? values.get(1) : values.get(0);
      assertThat(values).as("NULL is null").containsNull();
      assertThat(query.columns().get(0).type().name().toLowerCase(Locale.ROOT)).isEqualTo(column);
      assertThat(shown(read)).isEqualTo(value);
      if (!value.equals(REJECT)) {
        assertThat(taking(Objects.requireNonNull(read))).isEqualTo(schemas);
      }
    }
  }

  /** The rows that name a database. */
  static List<Row> rows(String database) {
    return Page.of("docs/types.md").rows("Type by type").stream()
        .filter(cells -> List.of(cells.get(0).split(", ")).contains(database))
        .map(
            cells ->
                new Row(
                    bare(cells.get(1)),
                    bare(cells.get(2)),
                    cells.get(3),
                    bare(cells.get(4)),
                    cells.get(5).equals("–") ? List.of() : List.of(cells.get(5).split(", "))))
        .toList();
  }

  private static String bare(String cell) {
    return cell.startsWith("`") ? cell.substring(1, cell.length() - 1) : cell;
  }

  private static SourceQuery query(String url, String user) {
    Issues issues = new Issues();
    var spec =
        PipelineReader.read(
            "types.yaml",
            """
            version: 1
            name: types
            connections:
              db: {url: "%s", username: "%s", timeZone: Europe/Berlin}
            target: {endpoint: "http://127.0.0.1:1", models: models}
            sources:
              typed: {connection: db, table: typed}
            twins:
              - {name: t, from: typed, model: "dtmi:t;1", id: "x"}
            """
                .formatted(url, user),
            issues);
    if (spec == null || issues.hasErrors()) {
      throw new AssertionError(issues.all());
    }
    return Objects.requireNonNull(SourceProbe.probe(spec, Map.of()).get("typed"), "the source");
  }

  private static String shown(@Nullable Object read) {
    if (read instanceof Unreadable) {
      return REJECT;
    }
    if (read instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return read instanceof BigDecimal number ? number.toPlainString() : String.valueOf(read);
  }

  private static List<String> taking(Object value) {
    List<String> taking = new ArrayList<>();
    SCHEMAS.forEach(
        (name, schema) -> {
          try {
            Conversion.convert(schema, value);
            taking.add(name);
          } catch (ConversionException e) {
            assertThat(e.getMessage()).isNotEmpty();
          }
        });
    return taking;
  }

  private static Map<String, Schema> schemas() {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (Primitive primitive :
        List.of(
            Primitive.STRING,
            Primitive.BOOLEAN,
            Primitive.INTEGER,
            Primitive.LONG,
            Primitive.DOUBLE,
            Primitive.FLOAT,
            Primitive.DATE,
            Primitive.DATE_TIME,
            Primitive.TIME,
            Primitive.DURATION)) {
      schemas.put(primitive.term(), primitive);
    }
    schemas.put("object", new Schema.ObjectSchema(Map.of("a", Primitive.INTEGER)));
    schemas.put("map", new Schema.MapSchema(Primitive.INTEGER));
    schemas.put("array", new Schema.ArraySchema(Primitive.INTEGER));
    return schemas;
  }
}
