package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DriversTest {
  @Test
  void a_url_that_no_driver_knows_is_said_so_without_the_url() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Drivers.connect("jdbc:nothing:secret", new Properties()))
        .withMessage("No suitable driver found for this url")
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08001"));
  }

  @Test
  void the_driver_that_knows_the_url_opens_the_database() throws SQLException {
    try (Connection connection = Drivers.connect("jdbc:h2:mem:drivers", new Properties())) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
