package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.adt.TwinStore.QueryPage;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.twin.Value;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a twin service, and prints the rows. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Ask a twin service in its query language, and print the rows.")
final class QueryCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Terminal terminal;

  @Parameters(paramLabel = "QUERY", description = "Such as 'SELECT * FROM DIGITALTWINS'.")
  private String query;

  @Option(
      names = "--json",
      description = "One JSON array of all rows; otherwise a JSON object a line.")
  private boolean json;

  @Mixin private EndpointOption endpoint;

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    try (TwinStore store = TwinService.connectImpatiently(endpoint.get())) {
      String separator = json ? "[" : "";
      long rows = 0;
      @Nullable String token = null;
      do {
        QueryPage page = page(store, token);
        for (Value row : page.rows()) {
          terminal.out().print(separator);
          terminal.out().print(JSON.writeValueAsString(row.toJava()));
          if (json) {
            separator = ",\n";
          } else {
            terminal.out().println();
          }
          rows++;
        }
        token = page.continuationToken();
      } while (token != null);
      if (json) {
        terminal.out().println(rows == 0 ? "[]" : "]");
      }
      terminal.say(rows + (rows == 1 ? " row" : " rows"));
    }
    return 0;
  }

  private QueryPage page(TwinStore store, @Nullable String token) {
    Reply<QueryPage> reply = store.query(query, token).join();
    if (reply instanceof Reply.Refused<QueryPage> refused && refused.status() == 400) {
      throw new TwinfeedException(Kind.USAGE, "the query is wrong: " + refused.message(), "");
    }
    return ServiceLost.unlessDone(reply, "the query");
  }
}
