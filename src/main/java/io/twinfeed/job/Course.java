package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * The course of one run: what can be seen of it while it goes on, and the way to end it before its
 * time. It is ended in three steps, each for those that the one before has not reached: the stages
 * give up when they come to it, and what is under way is answered; the runner breaks the job off;
 * and what hangs even so, such as a database that does not answer, is left behind on its thread.
 * For one run; safe for several threads.
 */
public final class Course {
  private static final Duration BY_ITSELF = Duration.ofMillis(1500);
  private static final Duration BY_THE_RUNNER = Duration.ofMillis(1500);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);
  // By which an embedded Flink's listener, which Flink makes itself, finds whose job it is
  private static final ThreadLocal<Course> OF_THREAD = new ThreadLocal<>();

  // To end; with the reason, if it is another one than its user's
  private final CompletableFuture<@Nullable TwinfeedException> asked = new CompletableFuture<>();
  private volatile @Nullable LiveRun live;
  private volatile @Nullable Pace pace;
  private volatile @Nullable RunningJob job;
  private volatile boolean leftBehind;
  private volatile Consumer<String> says = text -> {};
  private volatile @Nullable FlinkCluster cluster;
  private volatile Tally counted = new Tally.Counter().take();

  /** Ends the run, within 5 s. Comes back at once; whoever runs it gets to know. */
  public void cancel() {
    asked.complete(null);
    stop();
  }

  /** Ends the run for a reason that is not that of its user. */
  void end(TwinfeedException why) {
    if (asked.complete(why)) {
      stop();
    }
  }

  /**
   * Waits for a while.
   *
   * @throws TwinfeedException of kind CANCELLED if the run is ended meanwhile
   */
  void pause(Duration time) {
    try {
      asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
      throw cancelled(null);
    } catch (TimeoutException e) {
      // as long as was asked for
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  public boolean isCancelled() {
    return asked.isDone();
  }

  /** From now on this is told what a person should know while the run goes on. */
  public void says(Consumer<String> listener) {
    says = listener;
  }

  void say(String text) {
    says.accept(text);
  }

  /** What can be seen of it now. */
  public Glimpse look() {
    RunningJob running = job;
    Glimpse elsewhere = running == null ? null : running.look();
    if (elsewhere != null) {
      return elsewhere;
    }
    LiveRun run = live;
    Pace service = pace;
    return run == null
        ? Glimpse.NOTHING
        : Glimpse.of(run, service == null ? Map.of() : service.limiter().use());
  }

  /**
   * Does work on a thread of its own, and waits for it, or until it is cancelled.
   *
   * @throws TwinfeedException as the work does; of kind CANCELLED if it did not come to its end
   *     because of that
   */
  <T> T carry(Callable<T> work) {
    if (isCancelled()) {
      throw cancelled(null);
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                done.complete(work.call());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "run");
    thread.setDaemon(true);
    thread.start();
    try {
      return await(done);
    } catch (InterruptedException e) {
      cancel();
      leftBehind = true;
      Thread.currentThread().interrupt();
      throw cancelled(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (isCancelled()) {
        throw cancelled(cause);
      }
      if (cause instanceof RuntimeException || cause instanceof Error) {
        throw sneaked(cause);
      }
      throw cause instanceof IOException io
          ? new UncheckedIOException(io)
          : new IllegalStateException(cause);
    }
  }

  private <T> T await(CompletableFuture<T> done) throws InterruptedException, ExecutionException {
    try {
      CompletableFuture.anyOf(done.handle((unused, failure) -> null), asked).get();
      if (!done.isDone()) {
        return done.get(byItself().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      return awaitBrokenOff(done);
    }
    return done.get();
  }

  // What runs in other processes does not hear of it but from its runner
  private Duration byItself() {
    return cluster == null ? BY_ITSELF : Duration.ZERO;
  }

  private <T> T awaitBrokenOff(CompletableFuture<T> done)
      throws InterruptedException, ExecutionException {
    RunningJob running = job;
    if (running != null) {
      Thread breaking = new Thread(() -> breakOff(running), "break off");
      breaking.setDaemon(true); // it may hang, too
      breaking.start();
    }
    try {
      return done.get(
          BY_ITSELF.plus(BY_THE_RUNNER).minus(byItself()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      leftBehind = true;
      throw cancelled(e);
    }
  }

  private static void breakOff(RunningJob running) {
    try {
      running.breakOff();
    } catch (Exception e) {
      // A job that has just ended can't be broken off, and one that hangs is left behind
    }
  }

  /**
   * Runs a pipeline to its end.
   *
   * @param name names its job
   * @param pacing nobody needs it any more then
   * @throws TwinfeedException if it fails for a reason that can be told
   */
  void execute(Pipeline pipeline, String name, Pacing pacing) {
    pace = pacing.shared();
    try {
      execute(pipeline, name);
    } finally {
      pacing.release();
    }
  }

  /**
   * Runs a pipeline that calls no twin service to its end.
   *
   * @param name names its job
   * @throws TwinfeedException if it fails for a reason that can be told
   */
  void execute(Pipeline pipeline, String name) {
    LiveRun begun = LiveRun.begin(name, pipeline.getOptions());
    live = begun;
    cluster = FlinkPlace.cluster(pipeline.getOptions());
    try {
      if (isCancelled()) {
        throw cancelled(null);
      }
      PipelineResult.State state = runToEnd(pipeline);
      if (state != PipelineResult.State.DONE) {
        throw isCancelled()
            ? cancelled(null)
            : new IllegalStateException("the runner says that the pipeline is " + state);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      stop();
      awaitLastAnswers(begun);
      FlinkCluster on = cluster;
      TwinfeedException cause = on == null ? Causes.of(e) : Causes.of(e, on);
      if (cause == null) {
        throw e;
      }
      throw cause;
    } finally {
      RunningJob ended = job;
      job = null;
      if (ended != null) {
        counted = ended.counted();
        ended.close();
      }
      begun.end();
    }
  }

  private PipelineResult.State runToEnd(Pipeline pipeline) {
    OF_THREAD.set(this);
    try {
      PipelineResult running = pipeline.run();
      if (job == null) {
        job = running::cancel;
      }
      return running.waitUntilFinish();
    } finally {
      OF_THREAD.remove();
    }
  }

  /** A job that this thread has handed to a Flink runs from now on. */
  static void submitted(JobClient client) {
    Course course = OF_THREAD.get();
    if (course != null) {
      FlinkCluster on = course.cluster;
      RunningJob begun =
          on == null
              ? () -> client.cancel().get()
              : new ClusterJob(on, client, () -> !course.isCancelled());
      course.job = begun;
      if (course.isCancelled()) {
        breakOff(begun); // nobody knew of it when the run was ended
      }
    }
  }

  // A task that fails does not end the others on the Direct runner
  private void stop() {
    LiveRun run = live;
    if (run != null) {
      run.stop();
    }
    Pace service = pace;
    if (service != null) {
      service.circuit().stop();
    }
  }

  private static void awaitLastAnswers(LiveRun run) {
    try {
      run.awaitQuiet(LAST_ANSWERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What is known to be done of a run that did not come to its end.
   *
   * @param before what was counted before and beside the pipeline
   */
  Tally counted(Tally.Counter before) {
    Tally.Counter all = new Tally.Counter();
    if (!leftBehind) {
      all.add(before.take()); // else somebody may still be counting
    }
    LiveRun run = live;
    if (run != null) {
      all.add(run.tally());
    }
    RunningJob running = job;
    all.add(running == null ? counted : running.counted());
    return all.take();
  }

  private TwinfeedException cancelled(@Nullable Throwable cause) {
    TwinfeedException why = asked.getNow(null);
    if (why != null) {
      return why;
    }
    return new TwinfeedException(Kind.CANCELLED, "cancelled before it came to its end", "", cause);
  }

  private static RuntimeException sneaked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
