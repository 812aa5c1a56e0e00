package io.twinfeed.job;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.blob.BlobAccess;
import io.twinfeed.snapshot.Identity;
import io.twinfeed.snapshot.Lease;
import io.twinfeed.snapshot.SettledSample;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Sync.Compare;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a pipeline keeps between runs, and whether it can be believed.
 *
 * @param folder on a file system that Beam knows
 */
record State(String folder, Identity identity) {
  private static final Random RANDOM = new SecureRandom();

  /** Where the file says, else in a folder {@code state} beside the runs. */
  static State of(PipelineSpec spec, Map<String, Object> parameters, Path runs) {
    String folder =
        spec.state() == null
            ? runs.toAbsolutePath().resolveSibling("state").toString()
            : absolute(spec.state().resolve());
    BlobAccess.prepare(folder);
    return new State(
        folder, Identity.of(spec.name().text(), spec.target().endpoint().resolve(), parameters));
  }

  /** How the names of the jobs begin that write what it is the state of. */
  String jobs() {
    return identity.folder() + "-";
  }

  /** Whether it is in a folder of this machine. */
  boolean isLocal() {
    return isLocal(folder);
  }

  static boolean isLocal(String folder) {
    return !folder.matches("[a-z][a-z0-9+.-]+:.*") || folder.startsWith("file:");
  }

  private static String absolute(String folder) {
    return folder.matches("[a-z][a-z0-9+.-]+:.*")
        ? folder
        : Path.of(folder).toAbsolutePath().normalize().toString();
  }

  /**
   * Takes the lease, and keeps it renewed.
   *
   * @param lasts how long what has begun under it may go on if this process is lost
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if another run holds it
   */
  Holding take(String run, Duration lasts, Course course) {
    Lease lease =
        Lease.take(
            folder,
            identity,
            new Lease.Claim(
                "run %s (process %d)".formatted(run, ProcessHandle.current().pid()), lasts),
            new Lease.Patience() {
              @Override
              public void waitsFor(String holder, Duration atMost) {
                course.say(
                    "the state is held by %s: waiting to see whether it goes on, for up to %d s"
                        .formatted(holder, atMost.toSeconds()));
              }

              @Override
              public void pause(Duration time) {
                course.pause(time);
              }
            });
    return Holding.of(lease, course);
  }

  /**
   * From where a run begins.
   *
   * @param believes whether what is on record counts as what is there
   * @param isShaken whether something has happened to the graph that only a full read can mend
   */
  record Begun(Snapshot snapshot, boolean believes, boolean isShaken) {}

  /**
   * The newest generation.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  Snapshot snapshot() {
    return Snapshot.open(folder, identity);
  }

  /**
   * Finds the snapshot, and out whether the graph is still the one that it speaks of.
   *
   * @param warnings takes what a person should know of it
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  Begun begin(TwinStore store, Compare compare, List<String> warnings) {
    Snapshot snapshot = snapshot();
    boolean interrupted = snapshot.wasInterrupted();
    if (interrupted) {
      warnings.add(
          "an earlier run did not come to its end: what it may have written is compared with the"
              + " graph");
    }
    Trust trust = Trust.in(SettledSample.of(snapshot), store, compare, RANDOM, warnings);
    return new Begun(
        trust.forgets() ? snapshot.forgotten() : snapshot,
        trust.believes(),
        interrupted || (compare != Compare.LIVE && !trust.believes()));
  }

  /**
   * Removes what no run will begin from again.
   *
   * @param held shows that no other run is going on
   */
  void clean(Lease held) {
    Snapshot.clean(held, folder, identity);
  }
}
