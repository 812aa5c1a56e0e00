package io.twinfeed.bench;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.BasicRelationship;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.digitaltwins.core.models.CreateOrReplaceDigitalTwinOptions;
import com.azure.digitaltwins.core.models.CreateOrReplaceRelationshipOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/**
 * What somebody would write who needs the devices as twins once: a loop over the rows for twins,
 * one for relationships, and the SDK. No plan, no record, no rejects.
 */
final class ByHand {
  private final String url;
  private final String user;
  private final DigitalTwinsClientBuilder builder;
  private long firstRow;

  ByHand(String url, String user, String endpoint) {
    this.url = url;
    this.user = user;
    // The SDK's own pipeline refuses to send a token over plain http
    HttpPipeline pipeline = new HttpPipelineBuilder().policies(new UserAgentPolicy("hand")).build();
    this.builder =
        new DigitalTwinsClientBuilder()
            .endpoint(endpoint)
            .credential(request -> Mono.empty())
            .pipeline(pipeline);
  }

  /** When the first row was read, in microseconds since 1970. */
  long firstRow() {
    return firstRow;
  }

  private interface ForRow {
    void accept(ResultSet row) throws SQLException, InterruptedException;
  }

  /** One request after the other. */
  void inTurn(int rows) throws SQLException, InterruptedException {
    DigitalTwinsClient client = builder.buildClient();
    each(
        rows,
        row ->
            client.createOrReplaceDigitalTwinWithResponse(
                id(row.getLong(1)),
                twin(row),
                BasicDigitalTwin.class,
                new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*"),
                null));
    each(
        rows,
        row -> {
          for (BasicRelationship link : links(row)) {
            client.createOrReplaceRelationshipWithResponse(
                link.getSourceId(),
                link.getId(),
                link,
                BasicRelationship.class,
                new CreateOrReplaceRelationshipOptions().setIfNoneMatch("*"),
                null);
          }
        });
  }

  /** Many requests at once. */
  void atOnce(int rows, int width) throws SQLException, InterruptedException {
    DigitalTwinsAsyncClient client = builder.buildAsyncClient();
    Window twins = new Window(width);
    each(
        rows,
        row ->
            twins.send(
                client.createOrReplaceDigitalTwinWithResponse(
                    id(row.getLong(1)),
                    twin(row),
                    BasicDigitalTwin.class,
                    new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*"))));
    twins.await();
    Window links = new Window(width);
    each(
        rows,
        row -> {
          for (BasicRelationship link : links(row)) {
            links.send(
                client.createOrReplaceRelationshipWithResponse(
                    link.getSourceId(),
                    link.getId(),
                    link,
                    BasicRelationship.class,
                    new CreateOrReplaceRelationshipOptions().setIfNoneMatch("*")));
          }
        });
    links.await();
  }

  /** So many at once, and no more. */
  private static final class Window {
    private final int width;
    private final Semaphore free;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Window(int width) {
      this.width = width;
      this.free = new Semaphore(width);
    }

    void send(Mono<?> call) throws InterruptedException {
      free.acquire();
      call.subscribe(
          unused -> {},
          error -> {
            failure.compareAndSet(null, error);
            free.release();
          },
          free::release);
    }

    void await() throws InterruptedException {
      free.acquire(width);
      if (failure.get() != null) {
        throw new IllegalStateException("a write was refused", failure.get());
      }
    }
  }

  private void each(int rows, ForRow todo) throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement(
              "SELECT " + Devices.COLUMNS + " FROM device WHERE id <= " + rows)) {
        statement.setFetchSize(10_000);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            if (firstRow == 0) {
              firstRow = Recorder.now();
            }
            todo.accept(row);
          }
        }
      }
    }
  }

  private static BasicDigitalTwin twin(ResultSet row) throws SQLException {
    return new BasicDigitalTwin(id(row.getLong(1)))
        .setMetadata(new BasicDigitalTwinMetadata().setModelId(Devices.MODEL_ID))
        .addToContents("code", row.getString(2))
        .addToContents("name", row.getString(3))
        .addToContents("price", row.getDouble(4))
        .addToContents("active", row.getBoolean(5))
        .addToContents("since", row.getObject(6, java.time.LocalDate.class).toString());
  }

  private static BasicRelationship[] links(ResultSet row) throws SQLException {
    String source = id(row.getLong(1));
    return new BasicRelationship[] {
      new BasicRelationship("feeds", source, id(row.getLong(7)), "feeds"),
      new BasicRelationship("backs", source, id(row.getLong(8)), "backs")
    };
  }

  private static String id(long number) {
    return "device-" + number;
  }
}
