package io.twinfeed.sample;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplePipelinesTest {
  private static final Path PIPELINES = Path.of("pipelines");

  @ParameterizedTest
  @CsvSource({
    "bottling/bottling.yaml, 16, 14",
    "organization/organization-update.yaml, 1, 0",
    "organization/organization-upsert.yaml, 1, 0"
  })
  void the_pipeline_file_of_each_sample_is_checked_without_an_issue(
      String file, int twinRules, int relationshipRules) throws Exception {
    PipelineSpec spec = read(file);
    assertThat(spec.twins()).hasSize(twinRules);
    assertThat(spec.relationships()).hasSize(relationshipRules);
    assertThat(check(spec, file, Map.of()).all()).isEmpty();
  }

  @Test
  void the_columns_of_the_tables_have_the_types_that_the_bottling_company_needs(
      @TempDir Path directory) throws Exception {
    PipelineSpec spec = read("bottling/bottling.yaml");
    try (EmbeddedErp erp = EmbeddedErp.start(directory);
        Connection connection = erp.connect()) {
      ErpData.load(connection, 1);
      Map<String, List<Column>> columns = new LinkedHashMap<>();
      for (Source source : spec.sources().values()) {
        columns.put(source.name().text(), columns(connection, source));
      }
      assertThat(check(spec, "bottling/bottling.yaml", columns).all()).isEmpty();
    }
  }

  private static PipelineSpec read(String file) throws Exception {
    Issues issues = new Issues();
    String text = Files.readString(PIPELINES.resolve(file));
    PipelineSpec spec = requireNonNull(PipelineReader.read(file, text, issues));
    assertThat(issues.all()).isEmpty();
    return spec;
  }

  private static Issues check(PipelineSpec spec, String file, Map<String, List<Column>> columns) {
    Path folder = PIPELINES.resolve(file).resolveSibling(spec.target().models().text());
    Issues issues = new Issues();
    ModelSet models = ModelParser.parse(ModelFolder.read(folder), ModelSet.empty(), issues);
    SpecCheck.check(spec, models, columns, variable -> "set", issues);
    return issues;
  }

  private static List<Column> columns(Connection connection, Source source) throws SQLException {
    String sql =
        source.query() == null
            ? "SELECT * FROM " + requireNonNull(source.table())
            : source.query().text().replace(":plant", "'all'");
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData found = statement.getMetaData();
      for (int i = 1; i <= found.getColumnCount(); i++) {
        columns.add(new Column(found.getColumnLabel(i), type(found.getColumnType(i))));
      }
    }
    return columns;
  }

  private static ColumnType type(int sqlType) {
    return switch (sqlType) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ColumnType.INT;
      case Types.NUMERIC -> ColumnType.DECIMAL;
      case Types.DOUBLE -> ColumnType.DOUBLE;
      case Types.BIT -> ColumnType.BOOL;
      case Types.TIMESTAMP -> ColumnType.TIMESTAMP;
      case Types.DATE -> ColumnType.DATE;
      case Types.TIME -> ColumnType.TIME;
      case Types.CHAR, Types.VARCHAR, Types.OTHER -> ColumnType.STRING;
      default -> throw new IllegalArgumentException("SQL type " + sqlType);
    };
  }
}
