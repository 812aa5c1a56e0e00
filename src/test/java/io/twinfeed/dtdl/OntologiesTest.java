package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.SharedData;
import io.twinfeed.issue.Issues;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published models load without an error, each ontology as one set. */
class OntologiesTest {
  @ParameterizedTest
  @CsvSource({
    "ontologies/building-rec33-v3, 767",
    "ontologies/energygrid-v2, 113",
    "ontologies/smartcities-v2, 63",
    "graphs/adt-sample-building/Models, 4",
    "graphs/cosmotech-bars/models.json, 2",
    "seed/models/models.json, 2"
  })
  void a_published_set_of_models_loads_whole(String path, int count) {
    assertThat(load(ModelFolder.read(SharedData.path(path))).interfaces()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CelestialBody-Planet-Crater",
        "Moon",
        "PatientRoom",
        "Planet-Crater-Moon",
        "Planet-Moon",
        "Room",
        "SampleModel",
        "Thermostat",
        "coffeeMaker-coffeeMakerInterface-coffeeBar"
      })
  void an_example_of_the_documentation_loads(String name) {
    Path file = SharedData.path("ontologies/docs-code-v3/models/" + name + ".json");
    assertThat(load(ModelFolder.read(file)).interfaces()).isNotEmpty();
  }

  @Test
  void every_interface_of_the_seed_loads_from_its_own_file() {
    List<ModelText> files =
        List.of("iiotbase", "enterprise").stream()
            .flatMap(
                each -> ModelFolder.read(SharedData.path("seed/models/" + each + ".json")).stream())
            .toList();
    assertThat(load(files).interfaces()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "adt-basic-home, IHome IFloor IRoom ISensor",
    "adt-advanced-home, ICore IHome IFloor IRoom ISensor",
    "adt-advanced-home, ICore IHome IFloor IRoom ISensor-DTDL-v2"
  })
  void a_sample_graph_s_models_load(String folder, String names) {
    List<ModelText> files =
        Arrays.stream(names.split(" "))
            .flatMap(
                each ->
                    ModelFolder.read(SharedData.path("graphs/%s/%s.json".formatted(folder, each)))
                        .stream())
            .toList();
    assertThat(load(files).interfaces()).hasSizeGreaterThan(3);
  }

  private static ModelSet load(List<ModelText> documents) {
    Issues issues = new Issues();
    ModelSet models = ModelParser.parse(documents, ModelSet.empty(), issues);
    assertThat(issues.all().stream().limit(20)).isEmpty();
    return models;
  }
}
