package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.SharedData;
import io.twinfeed.local.Http.Reply;
import io.twinfeed.local.Recording.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sessions that the real service answered at api-version 2020-10-31, replayed one by one. */
class RecordedTrafficTest {
  /** The recorded instances had no endpoints. */
  private static final LocalSettings SETTINGS = LocalSettings.onFreePort().withEndpoints(Set.of());

  private static final Set<String> OURS_TO_SET =
      Set.of("accept-encoding", "authorization", "connection", "content-length");

  /** Where the local service answers otherwise on purpose: what differs, and why. */
  private static final Map<Pattern, String> KNOWN =
      Map.of(
          Pattern.compile(".*: headers: Content-Length is missing, status 204"),
          "RFC 9110 §8.6 forbids it in a 204, and the HTTP library takes it out",
          Pattern.compile(
              "digitaltwins models: create_model_invalid_reference: .*/error/message.*"),
          "the sentences of the DTDL parser are its own",
          Pattern.compile(
              ".*query_digital_twin_invalid_expression: 2 .*create-simple-digitaltwin-93 recorded.*"),
          "the query saw a twin of the session before, which was deleted a second ago");

  @TestFactory
  Stream<DynamicTest> answers_like_the_service_in() {
    return recordings().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(), () -> assertThat(unknown(replay(each))).isEmpty()));
  }

  @Test
  void all_sessions_are_there() {
    assertThat(Recording.names(recordings())).hasSize(71).doesNotHaveDuplicates();
  }

  @Test
  void all_that_is_listed_still_differs() {
    List<String> differences =
        recordings().stream().flatMap(each -> replay(each).stream()).toList();
    assertThat(KNOWN.keySet())
        .allSatisfy(
            pattern -> assertThat(differences).anyMatch(each -> pattern.matcher(each).matches()));
  }

  private static List<String> unknown(List<String> differences) {
    return differences.stream()
        .filter(each -> KNOWN.keySet().stream().noneMatch(known -> known.matcher(each).matches()))
        .toList();
  }

  private static List<Recording> recordings() {
    return Recording.all(SharedData.path("adt-recordings"));
  }

  private static List<String> replay(Recording recording) {
    List<String> differences = new ArrayList<>();
    try (LocalService service = LocalService.start(SETTINGS)) {
      Http http = new Http(service).at("");
      Likeness likeness = new Likeness();
      for (int i = 0; i < recording.calls().size(); i++) {
        Call call = recording.calls().get(i);
        Reply reply = send(http, call, likeness);
        JsonNode body = reply.body().isEmpty() ? null : reply.json();
        String label = recording.name() + ": " + i + " " + call.method() + " " + call.path() + ": ";
        likeness
            .differences(call, reply.status(), reply.response().headers(), body)
            .forEach(each -> differences.add(label + each));
      }
    }
    return differences;
  }

  private static Reply send(Http http, Call call, Likeness likeness) {
    List<String> headers = new ArrayList<>();
    call.headers()
        .forEach(
            (name, value) -> {
              if (!OURS_TO_SET.contains(name.toLowerCase(Locale.ROOT))
                  && !name.equalsIgnoreCase("content-type")) {
                headers.add(name);
                headers.add(likeness.translated(value));
              }
            });
    return http.send(call.method(), call.path(), call.body(), headers.toArray(String[]::new));
  }
}
