package io.twinfeed.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A service in a process of its own, which can be killed at any moment. */
final class KeptService implements AutoCloseable {
  private final Process process;
  private final URI endpoint;

  private KeptService(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static KeptService start(Path data) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath,
                    KeptService.class.getName(),
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return new KeptService(process, URI.create(out.readLine()));
  }

  /** The process: prints where it listens, and runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    LocalService service =
        LocalService.start(LocalSettings.onFreePort().withData(Path.of(args[0])));
    System.out.println(service.endpoint());
    new CountDownLatch(1).await();
  }

  URI endpoint() {
    return endpoint;
  }

  /** Ends it as {@code kill -9} does: nothing in it can do anything about that. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
