package io.twinfeed.connector;

import io.twinfeed.adt.Identity;
import io.twinfeed.pace.Limits;
import io.twinfeed.twin.Value;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;

/** Reads the rows of many queries. Immutable: each method gives another. */
public final class ReadAll extends PTransform<PCollection<String>, PCollection<Value>> {
  private static final long serialVersionUID = 1;

  private final Connection connection;

  ReadAll(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param endpoint as of {@link Write#to}
   */
  public ReadAll from(String endpoint) {
    return new ReadAll(connection.to(endpoint));
  }

  /**
   * @param limits as of {@link Write#withLimits}
   */
  public ReadAll withLimits(Limits limits) {
    return new ReadAll(connection.withLimits(limits));
  }

  /**
   * @param part as of {@link Write#withShare}
   */
  public ReadAll withShare(double part) {
    return new ReadAll(connection.withShare(part));
  }

  /**
   * @param identity as of {@link Write#withIdentity}
   */
  public ReadAll withIdentity(Identity identity) {
    return new ReadAll(connection.withIdentity(identity));
  }

  @Override
  public PCollection<Value> expand(PCollection<String> queries) {
    connection.check("DigitalTwinsIO.readAll()", ".from");
    return queries
        .apply("Query", ParDo.of(new QueryFn(connection)))
        .setCoder(new ValueCoder())
        // What is done with rows need not be done where the pages are read
        .apply("Spread", Reshuffle.viaRandomKey());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    connection.populate(builder);
  }
}
