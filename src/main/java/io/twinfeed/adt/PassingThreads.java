package io.twinfeed.adt;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the threads of Reactor, which all clients of the SDK share, end when they have nothing to
 * do. Its own stay for ever, and with them, on a Flink cluster, every class of the job that began
 * them: after 14 jobs a worker had no memory left for another connection.
 */
final class PassingThreads implements Schedulers.Factory {
  private static final long IDLE_SECONDS = 5;
  // Of its own, ten for each processor; more than a task has connections are never busy
  private static final int ELASTIC_AT_MOST = 32;

  private PassingThreads() {}

  /** Does so where this class is one of a job's, and not of the process. */
  static void whereJobsComeAndGo() {
    if (PassingThreads.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      Schedulers.setFactory(new PassingThreads());
    }
  }

  @Override
  public Scheduler newBoundedElastic(
      int threads, int queued, ThreadFactory factory, int secondsToLive) {
    return passing(Math.min(threads, ELASTIC_AT_MOST), factory);
  }

  @Override
  public Scheduler newParallel(int threads, ThreadFactory factory) {
    return passing(threads, factory);
  }

  @Override
  public Scheduler newSingle(ThreadFactory factory) {
    return passing(1, factory);
  }

  private static Scheduler passing(int threads, ThreadFactory factory) {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, factory);
    pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    pool.allowCoreThreadTimeOut(true);
    pool.setRemoveOnCancelPolicy(true);
    return Schedulers.fromExecutorService(pool);
  }
}
