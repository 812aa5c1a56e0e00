package io.twinfeed.snapshot;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease as files, where no operating system has locks: one says who holds it, and another one,
 * which is made anew all the time, that the holder lives. A lease that nobody renews was left
 * behind by a crash, and goes to the next one. That is seen by looking on, so that no clocks are
 * compared. Two that ask in the same moment may both get it: then one of them finds out when it
 * renews it.
 */
final class LeaseFiles {
  static final Duration RENEWED = Duration.ofSeconds(5);
  static final Duration GIVEN_UP = Duration.ofSeconds(30);
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);
  private static final String NAME = "lease";
  private static final String BEATS = "lease.beat-";

  private final Folder folder;
  private final String ours;
  private final String beat = BEATS + UUID.randomUUID() + "-";
  private final @Nullable String before;
  private int beats;

  private LeaseFiles(Folder folder, String holder, @Nullable String before) {
    this.folder = folder;
    this.ours = holder + "\n" + beat + "\n";
    this.before = before;
  }

  /**
   * @param holder who asks, for the message to the next one
   * @param patience with one that another may still hold
   * @throws TwinfeedException of kind STATE if another one holds it
   */
  static LeaseFiles take(Folder folder, String holder, Lease.Patience patience) throws IOException {
    LeaseFiles lease = new LeaseFiles(folder, holder, awaitNobody(folder, patience));
    try (OutputStream out = folder.create(NAME)) {
      out.write(lease.ours.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Some stores create no file that is there
      String theirs = read(folder);
      if (theirs != null) {
        throw held(folder, theirs);
      }
      throw e;
    }
    lease.beat();
    // Who saw no lease before this one was there has written its own after that
    patience.pause(LOOKED_AT);
    String there = read(folder);
    if (!lease.ours.equals(there)) {
      throw held(folder, there == null ? "another run" : there);
    }
    return lease;
  }

  // Gives whose it was, if nobody renews it
  private static @Nullable String awaitNobody(Folder folder, Lease.Patience patience)
      throws IOException {
    String theirs = read(folder);
    if (theirs == null) {
      return null;
    }
    patience.waitsFor(holder(theirs), GIVEN_UP);
    List<String> beats = folder.names(BEATS + "*");
    for (long i = 0; i < GIVEN_UP.dividedBy(LOOKED_AT); i++) {
      patience.pause(LOOKED_AT);
      String now = read(folder);
      if (now == null) {
        return null;
      }
      if (!now.equals(theirs) || !folder.names(BEATS + "*").equals(beats)) {
        throw held(folder, now);
      }
    }
    forget(folder);
    return holder(theirs);
  }

  /** Who has left it behind; null if nobody has. */
  @Nullable String before() {
    return before;
  }

  /** Takes it away, whoever holds it; true if anybody did. */
  static boolean forget(Folder folder) throws IOException {
    List<String> names = new ArrayList<>(folder.names(NAME));
    boolean held = !names.isEmpty();
    names.addAll(folder.names(BEATS + "*"));
    if (!names.isEmpty()) {
      folder.delete(names);
    }
    return held;
  }

  /**
   * Says that its holder lives.
   *
   * @throws TwinfeedException of kind STATE if it is another one's by now
   */
  void renew() throws IOException {
    String there = read(folder);
    if (!ours.equals(there)) {
      throw new TwinfeedException(
          Kind.STATE,
          "the state in %s was taken from this run by %s"
              .formatted(folder.path(), there == null ? "somebody" : holder(there)),
          "that happens if a run stands still for %d s, or by `twinfeed state unlock`; the next run"
                  .formatted(GIVEN_UP.toSeconds())
              + " finds out what this one has written");
    }
    beat();
  }

  void giveBack() throws IOException {
    if (ours.equals(read(folder))) {
      forget(folder);
    }
  }

  private void beat() throws IOException {
    beats++;
    folder.create(beat + beats).close();
    if (beats > 1) {
      folder.delete(List.of(beat + (beats - 1)));
    }
  }

  private static @Nullable String read(Folder folder) throws IOException {
    if (folder.names(NAME).isEmpty()) {
      return null;
    }
    try {
      return new String(folder.bytes(NAME), StandardCharsets.UTF_8);
    } catch (IOException e) {
      if (folder.names(NAME).isEmpty()) {
        return null; // given back just now
      }
      throw e;
    }
  }

  private static TwinfeedException held(Folder folder, String lease) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s is in use by %s".formatted(folder.path(), holder(lease)),
        "wait until that run has ended");
  }

  private static String holder(String lease) {
    return lease.lines().findFirst().orElse("another run");
  }
}
