package io.twinfeed.spec.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The JSON Schema of pipeline files, applied as an editor does it. */
public final class PipelineSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(json());

  private PipelineSchema() {}

  /** The schema itself, as it lies in the jar. */
  static JsonNode json() {
    try (InputStream in =
        requireNonNull(PipelineReader.class.getResourceAsStream("pipeline.schema.json"))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** YAML with the types of YAML 1.2: a 7 is a number here, and a true is no text. */
  static JsonNode parse(String yaml) {
    Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    return JSON.valueToTree(load.loadFromString(yaml));
  }

  /** What is wrong with a file; empty if nothing is. */
  public static List<String> problems(String yaml) {
    return problems(parse(yaml));
  }

  static List<String> problems(JsonNode file) {
    return SCHEMA.validate(file).stream().map(ValidationMessage::getMessage).toList();
  }
}
