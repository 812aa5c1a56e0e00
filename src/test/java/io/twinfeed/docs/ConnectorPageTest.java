package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The connector is described as it is: its example is compiled and run, its tables are held. */
class ConnectorPageTest {
  private static final Page PAGE = Page.of("docs/connector.md");
  private static final Path EXAMPLE = Path.of("src/test/java/io/twinfeed/docs/PumpsPipeline.java");
  private static final Path JAVADOC =
      Path.of("src/main/java/io/twinfeed/connector/DigitalTwinsIO.java");
  private static final String MODEL =
      """
      {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
       "contents": [
         {"@type": "Property", "name": "name", "schema": "string"},
         {"@type": "Relationship", "name": "feeds"}]}
      """;

  @TempDir private Path folder;

  @AfterEach
  void forget_the_variable() {
    System.clearProperty("twinfeed.env.TWINS_ENDPOINT");
  }

  @Test
  void the_program_of_the_page_is_the_one_that_is_compiled_here() throws IOException {
    assertThat(java(PAGE))
        .singleElement()
        .satisfies(
            program ->
                assertThat(Files.readString(EXAMPLE))
                    .isEqualTo("package io.twinfeed.docs;\n\n" + program));
  }

  @Test
  void the_readme_and_the_javadoc_show_the_part_that_matters() throws IOException {
    String program = stripped(Files.readString(EXAMPLE));

    assertThat(java(Page.of("README.md")))
        .singleElement()
        .satisfies(part -> assertThat(program).contains(stripped(part)));
    String javadoc = Files.readString(JAVADOC);
    String part =
        javadoc
            .substring(javadoc.indexOf("<pre>{@code\n") + 12, javadoc.indexOf(" * }</pre>"))
            .replaceAll("(?m)^ \\*", "");
    assertThat(part).isNotBlank();
    assertThat(program).contains(stripped(part));
  }

  @Test
  void the_program_writes_pumps_and_what_they_feed_and_tells_what_was_refused() throws IOException {
    Path pumps =
        Files.writeString(
            folder.resolve("pumps.csv"),
            "pump-1,North pump,pump-2\npump-2,South pump,pump-3\npump 3,East pump,pump-1\n");
    Path refused = folder.resolve("refused.txt");
    try (LocalService service = LocalService.start(LocalSettings.onFreePort());
        TwinStore store = TwinService.connect(service.endpoint().toString())) {
      assertThat(store.addModels(List.of(MODEL)).join().isDone()).isTrue();
      System.setProperty("twinfeed.env.TWINS_ENDPOINT", service.endpoint().toString());

      Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
      PumpsPipeline.build(pipeline, pumps.toString(), refused.toString());
      pipeline.run().waitUntilFinish();

      assertThat(store.relationship(new TwinId("pump-1"), "feeds-pump-2").join().isDone()).isTrue();
      assertThat(store.twin(new TwinId("pump-3")).join().isStatus(404)).isTrue();
    }
    assertThat(Files.readAllLines(refused))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("twin pump 3: an id contains ' '"),
            line -> assertThat(line).contains(" of twin pump 3: an id contains ' '"),
            line ->
                assertThat(line)
                    .startsWith("relationship feeds-pump-3 of twin pump-2: the service says"));
  }

  @Test
  void the_tables_have_each_key_of_the_configurations() {
    assertThat(keys("Configuration of a write")).isEqualTo(fields("digital_twins_write"));
    assertThat(keys("Configuration of a query")).isEqualTo(fields("digital_twins_query"));
    assertThat(PAGE.rows("In Beam YAML and other languages").stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(
            providers().keySet().stream().map(name -> "`" + name + "`").toList());
  }

  @Test
  void the_yaml_of_the_page_says_what_the_transforms_take() {
    Page.Block block =
        PAGE.blocks().stream()
            .filter(each -> each.language().equals("yaml"))
            .findFirst()
            .orElseThrow();
    Map<?, ?> yaml =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(block.text());
    Map<?, ?> provided =
        (Map<?, ?>) ((Map<?, ?>) ((List<?>) yaml.get("providers")).get(0)).get("transforms");
    List<?> transforms = (List<?>) ((Map<?, ?>) yaml.get("pipeline")).get("transforms");

    assertThat(provided.values())
        .hasSize(2)
        .allMatch(name -> providers().containsKey((String) name));
    for (Object each : transforms) {
      Map<?, ?> transform = (Map<?, ?>) each;
      Object identifier = provided.get(transform.get("type"));
      if (identifier != null) {
        Schema schema = providers().get((String) identifier).configurationSchema();
        assertThat(((Map<?, ?>) transform.get("config")).keySet())
            .allMatch(key -> schema.hasField((String) key));
      }
    }
  }

  private static List<String> java(Page page) {
    return page.blocks().stream()
        .filter(block -> block.language().equals("java"))
        .map(Page.Block::text)
        .toList();
  }

  private static List<String> keys(String heading) {
    return PAGE.rows(heading).stream().map(row -> row.get(0)).toList();
  }

  private static List<String> fields(String name) {
    Schema schema =
        providers().get("beam:schematransform:io.twinfeed:" + name + ":v1").configurationSchema();
    return schema.getFieldNames();
  }

  private static Map<String, SchemaTransformProvider> providers() {
    return ServiceLoader.load(SchemaTransformProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.identifier().contains("io.twinfeed"))
        .collect(Collectors.toMap(SchemaTransformProvider::identifier, provider -> provider));
  }

  private static String stripped(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
  }
}
