package io.twinfeed.sample;

import io.twinfeed.issue.TwinfeedException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, on a free port of the loopback interface, empty at first. Everything it
 * needs lies in one folder. Closing it, or the end of the JVM, stops the server and removes what it
 * put there; after a kill -9 both remain.
 */
public final class EmbeddedErp implements AutoCloseable {
  private static final String NAME = "postgres";
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  // Held, because a logger that nobody holds forgets its level
  private static final Logger SERVER_LOG = Logger.getLogger("io.zonky.test.db.postgres");

  private final EmbeddedPostgres server;
  private final Path data;
  private final Path binaries;
  private final Thread atExit;

  private EmbeddedErp(EmbeddedPostgres server, Path data, Path binaries) {
    this.server = server;
    this.data = data;
    this.binaries = binaries;
    this.atExit = new Thread(this::stop, "embedded-erp-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a server; it takes some seconds.
   *
   * @param directory made if it is not there; its folders {@code data} and {@code binaries} must
   *     not be there yet
   * @throws TwinfeedException of kind SOURCE if the server does not start
   */
  public static EmbeddedErp start(Path directory) {
    SERVER_LOG.setLevel(Level.WARNING);
    Path data = directory.resolve("data");
    Path binaries = directory.resolve("binaries");
    requireAbsent(data);
    requireAbsent(binaries);
    boolean started = false;
    try {
      Files.createDirectories(directory);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver(new OwnBinaries())
              .setOverrideWorkingDirectory(binaries.toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(LONGEST_START)
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_connections", "100")
              .start();
      started = true;
      return new EmbeddedErp(server, data, binaries);
    } catch (IOException | IllegalStateException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.SOURCE,
          "the sample's PostgreSQL did not start in " + directory + ": " + e.getMessage(),
          "it needs some 200 MB there, and as root the command unshare; or give the pipeline file"
              + " a PostgreSQL of your own",
          e);
    } finally {
      if (!started) {
        remove(data);
        remove(binaries);
      }
    }
  }

  /** For JDBC, without user and password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
  }

  public String user() {
    return NAME;
  }

  /** The server trusts whoever comes from this computer, but a pipeline file wants a password. */
  public String password() {
    return NAME;
  }

  /** A new connection, for the caller to close. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), password());
  }

  /**
   * Fills it with the sample, as {@link ErpData#load}.
   *
   * @throws TwinfeedException of kind SOURCE if the server does not take it
   */
  public void load(int scale) {
    try (Connection connection = connect()) {
      ErpData.load(connection, scale);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /**
   * Lets a day pass, as {@link ErpData#change}.
   *
   * @throws TwinfeedException of kind SOURCE if the server does not take it
   */
  public DayOfChange change() {
    try (Connection connection = connect()) {
      return ErpData.change(connection);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private static TwinfeedException refused(SQLException e) {
    return new TwinfeedException(
        TwinfeedException.Kind.SOURCE, "the sample ERP: " + e.getMessage(), "", e);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook that can't be removed does the work
      return;
    }
    stop();
  }

  private void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL in " + data + " did not stop", e);
    } finally {
      remove(data);
      remove(binaries);
    }
  }

  private static void requireAbsent(Path path) {
    if (Files.exists(path)) {
      throw new TwinfeedException(
          TwinfeedException.Kind.SOURCE,
          path + " is already there",
          "remove it if no demo is running, or choose another folder");
    }
  }

  private static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + directory, e);
    }
  }

  /**
   * The same binaries, but equal only to itself: the library keeps one unpacked copy per resolver,
   * and a server that is closed would take it away from the others.
   */
  private static final class OwnBinaries implements PgBinaryResolver {
    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
    }
  }
}
