package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The emulator of Azure Blob Storage, from the executable that the system property azurite names,
 * and the variable with which it is found.
 */
final class Azurite implements AutoCloseable {
  /** The account that it has: name and key are public, and the same everywhere. */
  static final String ACCOUNT = "devstoreaccount1";

  static final String VARIABLE = "AZURE_STORAGE_CONNECTION_STRING";
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
  private static final Pattern LISTENS = Pattern.compile("listens (?:at|on) (http://\\S+)");

  private final Process process;
  private final String connection;

  private Azurite(Process process, String connection) {
    this.process = process;
    this.connection = connection;
    Scene.variable(VARIABLE, connection);
  }

  static Azurite start(Path data) throws IOException {
    String executable = System.getProperty("azurite");
    assertThat(executable).as("-Dazurite=, which make test-azurite gives").isNotNull();
    Process process =
        new ProcessBuilder(
                executable,
                "--blobHost=127.0.0.1",
                "--blobPort=0",
                "--location=" + data,
                "--skipApiVersionCheck",
                "--disableTelemetry")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        return new Azurite(
            process,
            "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s/%s;"
                .formatted(ACCOUNT, KEY, listens.group(1), ACCOUNT));
      }
    }
    throw new AssertionError("the emulator did not start: " + said);
  }

  String connection() {
    return connection;
  }

  /** A container of a new name, which is not there yet. */
  BlobContainerClient newContainer() {
    return new BlobContainerClientBuilder()
        .connectionString(connection)
        .containerName("c" + Long.toString(System.nanoTime(), 36))
        .buildClient();
  }

  @Override
  public void close() {
    System.clearProperty("twinfeed.env." + VARIABLE);
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
