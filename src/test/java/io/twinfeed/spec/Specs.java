package io.twinfeed.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.ModelText;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import java.util.List;
import java.util.Map;

/** Pipeline files and models for tests of the stages, read and checked as a user's are. */
public final class Specs {
  public static final ModelSet MODELS =
      models(
          """
          [{"@id": "dtmi:com:example:Asset;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
            "contents": [{"@type": "Property", "name": "name", "schema": "string"}]},
           {"@id": "dtmi:com:example:Plate;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
            "contents": [{"@type": "Property", "name": "serial", "schema": "string"}]},
           {"@id": "dtmi:com:example:Machine;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
            "extends": "dtmi:com:example:Asset;1",
            "contents": [
              {"@type": "Property", "name": "power", "schema": "double"},
              {"@type": "Property", "name": "orders", "schema": "integer"},
              {"@type": "Property", "name": "hours", "schema": "double"},
              {"@type": "Property", "name": "nextDue", "schema": "date"},
              {"@type": "Property", "name": "size", "schema": {"@type": "Object", "fields": [
                {"name": "width", "schema": "double"}, {"name": "depth", "schema": "double"}]}},
              {"@type": "Component", "name": "plate", "schema": "dtmi:com:example:Plate;1"},
              {"@type": "Relationship", "name": "partOf",
               "properties": [{"@type": "Property", "name": "since", "schema": "date"}]}]},
           {"@id": "dtmi:com:example:Press;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
            "extends": "dtmi:com:example:Machine;1", "contents": []},
           {"@id": "dtmi:com:example:Line;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
            "extends": "dtmi:com:example:Asset;1", "contents": []}]
          """);

  private static final String HEAD =
      """
      version: 1
      name: test
      connections:
        erp: {url: "jdbc:h2:mem:none"}
      target: {endpoint: "http://127.0.0.1:1", models: models}
      """;

  private Specs() {}

  /** A file of everything below {@code target:}. */
  public static PipelineSpec spec(String rest) {
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read("test.yaml", HEAD + rest, issues);
    if (spec != null) {
      SpecCheck.check(spec, MODELS, Map.of(), name -> "x", issues);
    }
    assertThat(issues.hasErrors()).as(issues.all().toString()).isFalse();
    return java.util.Objects.requireNonNull(spec);
  }

  public static ModelSet models(String json) {
    Issues issues = new Issues();
    ModelSet models =
        ModelParser.parse(List.of(new ModelText("models.json", json)), ModelSet.empty(), issues);
    assertThat(issues.all()).isEmpty();
    return models;
  }
}
