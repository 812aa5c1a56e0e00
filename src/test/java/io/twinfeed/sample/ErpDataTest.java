package io.twinfeed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

final class ErpDataTest {
  private static EmbeddedErp erp;

  @BeforeAll
  static void start(@TempDir Path directory) {
    erp = EmbeddedErp.start(directory);
  }

  @AfterAll
  static void stop() {
    if (erp != null) {
      erp.close();
    }
  }

  @Test
  void refuses_a_scale_that_it_was_not_made_for() throws Exception {
    try (Connection connection = database("unscaled")) {
      assertThatThrownBy(() -> ErpData.load(connection, 0))
          .hasMessage("scale: 0 (expected: 1 to 100)");
      assertThatThrownBy(() -> ErpData.load(connection, 101))
          .hasMessage("scale: 101 (expected: 1 to 100)");
    }
  }

  @Test
  void a_second_load_fails_and_leaves_the_first() throws Exception {
    try (Connection connection = database("loaded_twice")) {
      ErpData.load(connection, 1);
      assertThatThrownBy(() -> ErpData.load(connection, 2)).isInstanceOf(SQLException.class);
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(number(connection, "SELECT count(*) FROM mes.plant")).isEqualTo(4);
    }
  }

  @Test
  void a_second_day_of_change_fails_and_changes_nothing() throws Exception {
    try (Connection connection = database("changed_twice")) {
      ErpData.load(connection, 1);
      ErpData.change(connection);
      Desired before = Desired.twins(connection);
      assertThatThrownBy(() -> ErpData.change(connection)).isInstanceOf(SQLException.class);
      assertThat(Desired.twins(connection)).isEqualTo(before);
    }
  }

  @Test
  void the_rows_are_the_same_in_every_jvm() throws Exception {
    try (Connection one = database("hashed_1");
        Connection two = database("hashed_2")) {
      ErpData.load(one, 1);
      ErpData.load(two, 2);
      assertThat(hash(one))
          .isEqualTo("a4b384ee2bfea1fe617f1ebcf2f074a6fb35c1308044f0279caaf2a185eccb27");
      assertThat(hash(two))
          .isEqualTo("28131b89d2c27bb8728b1d83f55f1493361fbe436c2621530e8b67f3867397e8");
    }
  }

