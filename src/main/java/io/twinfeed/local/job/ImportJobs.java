package io.twinfeed.local.job;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Import jobs. There is no blob storage to import from, so that each job fails, and says so in the
 * way of an instance that may not write to the output blob (adt-service.md §4).
 */
public final class ImportJobs {
  private final InstantSource clock;
  private final Jobs jobs;

  public ImportJobs(InstantSource clock) {
    this.clock = clock;
    this.jobs = new Jobs(clock);
  }

  /** Creates a job; it has failed as soon as it is looked at. */
  public Job put(String id, String inputBlob, String outputBlob) {
    Job.Blobs blobs =
        new Job.Blobs(address("inputBlobUri", inputBlob), address("outputBlobUri", outputBlob));
    Job job = Job.created(id, blobs, clock.instant());
    if (!jobs.add(job)) {
      throw new Refused(Code.JOB_ID_ALREADY_EXISTS, "A job with the id " + id + " already exists.");
    }
    jobs.update(
        job.failed(
            clock.instant(),
            "UnableToWriteToOutputBlob",
            "The local twin service has no blob storage: it can neither read the input blob nor write"
                + " the output blob. Send models, twins and relationships by requests instead."));
    return job;
  }

  public Job get(String id) {
    return jobs.get(id);
  }

  /** Leaves the job as it is: it has finished (adt-service.md §1.7). */
  public Job cancel(String id) {
    return jobs.get(id);
  }

  public void delete(String id) {
    jobs.remove(id);
  }

  /**
   * Lists jobs by id.
   *
   * @param after the last id of the page before, or null
   */
  public Page<Job> list(@Nullable String after, int size) {
    return jobs.list(after, size);
  }

  private static String address(String name, String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute() && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw invalid(name, text);
    }
    throw invalid(name, text);
  }

  private static Refused invalid(String name, String text) {
    return new Refused(
        Code.INVALID_ARGUMENT, "The " + name + " " + text + " is not the address of a blob.");
  }
}
