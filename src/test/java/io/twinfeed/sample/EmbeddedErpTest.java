package io.twinfeed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.TwinfeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedErpTest {
  @TempDir Path directory;

  @Test
  void refuses_a_folder_that_holds_data_already() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    assertThatThrownBy(() -> EmbeddedErp.start(directory))
        .isInstanceOf(TwinfeedException.class)
        .hasMessage(data + " is already there");
    assertThat(data).exists();
  }

  @Test
  void says_what_it_needs_if_it_can_not_start_and_leaves_nothing() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> EmbeddedErp.start(file))
        .isInstanceOfSatisfying(
            TwinfeedException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TwinfeedException.Kind.SOURCE);
              assertThat(e).hasMessageStartingWith("the sample's PostgreSQL did not start in");
              assertThat(e.hint()).contains("a PostgreSQL of your own");
            });
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void two_run_side_by_side_and_the_second_outlives_the_first() throws Exception {
    try (EmbeddedErp first = EmbeddedErp.start(directory.resolve("first"));
        EmbeddedErp second = EmbeddedErp.start(directory.resolve("second"))) {
      first.close();
      assertThat(answer(second)).isEqualTo(42);
      assertThatThrownBy(() -> answer(first)).isInstanceOf(SQLException.class);
    }
    for (String each : List.of("first", "second")) {
      assertThat(directory.resolve(each)).isEmptyDirectory();
    }
  }

  @Test
  void no_process_outlives_it() throws Exception {
    EmbeddedErp erp = EmbeddedErp.start(directory);
    Path pidFile = directory.resolve("data/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0));
    assertThat(runs(pid)).isTrue();

    erp.close();
    erp.close();

    assertThat(runs(pid)).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  // A process that has ended is listed, without a command, until its parent asks for its exit code;
  // where process 1 never asks, as in many containers, that is for good
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  private static int answer(EmbeddedErp erp) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(erp.url(), erp.user(), erp.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 6 * 7")) {
      row.next();
      return row.getInt(1);
    }
  }
}
