package io.twinfeed.connector;

/**
 * Azure Digital Twins, or a service that answers like it, as the sink and source of any Beam
 * pipeline.
 *
 * <h2>Writing</h2>
 *
 * {@link #write()} carries {@link Mutation mutations} out and gives a {@link WriteResult}: what was
 * done, and what was refused and why. A mutation that is refused never fails its bundle; a service
 * that does not answer for a minute, or does not know us, does, and the runner tries it again. All
 * of it may be sent twice: a twin is made where none is, and patched where it differs. What
 * concerns one twin or relationship is carried out in the order of time, as far as it comes
 * together in a batch.
 *
 * <pre>{@code
 * TypeDescriptor<Mutation> mutations = TypeDescriptor.of(Mutation.class);
 * Write write = DigitalTwinsIO.write().to("${env:TWINS_ENDPOINT}").withShare(0.8);
 * PCollection<String> rows = pipeline.apply("Read", TextIO.read().from(pumps));
 *
 * WriteResult twins =
 *     rows.apply("Pumps", MapElements.into(mutations).via(PumpsPipeline::pump))
 *         .apply("Write pumps", write);
 * WriteResult links =
 *     rows.apply("Feeds", MapElements.into(mutations).via(PumpsPipeline::feeds))
 *         .apply("After the pumps", Wait.on(twins.successes()))
 *         .apply("Write feeds", write);
 *
 * PCollectionList.of(twins.failures())
 *     .and(links.failures())
 *     .apply("Refused", Flatten.pCollections())
 *     .apply("Why", MapElements.into(TypeDescriptors.strings()).via(WriteFailure::message))
 *     .apply("Tell", TextIO.write().to(refused).withoutSharding());
 * }</pre>
 *
 * <p>A collection has no order: twins have to be there before the relationships that lead to them,
 * and relationships have to be gone before their twins. Write them one after the other, and let the
 * second write wait for the successes of the first.
 *
 * <p>What is written stays inside the limits of the service ({@link Write#withLimits}, {@link
 * Write#withShare}): those of each class of request and those of each twin, a hub being written
 * beside everything else. All transforms of a process that write to one endpoint share them, and
 * one worker does all writes of a transform, so that a cluster keeps them as exactly as one process
 * does. An unbounded input is sent after 500 mutations, or a second. Windows and times of the
 * elements are those of the outcomes, and late elements are written.
 *
 * <h2>Reading</h2>
 *
 * {@link #readQuery} and {@link #readAll} give rows as JSON objects, with the names that the query
 * gives its columns. A query sees changes some seconds late. One that fails fails its bundle.
 *
 * <h2>Identity</h2>
 *
 * Workers log in with {@code DefaultAzureCredential}, or {@link Write#withIdentity}; a plain http
 * endpoint is taken on the own machine alone, and needs no identity. Endpoints may be references
 * such as {@code ${env:TWINS_ENDPOINT}}, which the workers resolve.
 *
 * <h2>Figures</h2>
 *
 * Counters and distributions of this class: {@code mutations_created}, {@code _patched}, {@code
 * _unchanged}, {@code _deleted} and {@code _failed}; {@code calls_200} and so on by HTTP status, 0
 * for none; {@code calls_repeated}; {@code batch_size}; {@code mutation_millis}, waits included.
 * The time in which nothing could be done but to wait is told as Beam's {@code throttling-msecs},
 * so that a runner adds no workers for it.
 */
public final class DigitalTwinsIO {
  private DigitalTwinsIO() {}

  /** Carries mutations out; {@link Write#to} says where. */
  public static Write write() {
    return new Write(Connection.UNSET);
  }

  /**
   * Reads the rows of a query; {@link ReadQuery#from} says where.
   *
   * @param query in the query language of Azure Digital Twins, such as {@code SELECT T.$dtId AS id,
   *     T.name FROM DIGITALTWINS T}
   */
  public static ReadQuery readQuery(String query) {
    return new ReadQuery(query, Connection.UNSET);
  }

  /** Reads the rows of all queries of a collection; {@link ReadAll#from} says where. */
  public static ReadAll readAll() {
    return new ReadAll(Connection.UNSET);
  }
}
