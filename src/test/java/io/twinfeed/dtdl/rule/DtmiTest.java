package io.twinfeed.dtdl.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtmiTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TestFactory
  Stream<DynamicTest> each_identifier_is_taken_apart_as_the_specification_s_cases_say()
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.path("dtdl/dtmis.jsonl"))) {
      JsonNode json = MAPPER.readTree(line);
      tests.add(dynamicTest(json.path("name").asText(), () -> agrees(json.path("case"))));
    }
    assertThat(tests).hasSize(34);
    return tests.stream();
  }

  @ParameterizedTest
  @CsvSource({
    "dtmi:example:room;1, true, true",
    "dtmi:example:room;1.2, false, true",
    "dtmi:example:room, false, true",
    "dtmi:example:room;1#part, false, false",
    "dtmi:example:_room;1, false, false",
    "dtmi:example:room_;1, false, false",
    "dtmi:example::room;1, false, false",
    "DTMI:example:room;1, false, false"
  })
  void a_model_may_use_some_of_them_depending_on_its_version(String dtmi, boolean v2, boolean v3) {
    assertThat(Dtmi.isWellFormed(dtmi, 2)).isEqualTo(v2);
    assertThat(Dtmi.isWellFormed(dtmi, 3)).isEqualTo(v3);
  }

  @Test
  void a_path_of_a_hundred_thousand_segments_is_read_without_overflow() {
    assertThat(Dtmi.isWellFormed("dtmi" + ":a".repeat(100_000) + ";1", 2)).isTrue();
    assertThat(Dtmi.isWellFormed("dtmi" + ":a".repeat(100_000) + "_;1", 2)).isFalse();
  }

  private static void agrees(JsonNode expected) {
    Dtmi dtmi = Dtmi.parse(expected.path("idText").asText());
    if (!expected.path("valid").asBoolean()) {
      assertThat(dtmi).isNull();
      return;
    }
    JsonNode parts = expected.path("expect");
    List<String> labels = new ArrayList<>();
    parts.path("Labels").forEach(each -> labels.add(each.asText()));
    String fragment = parts.path("Fragment").asText();
    assertThat(dtmi)
        .isEqualTo(
            new Dtmi(
                labels,
                parts.path("MajorVersion").asInt(),
                parts.path("MinorVersion").asInt(),
                fragment.isEmpty() ? null : fragment.substring(1)));
    assertThat(dtmi.isReserved()).isEqualTo(parts.path("IsReserved").asBoolean());
  }
}