  @Test
  void scale_1_gives_2000_twins_and_6000_relationships() throws Exception {
    try (Connection connection = database("counted_1")) {
      ErpData.load(connection, 1);
      assertThat(Desired.twins(connection).countByRule())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "plant",
                  4,
                  "line",
                  40,
                  "machine",
                  488,
                  "sensor",
                  400,
                  "product family",
                  12,
                  "product",
                  340,
                  "supplier",
                  60,
                  "employee",
                  240,
                  "work order",
                  400));
      assertThat(Desired.relationships(connection).countByRule())
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  Map.entry("attachedTo", 400),
                  Map.entry("contains", 1320),
                  Map.entry("inPlant", 40),
                  Map.entry("memberOf", 340),
                  Map.entry("partOf", 480),
                  Map.entry("produces", 400),
                  Map.entry("qualifiedFor", 595),
                  Map.entry("releasedBy", 339),
                  Map.entry("replacedBy", 24),
                  Map.entry("reportsTo", 236),
                  Map.entry("runsOn", 400),
                  Map.entry("stocks", 657),
                  Map.entry("supplies", 300),
                  Map.entry("worksAt", 240)));
    }
  }

  @Test
  void scale_2_gives_twice_as_many() throws Exception {
    try (Connection connection = database("counted_2")) {
      ErpData.load(connection, 2);
      assertThat(Desired.twins(connection).contents()).hasSize(2 * 1984);
      assertThat(Desired.relationships(connection).contents()).hasSize(11_586);
    }
  }

  @Test
  void no_twin_but_the_central_store_has_many_relationships() throws Exception {
    try (Connection connection = database("hubs")) {
      ErpData.load(connection, 3);
      assertThat(
              texts(
                  connection,
                  "SELECT plant_code FROM erp.stock GROUP BY plant_code HAVING count(*) > 200"))
          .containsExactly("DE01");
      assertThat(number(connection, "SELECT count(*) FROM erp.stock WHERE plant_code = 'DE01'"))
          .isEqualTo(466);
    }
  }

  @Test
  @Tag("long")
  void scale_100_is_loaded_in_less_than_a_minute() throws Exception {
    try (Connection connection = database("large")) {
      long start = System.nanoTime();
      ErpData.load(connection, 100);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
      assertThat(Desired.twins(connection).contents()).hasSize(100 * 1984);
      assertThat(Desired.relationships(connection).contents()).hasSize(578_316);
    }
  }

  @Test
  void the_tables_have_what_makes_reading_them_hard() throws Exception {
    try (Connection connection = database("hard")) {
      ErpData.load(connection, 1);
      for (String rows :
          List.of(
              "erp.product WHERE slogan LIKE '[%'",
              "erp.product WHERE slogan LIKE '{%'",
              "erp.product WHERE slogan LIKE '\"%'",
              "erp.product WHERE vegan IS NULL AND kind = 'F'",
              "erp.product_family WHERE octet_length(code) = 6 AND length(trim(code)) = 4",
              "mes.machine WHERE line_code IS NULL AND NOT scrapped",
              "mes.machine WHERE scrapped",
              "mes.machine WHERE nameplate ->> 'year' IS NULL",
              "mes.machine WHERE nameplate ->> 'serial' LIKE '%/%'",
              "mes.plant WHERE name = '大阪工場'",
              "mes.maintenance WHERE remark LIKE E'%\\t%'",
              "erp.employee WHERE last_name IN ('Groß', 'Świątek', 'Châtelain', '渡邉')",
              "(SELECT 1 FROM erp.bill_of_materials GROUP BY product_sku, material_sku"
                  + " HAVING count(*) > 1) AS parallel",
              "(SELECT 1 FROM mes.qualification GROUP BY employee_no, line_code"
                  + " HAVING count(*) > 1) AS parallel")) {
        assertThat(number(connection, "SELECT count(*) FROM " + rows)).as(rows).isPositive();
      }
    }
  }

  @Test
  void no_row_of_the_clean_data_would_be_rejected() throws Exception {
    try (Connection connection = database("clean")) {
      ErpData.load(connection, 2);
      for (String rows :
          List.of(
              // Relationships that would have no end, or lead back to where they begin
              "mes.sensor_import s LEFT JOIN mes.machine m"
                  + " ON m.code = s.machine_code AND NOT m.scrapped WHERE m.code IS NULL",
              "erp.product WHERE replaced_by = sku",
              "erp.employee WHERE manager_no = no",
              // Two newest prices
              "(SELECT 1 FROM erp.supply GROUP BY sku, valid_from HAVING count(*) > 1) AS tie",
              "mes.sensor_import WHERE sensor_id !~ '^[A-Z0-9-]+$'",
              "mes.sensor_import WHERE low_limit !~ '^[0-9.]+$' OR high_limit !~ '^[0-9.]+$'",
              "mes.sensor_import WHERE calibrated !~ '^\\d{4}-\\d\\d-\\d\\d$'",
              // Times that the clocks of Berlin skip or repeat lie between 2 and 3 in the morning
              "mes.machine WHERE extract(hour FROM last_service) < 6",
              "mes.maintenance WHERE extract(hour FROM done_at) < 6")) {
        assertThat(number(connection, "SELECT count(*) FROM " + rows)).as(rows).isZero();
      }
    }
  }

  @Test
  void the_day_of_change_counts_what_a_run_must_do() throws Exception {
    for (int scale : new int[] {1, 3}) {
      try (Connection connection = database("changed_" + scale)) {
        ErpData.load(connection, scale);
        Desired twins = Desired.twins(connection);
        Desired relationships = Desired.relationships(connection);

        DayOfChange day = ErpData.change(connection);

        Desired twinsAfter = Desired.twins(connection);
        Desired relationshipsAfter = Desired.relationships(connection);
        assertThat(day.twinsCreated()).isEqualTo(twinsAfter.createdSince(twins));
        assertThat(day.twinsUpdated()).isEqualTo(twinsAfter.updatedSince(twins));
        assertThat(twinsAfter.goneSince(twins)).isZero();
        assertThat(day.relationshipsCreated())
            .isEqualTo(relationshipsAfter.createdSince(relationships));
        assertThat(day.relationshipsUpdated())
            .isEqualTo(relationshipsAfter.updatedSince(relationships));
        assertThat(relationshipsAfter.goneSince(relationships)).isZero();
      }
    }
  }

  @Test
  void the_day_of_change_is_told_in_sentences() throws Exception {
    try (Connection connection = database("told")) {
      ErpData.load(connection, 1);
      assertThat(String.join("\n", ErpData.change(connection).sentences()))
          .isEqualTo(
              """
              3 new machines on line L-0004, M-900001 to M-900003
              1 machine moved: M-000015 went from line L-0002 to L-0003
              2 repairs of machine M-000030, 135 minutes in all
              2 products cost 0.05 more: F-000005 and F-000008
              1 product renamed: F-000012 is now called “… – süßer”
              1 line closed: L-0007
              1 line measured for the first time: L-0009 reaches 87.5 %
              1 supplier is no longer certified: 70001
              5 new work orders, 3 on line L-0001 and 2 on L-0005
              1 work order done: WO-0000054 on line L-0006
              4 products counted in plant DE01, 120 more of each: F-000001 to F-000004""");
    }
  }

  @Test
  void faults_are_rows_that_no_table_refuses_and_no_twin_can_take() throws Exception {
    try (Connection connection = database("faults")) {
      ErpData.load(connection, 1);
      assertThat(String.join("\n", ErpData.faults(connection)))
          .isEqualTo(
              """
              a sensor without an id
              sensor S-90/1: a slash in the id
              sensor S 90-2: a blank in the id
              sensor S-900003: the lower limit n/a is no number
              sensor S-900004: a note of 4098 bytes""");
      String bad =
          "SELECT count(*) FROM mes.sensor_import WHERE sensor_id IS NULL"
              + " OR sensor_id ~ '[/ ]' OR low_limit !~ '^[0-9.]+$' OR octet_length(note) > 4096";
      assertThat(number(connection, bad)).isEqualTo(5);
    }
  }

  private static Connection database(String name) throws SQLException {
    try (Connection connection = erp.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return DriverManager.getConnection(
        erp.url().replaceFirst("/postgres$", "/" + name), erp.user(), erp.password());
  }

  private static long number(Connection connection, String query) throws SQLException {
    return Long.parseLong(texts(connection, query).get(0));
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static String hash(Connection connection) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    String tables =
        "SELECT schemaname || '.' || tablename FROM pg_tables"
            + " WHERE schemaname IN ('erp', 'mes') ORDER BY 1";
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
    }
    for (String table : texts(connection, tables)) {
      digest.update(table.getBytes(StandardCharsets.UTF_8));
      var copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (SELECT * FROM " + table + " ORDER BY 1, 2) TO STDOUT");
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        digest.update(row);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
