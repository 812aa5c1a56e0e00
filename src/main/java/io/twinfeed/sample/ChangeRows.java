package io.twinfeed.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The day of change; every scale has the rows that it touches. */
final class ChangeRows {
  private final Connection connection;
  private final List<String> sentences = new ArrayList<>();
  private int twinsCreated;
  private int twinsUpdated;
  private int relationshipsCreated;
  private int relationshipsUpdated;

  private ChangeRows(Connection connection) {
    this.connection = connection;
  }

  static DayOfChange apply(Connection connection) throws SQLException {
    ChangeRows day = new ChangeRows(connection);
    day.machines();
    day.products();
    day.lines();
    day.supplier();
    day.orders();
    day.stock();
    return new DayOfChange(
        day.sentences,
        day.twinsCreated,
        day.twinsUpdated,
        day.relationshipsCreated,
        day.relationshipsUpdated);
  }

  private void machines() throws SQLException {
    run(
        3,
        """
        INSERT INTO mes.machine
        SELECT 900000 + n, 'M-90000' || n, 'DE01', 'L-0004', 12 + n, 'Roboter', 'S', 22.50,
          jsonb_build_object(
            'manufacturer', 'Ateliers Lefèvre', 'model', 'R-7', 'serial', 'N°' || n, 'year', 2026),
          DATE '2026-03-02', NULL, TIMESTAMPTZ '2026-03-02 14:00:00Z', FALSE
        FROM generate_series(1, 3) AS n""");
    twinsCreated += 3;
    relationshipsCreated += 3;
    twinsUpdated += 1; // L-0004 has more machines
    sentences.add("3 new machines on line L-0004, M-900001 to M-900003");

    run(
        1,
        """
        UPDATE mes.machine
        SET line_code = 'L-0003', position = 13, updated_at = TIMESTAMPTZ '2026-03-02 15:30:00Z'
        WHERE code = 'M-000015' AND line_code = 'L-0002'""");
    relationshipsUpdated += 1;
    twinsUpdated += 3; // The machine, and both lines
    sentences.add("1 machine moved: M-000015 went from line L-0002 to L-0003");

    run(
        2,
        """
        INSERT INTO mes.maintenance
        SELECT 9000000000 + n, 30, 'repair', 45 * n, 310.40 * n,
          TIMESTAMP '2026-03-02 16:00:00' + n * INTERVAL '1 hour', 'Wälzlager getauscht'
        FROM generate_series(1, 2) AS n""");
    twinsUpdated += 1;
    sentences.add("2 repairs of machine M-000030, 135 minutes in all");
  }

  private void products() throws SQLException {
    run(
        2,
        """
        UPDATE erp.product SET list_price = list_price + 0.05
        WHERE sku IN ('F-000005', 'F-000008')""");
    twinsUpdated += 2;
    sentences.add("2 products cost 0.05 more: F-000005 and F-000008");

    run(1, "UPDATE erp.product SET name = name || ' – süßer' WHERE sku = 'F-000012'");
    twinsUpdated += 1;
    sentences.add("1 product renamed: F-000012 is now called “… – süßer”");
  }

  private void lines() throws SQLException {
    run(1, "UPDATE mes.line SET state = 'C' WHERE code = 'L-0007'");
    twinsUpdated += 1;
    sentences.add("1 line closed: L-0007");

    run(1, "UPDATE mes.line SET efficiency = 0.875 WHERE code = 'L-0009' AND efficiency IS NULL");
    twinsUpdated += 1;
    sentences.add("1 line measured for the first time: L-0009 reaches 87.5 %");
  }

  private void supplier() throws SQLException {
    run(
        1,
        """
        UPDATE erp.supplier SET certified_until = NULL
        WHERE no = 70001 AND certified_until IS NOT NULL""");
    twinsUpdated += 1;
    sentences.add("1 supplier is no longer certified: 70001");
  }

  private void orders() throws SQLException {
    run(
        5,
        """
        INSERT INTO mes.work_order
        SELECT 'WO-900000' || n, CASE WHEN n <= 3 THEN 'L-0001' ELSE 'L-0005' END,
          'F-00002' || n, 12000 * n, NULL, 3.75 * n, 'P',
          TIMESTAMPTZ '2026-03-12 10:00:00Z' + n * INTERVAL '90 minutes', NULL, 1001
        FROM generate_series(1, 5) AS n""");
    twinsCreated += 5;
    relationshipsCreated += 3 * 5; // Each produces something, runs somewhere, was released
    twinsUpdated += 2; // L-0001 and L-0005 have more to do
    sentences.add("5 new work orders, 3 on line L-0001 and 2 on L-0005");

    run(
        1,
        """
        UPDATE mes.work_order
        SET state = 'D', good_quantity = quantity - 17,
          closed_at = TIMESTAMPTZ '2026-03-02 13:05:00Z'
        WHERE order_no = 'WO-0000054' AND state = 'R'""");
    twinsUpdated += 2; // The order, and line L-0006, which has less to do
    sentences.add("1 work order done: WO-0000054 on line L-0006");
  }

  private void stock() throws SQLException {
    run(
        4,
        """
        UPDATE erp.stock
        SET quantity = quantity + 120, counted_at = TIMESTAMPTZ '2026-03-02 17:45:00Z'
        WHERE plant_code = 'DE01' AND sku BETWEEN 'F-000001' AND 'F-000004'""");
    relationshipsUpdated += 4;
    sentences.add("4 products counted in plant DE01, 120 more of each: F-000001 to F-000004");
  }

  private void run(int rows, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int changed = statement.executeUpdate(sql);
      if (changed != rows) {
        throw new SQLException(
            "the sample data is not as it was loaded: %d rows instead of %d by %s"
                .formatted(changed, rows, sql));
      }
    }
  }
}
