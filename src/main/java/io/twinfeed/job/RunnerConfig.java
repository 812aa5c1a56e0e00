package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.flow.Shards;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where the pipeline runs: a Beam runner and its options, from a YAML file with the keys {@code
 * runner}, {@code options} and {@code shared}.
 *
 * @param file as the user named it
 * @param runner the simple name of a Beam runner
 * @param options its options by Beam's names
 * @param shared whether all workers see the folders of this machine, by the same paths
 */
public record RunnerConfig(
    String file, String runner, Map<String, String> options, boolean shared) {

  /** How many tasks can write at once, by the options that say so. */
  private static final List<String> PARALLELISM = List.of("parallelism", "targetParallelism");

  // Enough for a million rows in shards that fit into memory, few enough for a thousand
  private static final int SHARDS = 64;
  private static final int BUCKETS_PER_SLOT = 64;
  private static final List<String> KEYS = List.of("runner", "options", "shared");

  public RunnerConfig {
    options = new LinkedHashMap<>(options);
  }

  /** Of a runner whose workers are in this process. */
  public RunnerConfig(String file, String runner, Map<String, String> options) {
    this(file, runner, options, false);
  }

  /** The Direct runner, with a task for each processor. */
  public static RunnerConfig direct() {
    return new RunnerConfig(
        "(default)",
        "DirectRunner",
        Map.of(
            "targetParallelism",
                String.valueOf(Math.max(2, Runtime.getRuntime().availableProcessors())),
            // Checks of Beam's that make a read five times slower; our tests run with them
            "enforceImmutability", "false",
            "enforceEncodability", "false"));
  }

  /**
   * @throws TwinfeedException of kind USAGE if the file can't be read or says something unknown
   */
  public static RunnerConfig read(Path file) {
    Object yaml;
    try {
      yaml =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw wrong(file + ": this runner configuration can't be read", "see runner-configs/", e);
    } catch (YamlEngineException e) {
      throw wrong(file + ": " + e.getMessage(), "see runner-configs/ for examples", e);
    }
    if (!(yaml instanceof Map<?, ?> map) || !(map.get("runner") instanceof String runner)) {
      throw wrong(file + ": runner: is missing", "runner: DirectRunner or FlinkRunner", null);
    }
    for (Object key : map.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(file + ": unknown key " + key, "known keys: " + String.join(", ", KEYS), null);
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (map.get("options") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> options.put(String.valueOf(name), String.valueOf(value)));
    }
    RunnerConfig config = new RunnerConfig(file.toString(), runner, options, shared(file, map));
    config.toOptions();
    config.slots();
    return config;
  }

  private static boolean shared(Path file, Map<?, ?> map) {
    Object shared = map.get("shared");
    if (shared == null) {
      return false;
    }
    if (shared instanceof Boolean is) {
      return is;
    }
    throw wrong(file + ": shared: is neither true nor false", "", null);
  }

  /** Beam's options. */
  public PipelineOptions toOptions() {
    List<String> args = new ArrayList<>();
    args.add("--runner=" + runner);
    Map<String, String> all = new LinkedHashMap<>(options);
    if (!isDirect()) {
      FlinkPlace.of(all.get("flinkMaster")).complete(all, slots());
    }
    all.forEach((name, value) -> args.add("--" + name + "=" + value));
    if (isDirect()) {
      args.add("--blockOnRun=false"); // else nobody could end it
    }
    try {
      return PipelineOptionsFactory.fromArgs(args.toArray(new String[0])).create();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw wrong(
          file + ": " + message.lines().findFirst().orElse(message),
          "see runner-configs/ for examples",
          e);
    }
  }

  boolean isDirect() {
    return runner.equals("DirectRunner");
  }

  /** Whether the workers are in other processes than this one. */
  boolean isCluster() {
    return !isDirect() && FlinkPlace.of(options.get("flinkMaster")).isCluster();
  }

  /**
   * Looks whether a cluster is ready for a job: that it has the slots, and that none still writes
   * of which the client is gone. Such a job would end by itself, but only after a while.
   *
   * @param jobs how the names of such jobs begin; whoever asks holds their lease
   * @param warnings takes what a person should know
   * @param course of the run that asks
   * @throws TwinfeedException if a cluster can't be asked, or such a job does not end
   */
  void requireReady(String jobs, List<String> warnings, Course course) {
    String master = options.get("flinkMaster");
    FlinkCluster cluster = isDirect() ? null : FlinkPlace.of(master).asked(master);
    if (cluster == null) {
      return;
    }
    int there = cluster.slots();
    if (there < slots()) {
      String few =
          "the cluster at %s has %d task slots, and the job takes %d: it waits until there are more"
              .formatted(cluster.address(), there, slots());
      course.say(few); // at once: the warnings are told at the end
      warnings.add(few);
    }
    LostJobs.end(cluster, jobs, warnings, course);
  }

  /** How long a job may go on if this process is lost. */
  Duration outlives() {
    FlinkPlace place = isDirect() ? FlinkPlace.EMBEDDED : FlinkPlace.of(options.get("flinkMaster"));
    return place.outlives(options);
  }

  /** Into how many parts a budget is split: nobody knows which slots of a cluster share a JVM. */
  int parts() {
    return isCluster() ? slots() : 1;
  }

  /** How many tasks write at once: what the limits of the target are shared by. */
  public int slots() {
    for (String name : PARALLELISM) {
      String value = options.get(name);
      if (value != null) {
        try {
          int slots = Integer.parseInt(value);
          if (slots > 0) {
            return slots;
          }
        } catch (NumberFormatException e) {
          throw wrong(file + ": " + name + ": is no number: " + value, "", e);
        }
      }
    }
    throw wrong(
        file + ": the parallelism is not known",
        "set parallelism (Flink) or targetParallelism (Direct) to a number above 0",
        null);
  }

  /** By which twins are grouped; on Flink, as many for each slot. */
  Shards shards() {
    return isDirect()
        ? new Shards(SHARDS)
        : new Shards((SHARDS + slots() - 1) / slots() * slots(), slots());
  }

  /**
   * The groups that a phase of writing is cut into. On Flink, 64 for each slot, so that what is in
   * them evens out. On Direct, one for each task: there a group is a bundle, and what waits for a
   * hub at its end has only its own group to go on with.
   */
  Shards buckets() {
    return isDirect() ? new Shards(slots()) : new Shards(slots() * BUCKETS_PER_SLOT, slots());
  }

  private static TwinfeedException wrong(String message, String hint, @Nullable Throwable cause) {
    return new TwinfeedException(Kind.USAGE, message, hint, cause);
  }
}
