package io.twinfeed.connector;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.TypedSchemaTransformProvider;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.jspecify.annotations.Nullable;

/**
 * {@link DigitalTwinsIO#readQuery} for Beam YAML and other languages: {@code output} has the rows
 * of a query, with the fields that are asked for, or as JSON text in a field {@code json}.
 */
public final class DigitalTwinsQueryProvider
    extends TypedSchemaTransformProvider<DigitalTwinsQueryProvider.Configuration> {
  static final String IDENTIFIER = "beam:schematransform:io.twinfeed:digital_twins_query:v1";
  static final String OUTPUT = "output";

  /** What to read. */
  @DefaultSchema(JavaFieldSchema.class)
  public static final class Configuration {
    @SchemaFieldDescription(
        "https://<instance>.api.<region>.digitaltwins.azure.net, or http://127.0.0.1:<port> for a local service."
            + " ${env:NAME} is resolved in the worker.")
    public String endpoint = "";

    @SchemaFieldDescription("Such as SELECT T.$dtId AS id, T.name FROM DIGITALTWINS T.")
    public String query = "";

    @SchemaFieldDescription(
        "The columns to read and their types: string, integer, number, boolean or json. If not given,"
            + " each row is one field json.")
    public @Nullable Map<String, String> fields;

    @SchemaFieldDescription(
        "azure or none; if not given, azure at an https endpoint and none else.")
    public @Nullable String limits;

    @SchemaFieldDescription(
        "The part of the limits that this pipeline may use, above 0 and up to 1; 1 if not given.")
    public @Nullable Double share;
  }

  @Override
  public String identifier() {
    return IDENTIFIER;
  }

  @Override
  public String description() {
    return "Reads the rows of a query from Azure Digital Twins.";
  }

  @Override
  public List<String> inputCollectionNames() {
    return List.of();
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(OUTPUT);
  }

  @Override
  protected SchemaTransform from(Configuration configuration) {
    if (configuration.query.isBlank()) {
      throw new IllegalArgumentException(
          "digital_twins_query: query is missing; such as SELECT * FROM DIGITALTWINS");
    }
    Connection connection =
        Configurations.connection(
            "digital_twins_query",
            configuration.endpoint,
            configuration.limits,
            configuration.share);
    return new Rows(
        new ReadQuery(configuration.query, connection),
        new QueryRows(configuration.fields == null ? Map.of() : configuration.fields));
  }

  private static final class Rows extends SchemaTransform {
    private static final long serialVersionUID = 1;

    private final ReadQuery read;
    private final QueryRows.ToRowFn toRow;
    private final QueryRows rows;

    private Rows(ReadQuery read, QueryRows rows) {
      this.read = read;
      this.rows = rows;
      this.toRow = new QueryRows.ToRowFn(rows);
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      return PCollectionRowTuple.of(
          OUTPUT,
          input
              .getPipeline()
              .apply("Read", read)
              .apply("Rows", ParDo.of(toRow))
              .setRowSchema(rows.schema()));
    }
  }
}
