package io.twinfeed.local.job;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs that delete all models, twins and relationships, one at a time (adt-service.md §1.7). */
public final class DeleteJobs {
  private static final int SHORTEST_MINUTES = 15;
  private static final int LONGEST_MINUTES = 24 * 60;

  private final Graph graph;
  private final InstantSource clock;
  private final Jobs jobs;

  public DeleteJobs(Graph graph, InstantSource clock) {
    this.graph = graph;
    this.clock = clock;
    this.jobs = new Jobs(clock);
  }

  /**
   * Creates a job, which is to be {@link #run}.
   *
   * @param operation its id; null for a new one
   * @param minutes the time after which it is to stop; null for the service's own. It is checked
   *     only: a graph in memory is gone long before
   */
  public synchronized Job create(@Nullable String operation, @Nullable Integer minutes) {
    if (minutes != null && (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          "timeoutInMinutes must be between "
              + SHORTEST_MINUTES
              + " and "
              + LONGEST_MINUTES
              + ", not "
              + minutes
              + ".");
    }
    if (jobs.isAnyUnfinished()) {
      throw new Refused(Code.JOB_LIMIT_REACHED, "Another delete job is still running.");
    }
    String id = operation == null ? UUID.randomUUID().toString() : operation;
    Job job = Job.created(id, null, clock.instant());
    if (!jobs.add(job)) {
      throw new Refused(Code.VALIDATION_FAILED, "The operation-id " + id + " already exists.");
    }
    return job;
  }

  /** Deletes all; takes as long as that takes. */
  public void run(Job job) {
    Job running = job.running(clock.instant());
    jobs.update(running);
    Job ended = running.failed(clock.instant(), "InternalServerError", "The deletion was cut off.");
    try {
      int left = graph.clear();
      ended =
          left == 0
              ? running.succeeded(clock.instant())
              : running.failed(
                  clock.instant(),
                  Code.RELATIONSHIPS_NOT_DELETED.spelling(),
                  left + " twins got new relationships while they were being deleted.");
    } finally {
      jobs.update(ended);
    }
  }

  public Job get(String id) {
    return jobs.get(id);
  }

  /**
   * Lists jobs by id.
   *
   * @param after the last id of the page before, or null
   */
  public Page<Job> list(@Nullable String after, int size) {
    return jobs.list(after, size);
  }
}
