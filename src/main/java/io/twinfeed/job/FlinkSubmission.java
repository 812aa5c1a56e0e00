package io.twinfeed.job;

import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells the course of a run of its job on Flink: Beam's runner comes back only once the job has
 * ended. Flink makes it, by the name in its configuration, and calls it on the thread that submits
 * the job.
 */
public final class FlinkSubmission implements JobListener {

  @Override
  public void onJobSubmitted(@Nullable JobClient job, @Nullable Throwable failure) {
    if (job != null) {
      Course.submitted(job);
    }
  }

  @Override
  public void onJobExecuted(@Nullable JobExecutionResult result, @Nullable Throwable failure) {}
}
