package io.twinfeed.read;

import io.twinfeed.spec.Connection;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Connections for JdbcIO: the references are resolved in the worker, and each reader opens one
 * connection and closes it. JdbcIO's own pool is static, never closed, and carries the password in
 * the graph.
 */
final class ConnectionSource implements DataSource {
  private final Connection connection;

  private ConnectionSource(Connection connection) {
    this.connection = connection;
  }

  static SerializableFunction<Void, DataSource> of(Connection connection) {
    return unused -> new ConnectionSource(connection);
  }

  @Override
  public java.sql.Connection getConnection() throws SQLException {
    return Databases.open(connection);
  }

  @Override
  public java.sql.Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the pipeline file names the user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
