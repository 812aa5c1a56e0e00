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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lease as files, where no operating system has locks: one says who holds it, and another one,
 * which is made anew all the time, that the holder lives. A lease that nobody has renewed for as
 * long as its holder said goes to the next one. Who asks sees that by looking on for so long, and
 * who holds it by his own clock, and earlier, so that no clocks are compared.
 *
 * <p>Where a store lets a file be overwritten, two that ask in the same moment may both get it:
 * then one of them finds out when it renews it.
 */
final class LeaseFiles {
  static final Duration RENEWED = Duration.ofSeconds(5);
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);
  // In which a holder that has lost it comes to its end
  private static final Duration MARGIN = Duration.ofSeconds(15);
  private static final String NAME = "lease";
  private static final String BEATS = "lease.beat-";

  private final Folder folder;
  private final Lease.Claim claim;
  private final String ours;
  private final String beat = BEATS + UUID.randomUUID() + "-";
  private final @Nullable String before;
  private final LongSupplier nanos;
  private int beats;
  private volatile long renewed;

  private LeaseFiles(
      Folder folder, Lease.Claim claim, @Nullable String before, LongSupplier nanos) {
    this.folder = folder;
    this.claim = claim;
    this.before = before;
    this.nanos = nanos;
    this.ours = "%s\n%s\n%s\n".formatted(claim.holder(), beat, claim.lasts().toSeconds());
  }

  /**
   * @param patience with one that another may still hold
   * @param nanos a steady clock
   * @throws TwinfeedException of kind STATE if another one holds it
   */
  static LeaseFiles take(
      Folder folder, Lease.Claim claim, Lease.Patience patience, LongSupplier nanos)
      throws IOException {
    LeaseFiles lease = new LeaseFiles(folder, claim, awaitNobody(folder, patience), nanos);
    lease.renewed = nanos.getAsLong();
    lease.create();
    try {
      lease.beat();
      // Who saw no lease before this one was there has written its own after that
      patience.pause(LOOKED_AT);
      String there = read(folder);
      if (!lease.ours.equals(there)) {
        throw held(folder, there == null ? "another run" : there);
      }
    } catch (IOException | RuntimeException e) {
      lease.giveBackAfter(e);
      throw e;
    }
    return lease;
  }

  private void create() throws IOException {
    try (OutputStream out = folder.create(NAME)) {
      out.write(ours.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Some stores create no file that is there; ours, if it is only the answer that was lost
      String there = read(folder);
      if (there == null) {
        throw e;
      }
      if (!ours.equals(there)) {
        throw held(folder, there);
      }
    }
  }

  private void giveBackAfter(Exception cause) {
    try {
      giveBack();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  // Gives whose it was, if nobody renews it
  private static @Nullable String awaitNobody(Folder folder, Lease.Patience patience)
      throws IOException {
    String theirs = read(folder);
    if (theirs == null) {
      return null;
    }
    Duration lasts = lasts(theirs);
    if (lasts.equals(Lease.Claim.UNTIL_UNLOCKED)) {
      throw held(folder, theirs);
    }
    patience.waitsFor(holder(theirs), lasts);
    List<String> beats = beats(folder);
    for (long i = 0; i < lasts.dividedBy(LOOKED_AT); i++) {
      patience.pause(LOOKED_AT);
      String now = read(folder);
      if (now == null) {
        return null;
      }
      if (!now.equals(theirs) || !beats.equals(beats(folder))) {
        throw held(folder, now);
      }
    }
    forget(folder);
    return holder(theirs);
  }

  private static List<String> beats(Folder folder) throws IOException {
    try {
      return folder.names(BEATS + "*");
    } catch (IOException e) {
      // Azure's asks for each file that it has listed, which may have been renewed just then
      return folder.names(BEATS + "*");
    }
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
    folder.delete(names);
    return held;
  }

  /**
   * Says that its holder lives.
   *
   * @throws IOException if that can't be said now
   * @throws TwinfeedException of kind STATE if it is another one's by now
   */
  void renew() throws IOException {
    long now = nanos.getAsLong();
    String there = read(folder);
    if (!ours.equals(there)) {
      throw taken(folder, there);
    }
    beat();
    renewed = now;
  }

  /**
   * @throws TwinfeedException of kind STATE if it was not renewed for so long that another one may
   *     soon have it
   */
  void requireRenewed() {
    Duration since = Duration.ofNanos(nanos.getAsLong() - renewed);
    Duration lasts = claim.lasts();
    if (!lasts.equals(Lease.Claim.UNTIL_UNLOCKED) && since.compareTo(lasts.minus(MARGIN)) > 0) {
      throw new TwinfeedException(
          Kind.STATE,
          "the state in %s could not be reached for %d s to renew the lease"
              .formatted(folder.path(), since.toSeconds()),
          "see that it can be reached; the next run finds out what this one has written");
    }
  }

  /**
   * For those that work for a holder in other processes.
   *
   * @param run by which the holder is named
   * @throws TwinfeedException of kind STATE if it is another one's by now
   */
  static void requireHeldBy(Folder folder, String run) throws IOException {
    String there = read(folder);
    if (there == null || !holder(there).contains(run)) {
      throw taken(folder, there);
    }
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
        lasts(lease).equals(Lease.Claim.UNTIL_UNLOCKED)
            ? "wait until that run has ended; if its process was lost, see that its job on the"
                + " cluster has ended, too, then run `twinfeed state unlock`"
            : "wait until that run has ended");
  }

  private static TwinfeedException taken(Folder folder, @Nullable String lease) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s was taken from this run by %s"
            .formatted(folder.path(), lease == null ? "somebody" : holder(lease)),
        "that happens if a run stands still for long, or by `twinfeed state unlock`; the next run"
            + " finds out what this one has written");
  }

  private static String holder(String lease) {
    return lease.lines().findFirst().orElse("another run");
  }

  // Those of older releases did not say: nobody renewed them
  private static Duration lasts(String lease) {
    return lease
        .lines()
        .skip(2)
        .findFirst()
        .filter(line -> line.matches("\\d{1,9}"))
        .map(line -> Duration.ofSeconds(Long.parseLong(line)))
        .orElse(Lease.Claim.UNTIL_UNLOCKED);
  }
}
