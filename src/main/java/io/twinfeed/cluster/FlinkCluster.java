package io.twinfeed.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A Flink cluster, asked over its REST interface. */
public final class FlinkCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  private final String address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).build();

  private FlinkCluster(String address) {
    this.address = address;
  }

  /**
   * @param master host and port, as Beam's option {@code flinkMaster} has them; as there, the port
   *     is 8081 if it is not said
   */
  public static FlinkCluster at(String master) {
    String url =
        master.matches("https?://.*") ? master.replaceFirst("/+$", "") : "http://" + master;
    return new FlinkCluster(url.matches(".*:\\d+") ? url : url + ":8081");
  }

  /** Where its page is. */
  public String address() {
    return address;
  }

  /** Whether it can be asked. */
  public boolean answers() {
    try {
      return ask("/overview").has("slots-total");
    } catch (TwinfeedException e) {
      return false;
    }
  }

  /** A job as its list shows it. */
  public record Job(String id, String name) {}

  /**
   * How many task slots there are at present.
   *
   * @throws TwinfeedException if it can't be asked
   */
  public int slots() {
    return ask("/overview").path("slots-total").asInt();
  }

  /**
   * The jobs that have not come to their end.
   *
   * @param prefix how their names begin
   * @throws TwinfeedException if it can't be asked
   */
  public List<Job> running(String prefix) {
    List<Job> running = new ArrayList<>();
    for (JsonNode job : ask("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().startsWith(prefix)
          && !ENDED.contains(job.path("state").asText())) {
        running.add(new Job(job.path("jid").asText(), job.path("name").asText()));
      }
    }
    return running;
  }

  /**
   * What the running tasks of a job show in a group of their metrics, added up, by name.
   *
   * @throws TwinfeedException if it can't be asked
   */
  public Map<String, Long> figures(String job, String group) {
    Map<String, Long> figures = new HashMap<>();
    for (JsonNode task : ask("/jobs/" + job).path("vertices")) {
      if (task.path("status").asText().equals("RUNNING")) {
        addFigures(
            "/jobs/%s/vertices/%s/subtasks/metrics".formatted(job, task.path("id").asText()),
            group + ".",
            figures);
      }
    }
    return figures;
  }

  // A task's metrics are many: their names are asked for first
  private void addFigures(String metrics, String prefix, Map<String, Long> into) {
    StringJoiner names = new StringJoiner(",");
    for (JsonNode metric : ask(metrics)) {
      String name = metric.path("id").asText();
      if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    if (names.length() > 0) {
      for (JsonNode metric : ask(metrics + "?agg=sum&get=" + names)) {
        into.merge(
            metric.path("id").asText().substring(prefix.length()),
            metric.path("sum").asLong(),
            Long::sum);
      }
    }
  }

  /**
   * Cancels a job, which takes a moment.
   *
   * @throws TwinfeedException if it can't be asked
   */
  public void cancel(String job) {
    send(
        HttpRequest.newBuilder(URI.create(address + "/jobs/" + job + "?mode=cancel"))
            .method("PATCH", BodyPublishers.noBody()));
  }

  /**
   * Says that whoever has submitted a job is there. Flink's own client can't: Flink 1.19 refuses
   * the object that it sends, and takes a bare number.
   *
   * @param lasts how long that is to be believed
   * @throws TwinfeedException if it can't be told
   */
  public void heartbeat(String job, Duration lasts) {
    // By the JobManager's clock, not by ours: it cancels the job when that time has passed
    long until = ask("/jobs/" + job).path("now").asLong() + lasts.toMillis();
    send(
        HttpRequest.newBuilder(URI.create(address + "/jobs/" + job + "/clientHeartbeat"))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(Long.toString(until))));
  }

  private JsonNode ask(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).GET());
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.timeout(LONGEST).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw unreachable("it answers with HTTP " + response.statusCode(), null);
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw unreachable(e.getMessage() == null ? "no connection" : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private TwinfeedException unreachable(String why, @Nullable Exception e) {
    return new TwinfeedException(
        Kind.UNEXPECTED,
        "the Flink cluster at %s can't be asked: %s".formatted(address, why),
        "check that it runs, and flinkMaster: in the runner configuration; on this machine,"
            + " `make flink-cluster` starts one",
        e);
  }
}
