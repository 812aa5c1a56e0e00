package io.twinfeed.connector;

import io.twinfeed.adt.Identity;
import io.twinfeed.pace.Limits;
import io.twinfeed.twin.Value;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads the rows of a query. Immutable: each method gives another. */
public final class ReadQuery extends PTransform<PBegin, PCollection<Value>> {
  private static final long serialVersionUID = 1;

  private final String query;
  private final Connection connection;

  ReadQuery(String query, Connection connection) {
    this.query = query;
    this.connection = connection;
  }

  /**
   * @param endpoint as of {@link Write#to}
   */
  public ReadQuery from(String endpoint) {
    return new ReadQuery(query, connection.to(endpoint));
  }

  /**
   * @param limits as of {@link Write#withLimits}
   */
  public ReadQuery withLimits(Limits limits) {
    return new ReadQuery(query, connection.withLimits(limits));
  }

  /**
   * @param part as of {@link Write#withShare}
   */
  public ReadQuery withShare(double part) {
    return new ReadQuery(query, connection.withShare(part));
  }

  /**
   * @param identity as of {@link Write#withIdentity}
   */
  public ReadQuery withIdentity(Identity identity) {
    return new ReadQuery(query, connection.withIdentity(identity));
  }

  @Override
  public PCollection<Value> expand(PBegin begin) {
    connection.check("DigitalTwinsIO.readQuery()", ".from");
    return begin
        .apply("Text", Create.of(query).withCoder(StringUtf8Coder.of()))
        .apply("Read", new ReadAll(connection));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    connection.populate(builder);
    builder.add(DisplayData.item("query", query).withLabel("Query"));
  }
}
