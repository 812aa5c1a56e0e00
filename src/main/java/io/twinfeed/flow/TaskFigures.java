package io.twinfeed.flow;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.taskmanager.Task;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one task of a Flink cluster, among the metrics of that task while it runs: on its
 * REST interface and its reporters. Beam hands its own metrics to Flink when a bundle ends, which
 * on Flink is when the task does, and they are gone with it.
 *
 * @param group null where there is no such task
 */
record TaskFigures(@Nullable MetricGroup group) {
  static final TaskFigures NONE = new TaskFigures(null);

  /** Those of the task that this thread works for. */
  static TaskFigures ofThisThread() {
    // Flink gives a task's metrics to its own functions alone, which Beam stands in for. The thread
    // is the way to them that is left; Beam needs java.lang opened, too
    try {
      Field target = Thread.class.getDeclaredField("target");
      target.setAccessible(true);
      return target.get(Thread.currentThread()) instanceof Task task
          ? new TaskFigures(task.getMetricGroup().addGroup(StageMetrics.NAMESPACE))
          : NONE;
    } catch (ReflectiveOperationException | RuntimeException | NoClassDefFoundError e) {
      return NONE; // a JDK that is another one, or closed: the run goes on unseen
    }
  }

  void show(String name, LongAdder figure) {
    if (group != null) {
      group.gauge(name, (Gauge<Long>) figure::sum);
    }
  }
}
