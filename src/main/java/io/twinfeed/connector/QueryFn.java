package io.twinfeed.connector;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.twin.Value;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Reads the rows of queries, page by page. */
final class QueryFn extends DoFn<String, Value> {
  private static final long serialVersionUID = 1;

  private final Connection connection;

  // live as long as the worker
  private transient TwinStore store;
  private transient CallMetrics metrics;

  QueryFn(Connection connection) {
    this.connection = connection;
  }

  @Setup
  public void setUp() {
    store = connection.open().store();
    metrics = new CallMetrics(store);
  }

  @Teardown
  public void tearDown() {
    if (store != null) {
      store.close();
    }
  }

  @ProcessElement
  public void read(@Element String text, OutputReceiver<Value> out) {
    String next = null;
    do {
      TwinStore.QueryPage page = page(text, next);
      metrics.pageRead();
      page.rows().forEach(out::output);
      next = page.continuationToken();
    } while (next != null);
  }

  private TwinStore.QueryPage page(String text, @Nullable String continuationToken) {
    Reply<TwinStore.QueryPage> reply = awaited(store.query(text, continuationToken));
    if (reply instanceof Reply.Done<TwinStore.QueryPage> done && done.value() != null) {
      return done.value();
    }
    if (reply instanceof Reply.Refused<?> refused && refused.status() == 400) {
      String hint = "correct the query; the language is that of Azure Digital Twins";
      throw Refusal.told(
          new TwinfeedException(
              Kind.SERVICE,
              "the twin service refused the query `%s`: %s: %s"
                  .formatted(text, refused.code(), refused.message()),
              hint),
          hint);
    }
    throw Refusal.gone(reply, "the query `" + text + "`");
  }

  private static <T> T awaited(CompletableFuture<T> reply) {
    try {
      return reply.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TwinfeedException(Kind.CANCELLED, "the read was cancelled", "", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException defect
          ? defect
          : new TwinfeedException(Kind.UNEXPECTED, String.valueOf(e.getMessage()), "", e);
    }
  }
}
