package io.twinfeed.local.job;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The jobs of one kind, for any number of threads; those whose time has come are forgotten. */
final class Jobs {
  private final InstantSource clock;
  private final NavigableMap<String, Job> jobs = new TreeMap<>();

  Jobs(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds a job unless its id is taken, which is for the caller to refuse. */
  synchronized boolean add(Job job) {
    purge();
    return jobs.putIfAbsent(job.id(), job) == null;
  }

  synchronized void update(Job job) {
    jobs.replace(job.id(), job);
  }

  synchronized Job get(String id) {
    purge();
    Job job = jobs.get(id);
    if (job == null) {
      throw notFound(id);
    }
    return job;
  }

  synchronized void remove(String id) {
    purge();
    if (jobs.remove(id) == null) {
      throw notFound(id);
    }
  }

  synchronized boolean isAnyUnfinished() {
    return jobs.values().stream().anyMatch(job -> job.finished() == null);
  }

  synchronized Page<Job> list(@Nullable String after, int size) {
    purge();
    List<Job> rest = new ArrayList<>((after == null ? jobs : jobs.tailMap(after, false)).values());
    return new Page<>(rest.subList(0, Math.min(size, rest.size())), rest.size() > size);
  }

  private void purge() {
    Instant now = clock.instant();
    jobs.values().removeIf(job -> job.finished() != null && !now.isBefore(job.purged()));
  }

  private static Refused notFound(String id) {
    return new Refused(Code.JOB_NOT_FOUND, "There is no job with the id " + id + ".");
  }
}
