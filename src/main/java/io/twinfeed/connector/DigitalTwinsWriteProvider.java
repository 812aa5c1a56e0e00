package io.twinfeed.connector;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.util.List;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldName;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.TypedSchemaTransformProvider;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * {@link DigitalTwinsIO#write()} for Beam YAML and other languages: rows come in, of which
 * docs/connector.md has the fields. Out go {@code written} and, under the name that {@code
 * error_handling} gives, the rows that were refused; without that name, one that is refused fails
 * the pipeline.
 */
public final class DigitalTwinsWriteProvider
    extends TypedSchemaTransformProvider<DigitalTwinsWriteProvider.Configuration> {
  static final String IDENTIFIER = "beam:schematransform:io.twinfeed:digital_twins_write:v1";
  static final String INPUT = "input";
  static final String WRITTEN = "written";
  private static final TupleTag<Row> SUCCESSES = new TupleTag<>("successes");
  private static final TupleTag<Row> FAILURES = new TupleTag<>("failures");

  /** How to write. */
  @DefaultSchema(JavaFieldSchema.class)
  public static final class Configuration {
    @SchemaFieldDescription(
        "https://<instance>.api.<region>.digitaltwins.azure.net, or http://127.0.0.1:<port> for a local service."
            + " ${env:NAME} is resolved in the worker.")
    public String endpoint = "";

    @SchemaFieldDescription(
        "azure or none; if not given, azure at an https endpoint and none else.")
    public @Nullable String limits;

    @SchemaFieldDescription(
        "The part of the limits that this pipeline may use, above 0 and up to 1; 1 if not given.")
    public @Nullable Double share;

    @SchemaFieldName("error_handling")
    @SchemaFieldDescription(
        "Where rows go that were refused; if not given, they fail the pipeline.")
    public @Nullable ErrorOutput errorHandling;
  }

  /** Beam YAML's error_handling. */
  @DefaultSchema(JavaFieldSchema.class)
  public static final class ErrorOutput {
    @SchemaFieldDescription("The name of the output with the rows that were refused.")
    public String output = "";
  }

  @Override
  public String identifier() {
    return IDENTIFIER;
  }

  @Override
  public String description() {
    return "Writes twins and relationships to Azure Digital Twins: makes what is missing, patches"
        + " what differs, deletes what is to go.";
  }

  @Override
  public List<String> inputCollectionNames() {
    return List.of(INPUT);
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(WRITTEN, "errors");
  }

  @Override
  protected SchemaTransform from(Configuration configuration) {
    ErrorOutput errors = configuration.errorHandling;
    return new Rows(
        Configurations.connection(
            "digital_twins_write",
            configuration.endpoint,
            configuration.limits,
            configuration.share),
        errors == null || errors.output.isBlank() ? null : errors.output);
  }

  private static final class Rows extends SchemaTransform {
    private static final long serialVersionUID = 1;

    private final Connection connection;
    private final @Nullable String errors;

    private Rows(Connection connection, @Nullable String errors) {
      this.connection = connection;
      this.errors = errors;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      PCollection<Row> rows = input.getSinglePCollection();
      RowForm form = new RowForm(rows.getSchema());
      PCollectionTuple outcomes =
          rows.apply(
              "Write",
              new Send<>(connection, form, RowCoder.of(rows.getSchema()), SUCCESSES, FAILURES));
      PCollection<Row> failures = outcomes.get(FAILURES).setRowSchema(form.errors());
      PCollectionRowTuple written =
          PCollectionRowTuple.of(WRITTEN, outcomes.get(SUCCESSES).setRowSchema(RowForm.WRITTEN));
      if (errors == null) {
        failures.apply("Fail", ParDo.of(new FailFn()));
        return written;
      }
      return written.and(errors, failures);
    }
  }

  private static final class FailFn extends DoFn<Row, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void fail(@Element Row failure) {
      throw new TwinfeedException(
          Kind.SERVICE,
          "DigitalTwinsIO: " + failure.getString("error_message"),
          "with error_handling: {output: errors} such rows are an output");
    }
  }
}
