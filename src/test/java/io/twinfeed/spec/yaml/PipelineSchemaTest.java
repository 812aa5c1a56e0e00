package io.twinfeed.spec.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.Golden;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.Sync;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineSchemaTest {
  /** Where a section stands in everything.yaml. */
  private static final Map<Section, String> AT =
      Map.ofEntries(
          Map.entry(Section.FILE, ""),
          Map.entry(Section.PARAMETER, "/parameters/plant"),
          Map.entry(Section.CONNECTION, "/connections/erp"),
          Map.entry(Section.TARGET, "/target"),
          Map.entry(Section.LIMITS, "/target/limits"),
          Map.entry(Section.SOURCE, "/sources/machines"),
          Map.entry(Section.PARTITION, "/sources/machines/partition"),
          Map.entry(Section.WATERMARK, "/sources/machines/watermark"),
          Map.entry(Section.LOOKUP, "/sources/machines/lookups/line"),
          Map.entry(Section.TWIN, "/twins/0"),
          Map.entry(Section.MOVED, "/twins/0/moved"),
          Map.entry(Section.RELATIONSHIP, "/relationships/0"),
          Map.entry(Section.PROPERTY, "/twins/0/properties/value"),
          Map.entry(Section.MAP, "/twins/0/properties/map/map"),
          Map.entry(Section.MERGE, "/twins/0/properties/newest/merge"),
          Map.entry(Section.SYNC, "/sync"),
          Map.entry(Section.GUARDS, "/sync/guards"),
          Map.entry(Section.GUARD, "/sync/guards/maxDeletes"));

  @ParameterizedTest
  @EnumSource
  void refuses_an_unknown_key_as_the_reader_does(Section section) throws IOException {
    JsonNode file = everything();
    ((ObjectNode) file.at(requireNonNull(AT.get(section)))).put("unknwon", "x");

    assertThat(PipelineSchema.problems(file)).isNotEmpty();
    assertThat(issues(file)).extracting(Issue::code).contains("SPEC-001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "/version → 2",
        "/name → ''",
        "/parameters/plant/type → text",
        "/parameters/year → integer",
        "/target/limits/profile → aws",
        "/target/limits/share → all",
        "/target/limits/patch → fast",
        "/target/pushModels → yes",
        "/sources/machines/partition/into → 0",
        "/sources/machines/watermark/lag → 5 minutes",
        "/sources/machines/query → SELECT 1",
        "/sources/orders/where → a = 1",
        "/twins/0/creates → maybe",
        "/twins/0/properties/count/count → yes",
        "/twins/0/properties/count/by → due",
        "/twins/0/properties/sum/max → 1",
        "/twins/0/properties/sum/merge → min",
        "/twins/0/properties/sum/default → 0",
        "/twins/0/properties/list/by → due",
        "/twins/0/properties/value/merge → newest",
        "/twins/0/properties/newest/merge/first → changed",
        "/relationships/0/exclusive → own",
        "/sync/mode → mirrror",
        "/sync/compare → graph",
        "/sync/nulls → drop",
        "/sync/fullEvery → daily",
        "/sync/guards/maxRejects → few",
        "/sync/guards/maxDeletes/percent → 120",
        "/sync/guards/minRows/machines → -1",
      })
  void refuses_a_wrong_value_as_the_reader_does(String pointer, String value) throws IOException {
    JsonNode file = everything();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) file.at(at.head())).put(at.last().getMatchingProperty(), value);

    assertThat(PipelineSchema.problems(file)).isNotEmpty();
    assertThat(issues(file)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/version",
        "/name",
        "/connections",
        "/target",
        "/sources",
        "/connections/erp/url",
        "/target/models",
        "/sources/orders/query",
        "/sources/machines/connection",
        "/sources/machines/partition/by",
        "/sources/machines/watermark/column",
        "/twins/0/model",
        "/twins/0/moved/from",
        "/twins/0/properties/first/by",
        "/twins/0/properties/map/map/key",
        "/twins/0/properties/count/count",
        "/twins/0/properties/newest/merge/last",
        "/relationships/0/target",
        "/sync/guards/maxDeletes/percent",
      })
  void refuses_what_is_missing_as_the_reader_does(String pointer) throws IOException {
    JsonNode file = everything();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) file.at(at.head())).remove(at.last().getMatchingProperty());

    assertThat(PipelineSchema.problems(file)).isNotEmpty();
    assertThat(issues(file)).isNotEmpty();
  }

  @Test
  void refuses_the_file_of_mistakes() throws IOException {
    assertThat(PipelineSchema.problems(Golden.read("spec/mistakes.yaml"))).hasSizeGreaterThan(10);
  }

  static Stream<Path> files() throws IOException {
    return Stream.concat(
        Files.walk(Path.of("pipelines")).filter(path -> path.toString().matches(".*\\.ya?ml")),
        Stream.of("everything", "bottling", "sound")
            .map(name -> Path.of("src/test/resources/io/twinfeed/spec/" + name + ".yaml")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void takes_what_the_reader_takes(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(PipelineSchema.problems(text)).isEmpty();
    assertThat(issues(PipelineSchema.parse(text))).isEmpty();
  }

  @Test
  void the_file_of_everything_has_every_key() throws IOException {
    String text = text("everything");

    Stream.of(Section.values())
        .flatMap(section -> section.keys().stream())
        .forEach(key -> assertThat(text).containsPattern("\\b" + key + ":"));
  }

  @ParameterizedTest
  @EnumSource
  void has_the_keys_of_the_reader_each_with_a_description(Section section) {
    JsonNode properties = properties(section);

    assertThat(properties.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(section.keys());
    properties
        .fields()
        .forEachRemaining(
            each -> assertThat(description(each.getValue())).as(each.getKey()).endsWith("."));
  }

  @Test
  void has_no_other_mappings_with_fixed_keys_than_the_reader() {
    assertThat(
            PipelineSchema.json().findValues("additionalProperties").stream()
                .filter(JsonNode::isBoolean))
        .hasSize(Section.values().length);
  }

  @Test
  void has_the_constants_of_the_reader() {
    assertThat(constants("/definitions/sync/properties/mode")).isEqualTo(of(Sync.Mode.values()));
    assertThat(constants("/definitions/sync/properties/compare"))
        .isEqualTo(of(Sync.Compare.values()));
    assertThat(constants("/definitions/sync/properties/nulls")).isEqualTo(of(Sync.Nulls.values()));
    assertThat(constants("/definitions/parameterType")).isEqualTo(of(ParameterType.values()));
    assertThat(constants("/definitions/limitsProfile")).isEqualTo(Targets.PROFILES);
  }

  @Test
  void is_the_same_in_the_jar_as_on_the_page() throws IOException {
    assertThat(PipelineSchema.json())
        .isEqualTo(new ObjectMapper().readTree(Path.of("docs/pipeline.schema.json").toFile()));
  }

  // The mapping itself, or the one of several forms that has keys
  private static JsonNode properties(Section section) {
    JsonNode schema = PipelineSchema.json();
    JsonNode definition =
        section == Section.FILE
            ? schema
            : schema.at("/definitions/" + section.name().toLowerCase(Locale.ROOT));
    return definition.has("properties")
        ? definition.get("properties")
        : StreamSupport.stream(definition.get("anyOf").spliterator(), false)
            .filter(each -> each.has("properties"))
            .findFirst()
            .orElseThrow()
            .get("properties");
  }

  private static String description(JsonNode property) {
    return property.has("description")
        ? property.get("description").asText()
        : PipelineSchema.json()
            .at(property.get("$ref").asText().substring(1) + "/description")
            .asText();
  }

  private static List<String> constants(String pointer) {
    return StreamSupport.stream(PipelineSchema.json().at(pointer + "/enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static List<String> of(Enum<?>[] constants) {
    return Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  // JSON is YAML, too
  private static List<Issue> issues(JsonNode file) {
    Issues issues = new Issues();
    PipelineReader.read("f", file.toString(), issues);
    return issues.all();
  }

  private static JsonNode everything() throws IOException {
    return PipelineSchema.parse(text("everything"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        requireNonNull(
            PipelineSchemaTest.class.getResourceAsStream("/io/twinfeed/spec/" + name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
