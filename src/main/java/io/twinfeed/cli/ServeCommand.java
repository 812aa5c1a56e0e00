package io.twinfeed.cli;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.job.ServiceModels;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the local twin service until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run the local twin service on 127.0.0.1, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--port",
      defaultValue = "8099",
      description = "The port; 0 for a free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(names = "--models", paramLabel = "DIR", description = "DTDL models to begin with.")
  private @Nullable Path models;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ModelSet begin = models == null ? ModelSet.empty() : ModelFiles.load(models, terminal);
    try (LocalService service = LocalService.start(LocalSettings.onFreePort().withPort(port))) {
      String endpoint = service.endpoint().toString();
      if (!begin.interfaces().isEmpty()) {
        try (TwinStore store = TwinService.connectImpatiently(endpoint)) {
          ServiceModels.push(store, ServiceModels.compare(store, begin).missing());
        }
      }
      terminal.out().println(endpoint);
      terminal.say(
          "The local twin service answers at %s, with %d models. Its graph is in memory. Ctrl-C ends it."
              .formatted(endpoint, begin.interfaces().size()));
      Interrupt.await();
    }
    return 0;
  }
}
