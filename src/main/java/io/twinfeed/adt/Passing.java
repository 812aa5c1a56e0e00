package io.twinfeed.adt;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What clients of the SDK share, for a process in which jobs come and go. The threads of Reactor
 * end when they have nothing to do: its own stay for ever, and with them every class of the job
 * that began them. And Netty keeps little: what a job has pooled outside the heap stays until the
 * collector comes to its classes, for which that memory gives it no cause. After 14 jobs, a worker
 * of Flink had none left for another connection.
 */
final class Passing implements Schedulers.Factory {
  // Netty's own are two for each processor, and chunks of 4 MiB; this is one of 256 KiB
  private static final Map<String, String> POOL =
      Map.of("io.netty.allocator.numDirectArenas", "1", "io.netty.allocator.maxOrder", "5");
  private static final long IDLE_SECONDS = 5;
  // Of its own, ten for each processor; more than a task has connections are never busy
  private static final int ELASTIC_AT_MOST = 32;

  private Passing() {}

  /** Sees to it where this class is one of a job's, and not of the process. */
  static void whereJobsComeAndGo() {
    if (Passing.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      Schedulers.setFactory(new Passing());
      poolLittle();
    }
  }

  // Netty reads its settings as its classes are loaded; those of others in this process may differ
  private static void poolLittle() {
    List<String> set = new ArrayList<>();
    POOL.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
            set.add(name);
          }
        });
    PooledByteBufAllocator.defaultNumDirectArena();
    set.forEach(System::clearProperty);
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
