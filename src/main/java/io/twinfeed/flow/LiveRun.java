package io.twinfeed.flow;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What can be seen of a run while it goes on, and whether it is to go on: figures that the stages
 * count up in this JVM, on the Direct runner and an embedded Flink; on a cluster, those of one
 * task, as metrics of Flink. A run that comes to its end has its counts from the pipeline ({@link
 * Tally}); of one that is broken off, nothing else is left. Safe for several threads.
 */
public final class LiveRun {
  /** Changes that are to be made; all of them, once the phase is {@link Phase#WRITING}. */
  public static final String PLANNED = "changes.planned";

  /** Of these, those that are done, or were refused for good. */
  public static final String SETTLED = "changes.settled";

  /** Of these, those that were refused. */
  public static final String REFUSED = "changes.refused";

  /** Batches of changes that have come to be written. */
  public static final String BATCHES = "changes.batches";

  /** How long the service took for all requests, added up, in milliseconds. */
  public static final String MILLIS = "calls.millis";

  private static final String ONLY_LIVE = "changes.";
  private static final Map<String, LiveRun> RUNS = new ConcurrentHashMap<>();
  // All stages that Flink has chained work on one thread, which ends with them
  private static final ThreadLocal<LiveRun> OF_TASK =
      ThreadLocal.withInitial(() -> new LiveRun(FlinkTask.ofThisThread()));
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private volatile Phase phase = Phase.BEGINNING;
  private final AtomicLong underWay = new AtomicLong();
  private final FlinkTask task;
  private volatile boolean stopped;

  private LiveRun(FlinkTask task) {
    this.task = task;
  }

  /** How far a run is. */
  public enum Phase {
    BEGINNING,
    READING,
    /** Everything has been read. */
    PLANNING,
    /** Everything has been planned. */
    WRITING
  }

  /**
   * Begins to count for a pipeline.
   *
   * @param name names its job
   * @param options those of the pipeline, by the job's name in which its stages find this
   */
  public static LiveRun begin(String name, PipelineOptions options) {
    String job = name + "-" + NEXT.incrementAndGet();
    options.setJobName(job);
    LiveRun run = new LiveRun(FlinkTask.NONE);
    RUNS.put(job, run);
    return run;
  }

  /** That of the pipeline with these options; in another JVM, that of the task of this thread. */
  public static LiveRun of(PipelineOptions options) {
    LiveRun run = RUNS.get(options.getJobName());
    return run == null ? OF_TASK.get() : run;
  }

  /** One that nobody looks at. */
  public static LiveRun unseen() {
    return new LiveRun(FlinkTask.NONE);
  }

  /** Forgets this. Those who have it keep it. */
  public void end() {
    RUNS.values().remove(this);
  }

  /** Counts under a name, for those who count often. */
  public LongAdder counter(String name) {
    return counts.computeIfAbsent(name, this::begin);
  }

  private LongAdder begin(String name) {
    LongAdder figure = new LongAdder();
    task.show(name, figure);
    return figure;
  }

  public void add(String name, long count) {
    counter(name).add(count);
  }

  public void add(Tally tally) {
    tally.counts().forEach(this::add);
  }

  /** What was counted under a name up to now. */
  public long of(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }

  /** What was counted up to now under all names that begin and end so. */
  public long sum(String begin, String end) {
    long sum = 0;
    for (Map.Entry<String, LongAdder> each : counts.entrySet()) {
      if (each.getKey().startsWith(begin) && each.getKey().endsWith(end)) {
        sum += each.getValue().sum();
      }
    }
    return sum;
  }

  /** What was counted up to now, under the names that a run's own counts have. */
  public Tally tally() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (!name.startsWith(ONLY_LIVE) && !name.equals(MILLIS) && count.sum() != 0) {
            now.put(name, count.sum());
          }
        });
    return new Tally(new TreeMap<>(now));
  }

  /** A phase has begun; one that is behind it is not gone back to. */
  public void reach(Phase reached) {
    if (reached.compareTo(phase) > 0) {
      advance(reached);
    }
  }

  private synchronized void advance(Phase reached) {
    phase = reached.compareTo(phase) > 0 ? reached : phase;
  }

  public Phase phase() {
    return phase;
  }

  /** Whether an earlier attempt of the same task was lost, and may have sent the same changes. */
  public boolean isRepeated() {
    return task.isRepeated();
  }

  /** A change has begun. */
  public void begins() {
    underWay.incrementAndGet();
  }

  /** A change has ended, in whatever way. */
  public void ends() {
    if (underWay.decrementAndGet() == 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Waits until no change is under way; false if some still are after that time. */
  public synchronized boolean awaitQuiet(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long rest = longest.toMillis();
        underWay.get() > 0 && rest > 0;
        rest = (end - System.nanoTime()) / 1_000_000) {
      wait(rest);
    }
    return underWay.get() <= 0;
  }

  /** Asks the stages to give up. */
  public void stop() {
    stopped = true;
  }

  /**
   * @throws CancellationException if the run is to end
   */
  public void requireGoing() {
    if (stopped) {
      throw new CancellationException("the run was cancelled");
    }
  }
}
