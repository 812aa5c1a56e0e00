package io.twinfeed.connector;

import io.twinfeed.adt.Identity;
import io.twinfeed.pace.Limits;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Carries mutations out. {@link DigitalTwinsIO} says how. Immutable: each method gives another. */
public final class Write extends PTransform<PCollection<Mutation>, WriteResult> {
  private static final long serialVersionUID = 1;

  private final Connection connection;

  Write(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param endpoint {@code https://<instance>.api.<region>.digitaltwins.azure.net}, or {@code
   *     http://127.0.0.1:<port>} for a local service. May hold {@code ${env:NAME}} and {@code
   *     ${file:PATH}}, which are resolved in the worker
   */
  public Write to(String endpoint) {
    return new Write(connection.to(endpoint));
  }

  /**
   * @param limits of the service; without this, those of Azure at an https endpoint, else none
   */
  public Write withLimits(Limits limits) {
    return new Write(connection.withLimits(limits));
  }

  /**
   * @param part of the limits that this pipeline may use, above 0 and up to 1; the rest is left to
   *     others, such as live telemetry. Without this, all
   */
  public Write withShare(double part) {
    return new Write(connection.withShare(part));
  }

  /**
   * @param identity to log in with at an https endpoint; without this, {@code
   *     DefaultAzureCredential}
   */
  public Write withIdentity(Identity identity) {
    return new Write(connection.withIdentity(identity));
  }

  @Override
  public WriteResult expand(PCollection<Mutation> mutations) {
    connection.check("DigitalTwinsIO.write()", ".to");
    PCollectionTuple outcomes =
        mutations.apply(
            "Write",
            new Send<>(
                connection,
                Form.Plain.FORM,
                new MutationCoder(),
                WriteResult.SUCCESSES,
                WriteResult.FAILURES));
    return new WriteResult(
        outcomes.get(WriteResult.SUCCESSES).setCoder(new OutcomeCoders.OfSuccess()),
        outcomes.get(WriteResult.FAILURES).setCoder(new OutcomeCoders.OfFailure()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    connection.populate(builder);
  }
}
