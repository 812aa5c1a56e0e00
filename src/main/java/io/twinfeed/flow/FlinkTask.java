package io.twinfeed.flow;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.taskmanager.Task;
import org.jspecify.annotations.Nullable;

/**
 * The task of Flink that a stage works for, by way of its thread. Flink shows it to its own
 * functions alone, which Beam stands in for, and Beam passes on neither which attempt it is nor,
 * until it has ended and its metrics are gone, what it counts.
 *
 * @param task null where there is none
 */
record FlinkTask(@Nullable Task task) {
  static final FlinkTask NONE = new FlinkTask(null);

  /** That of this thread; none on another runner, or on a JDK whose java.lang is closed to us. */
  static FlinkTask ofThisThread() {
    try {
      Field target = Thread.class.getDeclaredField("target");
      target.setAccessible(true);
      return target.get(Thread.currentThread()) instanceof Task task ? new FlinkTask(task) : NONE;
    } catch (ReflectiveOperationException | RuntimeException | NoClassDefFoundError e) {
      return NONE; // the run goes on unseen
    }
  }

  /** Shows a figure among the metrics of the task, while it runs. */
  void show(String name, LongAdder figure) {
    if (task != null) {
      task.getMetricGroup().addGroup(StageMetrics.NAMESPACE).gauge(name, (Gauge<Long>) figure::sum);
    }
  }

  /** Whether an attempt before this one was lost. */
  boolean isRepeated() {
    return task != null && task.getTaskInfo().getAttemptNumber() > 0;
  }
}
