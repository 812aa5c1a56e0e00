package io.twinfeed.cli;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ServiceModels;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.limit.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the local twin service until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run the local twin service, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = LocalSettings.LOOPBACK,
      description =
          "The address to listen on. Any but one of this machine alone opens the graph to others."
              + " Default: ${DEFAULT-VALUE}")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8099",
      description = "The port; 0 for a free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(names = "--models", paramLabel = "DIR", description = "DTDL models to begin with.")
  private @Nullable Path models;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the graph in this folder; it is there again at the next start.")
  private @Nullable Path data;

  @Option(
      names = "--limits",
      paramLabel = "azure|none|FILE",
      defaultValue = "none",
      description = "The rates and sizes that the service allows. Default: ${DEFAULT-VALUE}")
  private String limits;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "What is to go wrong: statuses, latencies, cut connections, by path and rate.")
  private @Nullable Path faults;

  @Option(
      names = "--query-lag",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How far queries lag behind writes; 4 is like Azure. Default: ${DEFAULT-VALUE}")
  private double queryLag;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ModelSet begin = models == null ? ModelSet.empty() : ModelFiles.load(models, terminal);
    try (LocalService service = LocalService.start(settings())) {
      String endpoint = service.endpoint().toString();
      if (!begin.interfaces().isEmpty()) {
        try (TwinStore store = TwinService.connectImpatiently(endpoint)) {
          ServiceModels.push(store, ServiceModels.compare(store, begin).missing());
        }
      }
      terminal.out().println(endpoint);
      terminal.say(
          "The local twin service answers at %s. Its graph is kept %s. Ctrl-C ends it."
              .formatted(endpoint, data == null ? "in memory only" : "in " + data));
      Interrupt.await();
    }
    return 0;
  }

  private LocalSettings settings() {
    if (port < 0 || port > 65_535) {
      throw new TwinfeedException(
          Kind.USAGE, "--port " + port + ": there is no such port", "use 0 to 65535");
    }
    if (queryLag < 0) {
      throw new TwinfeedException(
          Kind.USAGE, "--query-lag " + queryLag + " is negative", "give seconds, such as 4");
    }
    LocalSettings settings =
        LocalSettings.onFreePort()
            .withHost(host)
            .withPort(port)
            .withLimits(Limits.of(limits))
            .withQueryLag(Duration.ofMillis(Math.round(queryLag * 1000)));
    settings = data == null ? settings : settings.withData(data);
    return faults == null ? settings : settings.withFaults(Fault.read(faults));
  }
}
