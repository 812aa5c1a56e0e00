package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final FlinkCluster CLUSTER = FlinkCluster.at("host:8081");

  @Test
  void a_failure_of_ours_comes_out_of_another_process_as_it_was() {
    var ours = new TwinfeedException(Kind.GUARD, "it would delete too much", "look at the plan");

    TwinfeedException told = Causes.of(packed(new RuntimeException("of Beam", ours)), CLUSTER);

    assertThat(told.kind()).isEqualTo(Kind.GUARD);
    assertThat(told).hasMessage("it would delete too much");
    assertThat(told.hint()).isEqualTo("look at the plan");
  }

  @Test
  void a_source_that_failed_on_a_cluster_is_a_source_that_failed() {
    TwinfeedException told =
        Causes.of(packed(new RuntimeException(new SQLException("ERROR: gone"))), CLUSTER);

    assertThat(told.kind()).isEqualTo(Kind.SOURCE);
    assertThat(told).hasMessage("reading the sources failed: gone");
  }

  @Test
  void a_cluster_with_too_few_slots_is_told_so() {
    var none =
        new NoResourceAvailableException("not fulfillable", new TimeoutException("300000 ms"));

    TwinfeedException told = Causes.of(packed(none), CLUSTER);

    assertThat(told).hasMessageContaining("http://host:8081 had too few task slots");
    assertThat(told.hint()).contains("parallelism:");
  }

  @Test
  void anything_else_is_told_with_the_cluster_and_where_more_is_said() {
    TwinfeedException told =
        Causes.of(packed(new IOException("Connection to worker lost\nand more")), CLUSTER);

    assertThat(told)
        .hasMessage(
            "the job failed on the Flink cluster at http://host:8081: IOException: Connection to"
                + " worker lost");
    assertThat(told.hint()).contains("run again");
  }

  private static RuntimeException packed(Exception cause) {
    return new RuntimeException("Pipeline execution failed", new SerializedThrowable(cause));
  }
}
