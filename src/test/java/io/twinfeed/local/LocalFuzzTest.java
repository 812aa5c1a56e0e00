package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever comes in: an answer in time, and never one that blames the service. */
class LocalFuzzTest {
  private static final String VERSION = "?api-version=2023-10-31";
  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");
  private static final List<String> SEGMENTS =
      List.of(
          "digitaltwins",
          "models",
          "query",
          "eventroutes",
          "jobs",
          "imports",
          "deletions",
          "relationships",
          "incomingrelationships",
          "components",
          "telemetry",
          "local",
          "faults",
          "m",
          "heat",
          "dtmi:plant:Machine;1",
          "%",
          "%zz",
          "%00",
          "%ff%fe",
          "..",
          "",
          "*",
          "\u00fc",
          "a".repeat(5000));
  private static final List<String> BODIES =
      List.of(
          Plant.MODELS,
          Plant.machine("\"name\":\"a\",\"speed\":1.5,\"size\":{\"width\":1}"),
          Plant.link("feeds", "n", "\"rate\":1"),
          """
          [{"op":"add","path":"/name","value":"b"},{"op":"remove","path":"/heat/setPoint"},
           {"op":"replace","path":"/size/width","value":2.0}]""",
          "{\"query\":\"SELECT TOP(3) T.name FROM DIGITALTWINS T WHERE NOT (T.speed > 1 AND"
              + " STARTSWITH(name, 'a\\\\'') OR $dtId IN ['m', 'n'])\"}",
          "{\"continuationToken\":\"{\\\"_t\\\":2,\\\"_s\\\":1,\\\"_rc\\\":1,\\\"_q\\\":\\\"SELECT"
              + " * FROM DIGITALTWINS\\\",\\\"_id\\\":[\\\"m\\\"],\\\"_pn\\\":1}\"}",
          "{\"endpointName\":\"hub\",\"filter\":\"type = 'a' AND $body.x > 1\"}",
          "{\"inputBlobUri\":\"https://s/in\",\"outputBlobUri\":\"https://s/out\"}");

  private static LocalService service;
  private static RawHttp raw;

  @BeforeContainer
  @BeforeAll
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    raw = new RawHttp(service.endpoint());
    Http http = Plant.withModels(service);
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\",\"speed\":1"));
    http.put("/digitaltwins/n", Plant.machine(""));
  }

  @AfterContainer
  @AfterAll
  static void stop() {
    service.close();
  }

  @Property(tries = 600)
  void changed_bodies_are_answered(@ForAll Random random) {
    byte[] body = changed(BODIES.get(random.nextInt(BODIES.size())), random);
    String target = targets().get(random.nextInt(targets().size()));
    String method = METHODS.get(random.nextInt(METHODS.size()));
    requireAnswer(method, target + VERSION, body);
  }

  @Property(tries = 400)
  void strange_paths_are_answered(@ForAll Random random) {
    StringBuilder target = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      target.append('/').append(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
    }
    target.append(random.nextInt(8) == 0 ? "?api-version=%zz&continuationToken=%" : VERSION);
    String method = METHODS.get(random.nextInt(METHODS.size()));
    byte[] body = BODIES.get(random.nextInt(BODIES.size())).getBytes(StandardCharsets.UTF_8);
    requireAnswer(method, target.toString(), body);
  }

  @Test
  void numbers_of_a_billion_digits_are_answered() {
    for (String number : List.of("1e999999999", "-1e-999999999", "1e2147483647", "1e99999999999")) {
      for (String name : List.of("speed", "count", "name")) {
        requireAnswer(
            "PUT", "/digitaltwins/m" + VERSION, Plant.machine("\"" + name + "\":" + number));
        requireAnswer(
            "PATCH",
            "/digitaltwins/m" + VERSION,
            "[{\"op\":\"add\",\"path\":\"/" + name + "\",\"value\":" + number + "}]");
      }
      requireAnswer(
          "POST",
          "/models" + VERSION,
          Plant.MODELS.replace(
              "\"name\":\"near\"", "\"name\":\"near\",\"maxMultiplicity\":" + number));
      requireAnswer("PUT", "/local/faults", "[{\"latencyMillis\":" + number + "}]");
      requireAnswer(
          "POST", "/query" + VERSION, "{\"continuationToken\":\"{\\\"_s\\\":" + number + "}\"}");
      requireAnswer(
          "POST",
          "/query" + VERSION,
          "{\"query\":\"SELECT * FROM DIGITALTWINS WHERE speed > " + number + "\"}");
      requireAnswer(
          "POST",
          "/query" + VERSION,
          "{\"query\":\"SELECT * FROM DIGITALTWINS WHERE speed IN [" + number + "]\"}");
    }
  }

  @Test
  void deep_nesting_is_answered() {
    requireAnswer("PUT", "/digitaltwins/m" + VERSION, "[".repeat(16_000));
    requireAnswer("PUT", "/digitaltwins/m" + VERSION, "{\"a\":".repeat(6_000));
    requireAnswer(
        "PATCH",
        "/digitaltwins/m" + VERSION,
        "[{\"op\":\"add\",\"path\":\"" + "/a".repeat(15_000) + "\",\"value\":1}]");
    requireAnswer("POST", "/models" + VERSION, "[".repeat(100_000));
    requireAnswer("POST", "/models" + VERSION, "[{\"contents\":".repeat(900) + "1");
    String parentheses = "(".repeat(3_900) + "a = 1" + ")".repeat(3_900);
    requireAnswer(
        "POST",
        "/query" + VERSION,
        "{\"query\":\"SELECT * FROM DIGITALTWINS WHERE " + parentheses + "\"}");
    requireAnswer(
        "POST",
        "/query" + VERSION,
        "{\"query\":\"SELECT * FROM DIGITALTWINS WHERE " + "NOT ".repeat(1_900) + "a = 1\"}");
    for (String filter :
        List.of(
            "(".repeat(16_000), "NOT ".repeat(8_000), "f(".repeat(16_000), "a.".repeat(16_000))) {
      requireAnswer(
          "PUT",
          "/eventroutes/e" + VERSION,
          "{\"endpointName\":\"e\",\"filter\":\"" + filter + "\"}");
    }
    requireAnswer("PUT", "/local/faults", "[".repeat(30_000));
    requireAnswer("PUT", "/local/faults", "&a [" + "*a,".repeat(5_000) + "]");
  }

  private static List<String> targets() {
    return List.of(
        "/digitaltwins/m",
        "/digitaltwins/m/components/heat",
        "/digitaltwins/m/relationships/r",
        "/digitaltwins/m/telemetry",
        "/models",
        "/models/dtmi:plant:Hall;1",
        "/query",
        "/eventroutes/e",
        "/jobs/imports/i",
        "/local/faults");
  }

  private static byte[] changed(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\\0-e'$/".charAt(random.nextInt(14));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int from = random.nextInt(bytes.length);
          System.arraycopy(
              bytes.clone(), from, bytes, at, Math.min(bytes.length - at, bytes.length - from));
        }
      }
    }
    return bytes;
  }

  private static void requireAnswer(String method, String target, String body) {
    requireAnswer(method, target, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void requireAnswer(String method, String target, byte[] body) {
    assertThat(raw.status(method, target, body))
        .as("%s %s %s", method, target, new String(body, StandardCharsets.UTF_8))
        .isBetween(200, 499);
  }
}
