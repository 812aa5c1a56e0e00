package io.twinfeed.dtdl.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void an_array_in_an_array_in_an_array_without_end_is_refused() {
    Issues issues = new Issues();
    assertThat(JsonText.read("deep", "[".repeat(100_000), issues)).isNull();
    assertThat(issues.all()).extracting(Issue::code).containsExactly("DTDL-001");
  }

  @Test
  void text_after_the_end_is_refused_at_its_place() {
    Issues issues = new Issues();
    assertThat(JsonText.read("two", "{}\n {}", issues)).isNull();
    assertThat(issues.all()).extracting(each -> each.place().toString()).containsExactly("two:2:2");
  }

  @Test
  void places_count_characters_from_the_beginning_of_their_line() {
    Json json =
        JsonText.read(
            "f",
            "\uFEFF[\"\uD83D\uDE00\", [1, \"\uD83D\uDE00\u00e4\", 2],\n \"\uD83D\uDE00\", {\"a\": 3}\r\n, 4]",
            new Issues());
    assertThat(places(json))
        .containsExactly(
            "f:1:1", "f:1:2", "f:1:7", "f:1:8", "f:1:11", "f:1:17", "f:2:2", "f:2:7", "f:2:13",
            "f:3:3");
  }

  private static List<String> places(Json json) {
    List<String> found = new ArrayList<>();
    collect(json, found);
    return found;
  }

  private static void collect(Json json, List<String> found) {
    found.add(json.place().toString());
    if (json instanceof Json.Arr array) {
      array.items().forEach(each -> collect(each, found));
    } else if (json instanceof Json.Obj object) {
      object.members().forEach(each -> collect(each.value(), found));
    }
  }
}
