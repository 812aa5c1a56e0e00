package io.twinfeed.adt;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A graph of digital twins, asynchronously. A future completes exceptionally only for a defect of
 * ours: refusals and lost connections are replies. Safe for several threads.
 */
public interface TwinStore extends AutoCloseable {

  CompletableFuture<Reply<Twin>> twin(TwinId id);

  /** Makes a twin where none is; one that exists is not touched, and answered with status 412. */
  CompletableFuture<Reply<Void>> create(Twin twin);

  /**
   * @param ifMatch the version that must still be there; null for any
   */
  CompletableFuture<Reply<Void>> patch(TwinId id, Patch patch, @Nullable String ifMatch);

  CompletableFuture<Reply<Void>> delete(TwinId id, @Nullable String ifMatch);

  CompletableFuture<Reply<Relationship>> relationship(TwinId source, String id);

  /** The relationships that start at a twin, of one name. Status 404 if there is no such twin. */
  CompletableFuture<Reply<List<Relationship>>> relationships(TwinId source, String name);

  /** Makes a relationship where none of its id is; else status 412. */
  CompletableFuture<Reply<Void>> create(Relationship relationship);

  CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, Patch patch, @Nullable String ifMatch);

  CompletableFuture<Reply<Void>> delete(TwinId source, String id, @Nullable String ifMatch);

  /**
   * As without a target; for whoever knows it: the relationship takes from that twin's budget, too.
   */
  default CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, TwinId target, Patch patch, @Nullable String ifMatch) {
    return patch(source, id, patch, ifMatch);
  }

  /**
   * As without a target; for whoever knows it: the relationship takes from that twin's budget, too.
   */
  default CompletableFuture<Reply<Void>> delete(
      TwinId source, String id, TwinId target, @Nullable String ifMatch) {
    return delete(source, id, ifMatch);
  }

  /** The models of the service as JSON text, by DTMI. */
  CompletableFuture<Reply<Map<String, String>>> models();

  /** Adds models, all or none. */
  CompletableFuture<Reply<Void>> addModels(List<String> documents);

  /** One page of a query's rows. */
  CompletableFuture<Reply<QueryPage>> query(String text, @Nullable String continuationToken);

  /** What was sent since the last call of this method. */
  Calls takeCalls();

  /** How many calls wait for another attempt, or for a budget, and are not under way. */
  default int waiting() {
    return 0;
  }

  @Override
  void close();

  /**
   * A page.
   *
   * @param continuationToken null on the last page
   */
  record QueryPage(List<Value> rows, @Nullable String continuationToken) {
    public QueryPage {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Requests as the wire saw them.
   *
   * @param byStatus answers by HTTP status; 0 stands for no answer
   * @param retries how many of them were repetitions
   * @param throttledMillis how long requests waited because the service asked for it, added up
   * @param pacedMillis how long requests waited to stay inside our own limits, added up
   * @param times how long the service took
   */
  record Calls(
      Map<Integer, Long> byStatus,
      long retries,
      long throttledMillis,
      long pacedMillis,
      Times times) {
    public Calls {
      byStatus = Map.copyOf(byStatus);
    }
  }

  /**
   * How long some requests took, from the sending to the whole of the answer.
   *
   * @param sum of milliseconds
   */
  record Times(long count, long sum, long min, long max) {
    public static final Times NONE = new Times(0, 0, 0, 0);
  }
}
