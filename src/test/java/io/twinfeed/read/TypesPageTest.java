package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.docs.Page;
import io.twinfeed.sample.EmbeddedErp;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/types.md, row by row, on the databases that are at hand. */
class TypesPageTest {
  private static final String H2 = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

  @TempDir static Path folder;
  private static EmbeddedErp erp;
  private static Connection postgres;
  private static Connection h2;

  @BeforeAll
  static void begin() throws SQLException {
    erp = EmbeddedErp.start(folder.resolve("erp"));
    try (var server = erp.connect();
        var statement = server.createStatement()) {
      statement.execute("CREATE DATABASE types ENCODING 'UTF8' TEMPLATE template0");
      statement.execute("ALTER DATABASE types SET lc_monetary = 'C'");
    }
    postgres = DriverManager.getConnection(postgresUrl(), erp.user(), erp.password());
    h2 = DriverManager.getConnection(H2, "sa", "");
  }

  @AfterAll
  static void end() throws SQLException {
    h2.createStatement().execute("SHUTDOWN");
    h2.close();
    postgres.close();
    erp.close();
  }

  static List<TypesPage.Row> ofPostgres() {
    return TypesPage.rows("PostgreSQL");
  }

  static List<TypesPage.Row> ofH2() {
    return TypesPage.rows("H2");
  }

  @ParameterizedTest
  @MethodSource("ofPostgres")
  void a_column_of_postgresql_gives_what_the_page_says(TypesPage.Row row) throws SQLException {
    row.holds(postgres, postgresUrl(), erp.user());
  }

  @ParameterizedTest
  @MethodSource("ofH2")
  void a_column_of_h2_gives_what_the_page_says(TypesPage.Row row) throws SQLException {
    row.holds(h2, H2, "sa");
  }

  static Stream<List<String>> ofDrivers() {
    return Page.of("docs/types.md").rows("SQL Server and Oracle").stream();
  }

  @ParameterizedTest
  @MethodSource("ofDrivers")
  void a_code_and_name_of_a_driver_give_the_type_that_the_page_says(List<String> row) {
    String[] reported = row.get(2).split(" ", 2);

    assertThat(
            SqlTypes.reader(Integer.parseInt(reported[0]), reported[1], 0, 0)
                .type()
                .name()
                .toLowerCase(Locale.ROOT))
        .isEqualTo(row.get(3));
  }

  private static String postgresUrl() {
    return erp.url().replaceFirst("/postgres$", "/types");
  }
}
