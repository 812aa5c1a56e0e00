package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Lease.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.jspecify.annotations.Nullable;

/** Where a Flink is, and what a job for it needs to be told beside what its user says. */
enum FlinkPlace {
  /**
   * Inside this process. Without a configuration it would listen on all addresses of the machine,
   * and take the ports of a cluster that FLINK_CONF_DIR describes. It would sort with 128 MB, and
   * pass data on with 64 MB, however many tasks there are: too little for a file of many sources.
   * Neither is on the heap.
   */
  EMBEDDED {
    @Override
    void complete(Map<String, String> options, int slots) {
      options.put("flinkMaster", "[local]");
      options.computeIfAbsent(
          "flinkConfDir",
          unsaid ->
              folder(ALONE.formatted(NETWORK_MIB_PER_SLOT * slots, FlinkSubmission.class.getName()))
                  .toString());
    }
  },

  /** A cluster that is reached over its REST interface. */
  REMOTE {
    @Override
    void complete(Map<String, String> options, int slots) {
      options.computeIfAbsent("flinkConfDir", unsaid -> folder(JOB).toString());
      Path jar = jar();
      if (jar != null) {
        // Beam's own guess is the whole class path, with Flink and the sample's database in it
        options.putIfAbsent("filesToStage", jar.toString());
      }
    }
  },

  /** The cluster for which Flink's own command line has started this process: {@code flink run}. */
  GIVEN {
    @Override
    void complete(Map<String, String> options, int slots) {
      options.put("flinkMaster", "[auto]"); // it allows no other one
      if (!isAttached()) {
        throw new TwinfeedException(
            Kind.USAGE,
            "the job would be submitted detached, and nobody be there to take its counts and rejects"
                + " home",
            "leave out -d of flink run; in an application of Flink's, set execution.attached: true;"
                + " in the place of a FlinkSessionJob or Flink's page, run twinfeed itself");
      }
    }
  };

  // Nothing outlives the process, which has to have noticed that it has lost a lease, too
  private static final Duration HERE = Duration.ofSeconds(60);
  // Flink looks every minute whether a client lives, the first time only to know of a job
  // (Dispatcher, 1.19)
  private static final Duration REMOTELY = ClusterJob.ALIVE_FOR.plusSeconds(150);

  // Each task takes some; 160 tasks in each of two slots were measured to do with 128 in all, if no
  // buffers are kept to sort in, which only a wide shuffle is the faster for
  private static final int NETWORK_MIB_PER_SLOT = 64;

  private static final String ALONE =
      """
      jobmanager.bind-host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.host: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.bind-port: "0"
      taskmanager.memory.managed.size: 256mb
      taskmanager.memory.network.min: %1$dmb
      taskmanager.memory.network.max: %1$dmb
      taskmanager.network.sort-shuffle.min-parallelism: 1000
      execution.job-listeners: %2$s
      """;

  // Until Flink takes a worker that does not answer for lost, after 50 s unless it is told another
  // time, it gives it tasks, and each attempt fails: all of them have to take longer. A client that
  // is lost for longer than the heartbeats say takes its job with it: nobody would be there to take
  // its counts home
  private static final String JOB =
      """
      restart-strategy.type: fixed-delay
      restart-strategy.fixed-delay.attempts: 6
      restart-strategy.fixed-delay.delay: 10 s
      execution.shutdown-on-attached-exit: true
      client.heartbeat.timeout: %d
      execution.job-listeners: %s
      """
          .formatted(ClusterJob.ALIVE_FOR.toMillis(), FlinkSubmission.class.getName());

  /**
   * @param master as Beam's option says it; null for none
   */
  @SuppressWarnings("deprecation") // it is what Beam's runner takes for a batch
  static FlinkPlace of(@Nullable String master) {
    if (!ExecutionEnvironment.areExplicitEnvironmentsAllowed()) {
      return GIVEN;
    }
    return master == null || master.startsWith("[") ? EMBEDDED : REMOTE;
  }

  /**
   * How long a job may go on if this process is lost; {@link Claim#UNTIL_UNLOCKED} for ever.
   *
   * @param options by Beam's names, as they were given
   */
  Duration outlives(Map<String, String> options) {
    return switch (this) {
      case EMBEDDED -> HERE;
      // With a configuration of another's, Flink may not be told to look whether the client lives
      case REMOTE -> options.containsKey("flinkConfDir") ? Claim.UNTIL_UNLOCKED : REMOTELY;
      case GIVEN -> Claim.UNTIL_UNLOCKED;
    };
  }

  /**
   * The cluster that can be asked what runs there; null for none.
   *
   * @param master as for {@link #of}
   */
  @Nullable FlinkCluster asked(@Nullable String master) {
    return this == GIVEN ? given() : cluster(master);
  }

  // Flink's command line may have other ways to its cluster: YARN's, high availability, TLS
  @SuppressWarnings("deprecation")
  private static @Nullable FlinkCluster given() {
    ReadableConfig configuration =
        ExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    String address = configuration.get(RestOptions.ADDRESS);
    FlinkCluster cluster =
        address == null
            ? null
            : FlinkCluster.at(address + ":" + configuration.get(RestOptions.PORT));
    return cluster != null && cluster.answers() ? cluster : null;
  }

  /** The cluster for which a pipeline has these options; null for none that could be asked. */
  static @Nullable FlinkCluster cluster(PipelineOptions options) {
    return options.getRunner() == FlinkRunner.class
        ? cluster(options.as(FlinkPipelineOptions.class).getFlinkMaster())
        : null;
  }

  /**
   * @param master as for {@link #of}
   */
  static @Nullable FlinkCluster cluster(@Nullable String master) {
    return master != null && of(master) == REMOTE ? FlinkCluster.at(master) : null;
  }

  boolean isCluster() {
    return this != EMBEDDED;
  }

  /**
   * Adds what is not said.
   *
   * @param options by Beam's names
   * @param slots how many tasks work at once
   */
  abstract void complete(Map<String, String> options, int slots);

  @SuppressWarnings("deprecation")
  private static boolean isAttached() {
    return ExecutionEnvironment.getExecutionEnvironment()
        .getConfiguration()
        .get(DeploymentOptions.ATTACHED);
  }

  /** The jar that this class is in; null if it is in none, as in tests. */
  private static @Nullable Path jar() {
    CodeSource source = FlinkPlace.class.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    try {
      Path path = place == null ? null : Path.of(place.toURI());
      return path != null && Files.isRegularFile(path) ? path : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** A folder for Flink's {@code flinkConfDir}, gone when the process ends. */
  private static Path folder(String configuration) {
    try {
      Path folder = Files.createTempDirectory("twinfeed-flink");
      Path file = Files.writeString(folder.resolve("config.yaml"), configuration);
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
