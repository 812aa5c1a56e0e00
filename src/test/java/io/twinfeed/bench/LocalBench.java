package io.twinfeed.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How fast the local service is: writes against a server that does nothing, queries against what is
 * promised, and the heap that twins take. Each server is a process of its own, this one is their
 * client. Rounds alternate between servers and the median counts, because other programs may come
 * and go meanwhile.
 */
final class LocalBench implements Benchmark {
  private static final List<String> OPTIONS = List.of("-Xmx2g", "-XX:+UseParallelGC");
  private static final int ROUNDS = Integer.getInteger("rounds", 7);
  private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 8));
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int CLIENTS = 32;
  private static final int TWINS = 1_000;
  private static final int MANY_TWINS = 100_000;
  private static final double TWINS_PER_SECOND = 50_000;

  private static final String VERSION = "?api-version=2023-10-31";
  private static final String MODEL = "dtmi:bench:Machine;1";
  private static final String MODELS =
      """
      [{"@id":"dtmi:bench:Asset;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "contents":[
         {"@type":"Property","name":"name","schema":"string"},
         {"@type":"Property","name":"costCentre","schema":"string"}]},
       {"@id":"dtmi:bench:Machine;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "extends":"dtmi:bench:Asset;1",
        "contents":[
         {"@type":"Property","name":"plant","schema":"string"},
         {"@type":"Property","name":"speed","schema":"double"},
         {"@type":"Property","name":"count","schema":"integer"},
         {"@type":"Property","name":"running","schema":"boolean"}]}]""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws IOException {
    writes();
    manyTwins();
    return rows;
  }

  private void add(Row row) {
    rows.add(row);
  }

  private void writes() throws IOException {
    try (Served local = Served.start(Served.Kind.LOCAL, OPTIONS);
        Served bare = Served.start(Served.Kind.BARE, OPTIONS);
        Load load = new Load()) {
      send(local, "POST", "/models", MODELS);
      List<Buffer> puts = requests(TWINS, LocalBench::put);
      load.once(local, puts, CLIENTS);
      add(
          compare(
              load,
              local,
              bare,
              "local-patch",
              "PATCH of one property of a twin of six",
              0.4,
              requests(TWINS, LocalBench::patch)));
      add(compare(load, local, bare, "local-put", "PUT of a twin of six properties", null, puts));
    }
  }

  private static Row compare(
      Load load,
      Served local,
      Served bare,
      String id,
      String work,
      Double atLeast,
      List<Buffer> requests) {
    load.run(bare, requests, CLIENTS, WARM_UP);
    load.run(local, requests, CLIENTS, WARM_UP);
    List<Load.Measured> ours = new ArrayList<>();
    List<Load.Measured> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      theirs.add(load.run(bare, requests, CLIENTS, ROUND));
      ours.add(load.run(local, requests, CLIENTS, ROUND));
      ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("requests per second", Rounds.median(ours, Load.Measured::perSecond));
    figures.put("requests per second, bare", Rounds.median(theirs, Load.Measured::perSecond));
    figures.put("processor us per request", Rounds.median(ours, Load.Measured::microsEach));
    figures.put("processor us per request, bare", Rounds.median(theirs, Load.Measured::microsEach));
    // Where the client is the slowest of the three, the ratio of requests flatters: this one
    // doesn't.
    figures.put(
        "ratio by processor time",
        figures.get("processor us per request, bare") / figures.get("processor us per request"));
    figures.put("lowest ratio of a round", ratios.stream().min(Double::compare).orElseThrow());
    figures.put("highest ratio of a round", ratios.stream().max(Double::compare).orElseThrow());
    return Row.atLeast(
        id, work, "a bare Vert.x server answering 204", Rounds.median(ratios), atLeast, figures);
  }

  private void manyTwins() throws IOException {
    try (Served local = Served.start(Served.Kind.LOCAL, OPTIONS);
        Load load = new Load()) {
      send(local, "POST", "/models", MODELS);
      long empty = local.heap();
      load.once(local, requests(MANY_TWINS, LocalBench::put), CLIENTS);
      add(heap(local, empty));
      add(query(local));
    }
  }

  private Row heap(Served local, long empty) throws IOException {
    double each = (local.heap() - empty) / (double) MANY_TWINS;
    int json = send(local, "GET", "/digitaltwins/machine-00000001", "").length;
    return Row.atLeast(
        "local-heap",
        "heap of a twin of six properties, of " + MANY_TWINS,
        "the bytes of its JSON",
        json / each,
        null,
        Map.of("bytes of heap per twin", each, "bytes of JSON per twin", (double) json));
  }

  private Row query(Served local) {
    List<Double> speeds = new ArrayList<>();
    List<Double> micros = new ArrayList<>();
    walk(local);
    walk(local);
    for (int i = 0; i < ROUNDS; i++) {
      Duration before = local.processorTime();
      long start = System.nanoTime();
      walk(local);
      speeds.add(MANY_TWINS / ((System.nanoTime() - start) / 1e9));
      micros.add(local.processorTime().minus(before).toNanos() / 1e3 / MANY_TWINS);
    }
    double speed = Rounds.median(speeds);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("twins per second", speed);
    figures.put("processor us per twin", Rounds.median(micros));
    return Row.atLeast(
        "local-query",
        "SELECT * of %d twins by model, in pages of 1000, by one client".formatted(MANY_TWINS),
        "50,000 twins per second",
        speed / TWINS_PER_SECOND,
        1.0,
        figures);
  }

  /** All pages; fails if a twin is missing. */
  private void walk(Served local) {
    String body =
        "{\"query\":\"SELECT * FROM digitaltwins WHERE IS_OF_MODEL('dtmi:bench:Asset;1')\"}";
    int found = 0;
    while (!body.isEmpty()) {
      String page = new String(send(local, "POST", "/query", body), StandardCharsets.ISO_8859_1);
      for (int at = page.indexOf("{\"$dtId\""); at >= 0; at = page.indexOf("{\"$dtId\"", at + 1)) {
        found++;
      }
      // The token is the last member, and goes back as it came.
      String token = page.substring(page.lastIndexOf(",\"continuationToken\":") + 1);
      body = token.endsWith("null}") ? "" : "{" + token;
    }
    if (found != MANY_TWINS) {
      throw new IllegalStateException("the query gave " + found + " twins");
    }
  }

  private byte[] send(Served to, String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to.endpoint() + path + VERSION))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("max-items-per-page", "1000");
    HttpResponse<byte[]> response =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray()).join();
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          method + " " + path + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  private static List<Buffer> requests(int count, IntFunction<Buffer> each) {
    return IntStream.range(0, count).mapToObj(each).toList();
  }

  private static Buffer put(int i) {
    return Load.request(
        "PUT",
        path(i),
        "application/json",
        """
        {"$metadata":{"$model":"%s"},"name":"Machine %d","costCentre":"CC-%04d","plant":"P%d",\
        "speed":%d.5,"count":%d,"running":%b}"""
            .formatted(MODEL, i, i % 7919, i % 13, i % 500, i, i % 2 == 0));
  }

  private static Buffer patch(int i) {
    return Load.request(
        "PATCH",
        path(i),
        "application/json-patch+json",
        "[{\"op\":\"replace\",\"path\":\"/speed\",\"value\":%d.25}]".formatted(i % 500));
  }

  private static String path(int i) {
    return "/digitaltwins/machine-%08d".formatted(i) + VERSION;
  }
}
