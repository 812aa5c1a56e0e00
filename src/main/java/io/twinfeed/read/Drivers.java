package io.twinfeed.read;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The drivers beside this class. Java's own list of drivers is made once for each process, and
 * shows a class none but those of its own class loader: in a Flink cluster, where each job has one,
 * only the first job would have any, and could never be unloaded.
 */
final class Drivers {
  private static final ClassLoader OURS = Drivers.class.getClassLoader();
  private static final List<Driver> ALL = load();

  private Drivers() {}

  private static List<Driver> load() {
    List<Driver> drivers = new ArrayList<>();
    var found = ServiceLoader.load(Driver.class, OURS).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return List.copyOf(drivers);
        }
        Driver driver = found.next();
        drivers.add(driver);
        forget(driver);
      } catch (ServiceConfigurationError | SQLException e) {
        // One that can't be loaded is missed only by the file that names it
      }
    }
  }

  // A driver enters itself in Java's list as it is loaded
  private static void forget(Driver driver) throws SQLException {
    ClassLoader its = driver.getClass().getClassLoader();
    if (its != OURS || its == ClassLoader.getSystemClassLoader()) {
      return;
    }
    for (Driver entered : DriverManager.drivers().toList()) {
      if (entered.getClass().equals(driver.getClass())) {
        DriverManager.deregisterDriver(entered);
      }
    }
  }

  /**
   * @throws SQLException of state 08001 if no driver knows such a URL; or as the driver says it
   */
  static Connection connect(String url, Properties properties) throws SQLException {
    for (Driver driver : ALL) {
      Connection connection = driver.connect(url, properties);
      if (connection != null) {
        return connection;
      }
    }
    throw new SQLException("No suitable driver found for this url", "08001");
  }
}
