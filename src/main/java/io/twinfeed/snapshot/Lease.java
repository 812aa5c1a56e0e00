package io.twinfeed.snapshot;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time of one identity. On a local file system it is a lock of the operating system,
 * which a crash frees; elsewhere it is made of files, and has to be renewed.
 */
public final class Lease implements AutoCloseable {
  private static final String NAME = "lease";
  private static final String HOLDER = "lease.holder";

  /** How often it has to be renewed. */
  public static final Duration RENEWED = LeaseFiles.RENEWED;

  /**
   * Who asks for one.
   *
   * @param holder names the run, for the message to the next one
   * @param lasts how long after its last sign of life nobody else may have it, because what it has
   *     begun may go on without it; {@link #UNTIL_UNLOCKED} if that has no end
   */
  public record Claim(String holder, Duration lasts) {
    public static final Duration UNTIL_UNLOCKED = Duration.ZERO;
  }

  /** How to wait for one that another may still hold. */
  public interface Patience {
    /**
     * It may take some time.
     *
     * @param atMost how long
     */
    void waitsFor(String holder, Duration atMost);

    void pause(Duration time);
  }

  private final @Nullable FileChannel channel;
  private final @Nullable LeaseFiles files;
  private volatile boolean lost;

  private Lease(@Nullable FileChannel channel, @Nullable LeaseFiles files) {
    this.channel = channel;
    this.files = files;
  }

  /**
   * Takes it. Elsewhere than on a local disk that takes a second, and if a crash has left one
   * behind, as long as that lasts.
   *
   * @param patience with one that another may still hold
   * @throws TwinfeedException of kind STATE if another run holds it, or the place can't be written
   */
  public static Lease take(String state, Identity identity, Claim claim, Patience patience) {
    Folder folder = Folder.of(state, identity.folder());
    try {
      return isLocal(folder)
          ? locked(folder, claim.holder())
          : new Lease(null, LeaseFiles.take(folder, claim, patience, System::nanoTime));
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.STATE,
          "the state in %s can't be written: %s".formatted(folder.path(), e.getMessage()),
          "choose another place with state:",
          e);
    }
  }

  /** Takes it away from whoever holds it on an object store; true if anybody did. */
  public static boolean unlock(String state, Identity identity) {
    Folder folder = Folder.of(state, identity.folder());
    try {
      return !isLocal(folder) && LeaseFiles.forget(folder);
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Says that its holder lives, to be done every {@link #RENEWED}.
   *
   * <p>One that is lost stays so: what has been told of it has come to its end, or hangs.
   *
   * @throws TwinfeedException of kind STATE if it is another one's by now
   */
  public void renew() {
    if (files != null && !lost) {
      try {
        files.renew();
      } catch (IOException e) {
        // The next time may be early enough; requireRenewed tells when it was not
      } catch (TwinfeedException e) {
        lost = true;
        throw e;
      }
    }
  }

  /**
   * To be asked beside {@link #renew}, which may hang.
   *
   * @throws TwinfeedException of kind STATE if it was not renewed for so long that another one may
   *     soon have it
   */
  public void requireRenewed() {
    if (files != null && !lost) {
      try {
        files.requireRenewed();
      } catch (TwinfeedException e) {
        lost = true;
        throw e;
      }
    }
  }

  /**
   * For those that work for a holder in other processes. A local disk's is not lost while they do.
   *
   * @param run by which the holder is named
   * @throws TwinfeedException of kind STATE if it is another one's by now
   */
  static void requireHeldBy(Folder folder, String run) throws IOException {
    if (!isLocal(folder)) {
      LeaseFiles.requireHeldBy(folder, run);
    }
  }

  /** Who has left it behind, on an object store; null if nobody has. */
  public @Nullable String before() {
    return files == null ? null : files.before();
  }

  /**
   * Nothing may be removed by one who does not hold it.
   *
   * @throws TwinfeedException of kind STATE if it was lost
   */
  void requireHeld() {
    if (lost) {
      throw new TwinfeedException(
          Kind.STATE,
          "the lease of the state was lost",
          "the next run finds out what this one has written");
    }
    if (channel != null && !channel.isOpen()) {
      throw new IllegalStateException("the lease was given back");
    }
  }

  private static Lease locked(Folder folder, String holder) throws IOException {
    Path directory = Files.createDirectories(Path.of(folder.path()));
    FileChannel channel =
        FileChannel.open(
            directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // another run of this very process
    }
    Path note = directory.resolve(HOLDER);
    if (lock == null) {
      channel.close();
      throw held(folder, Files.exists(note) ? Files.readString(note).strip() : "another run");
    }
    Files.writeString(note, holder + "\n");
    return new Lease(channel, null);
  }

  private static TwinfeedException held(Folder folder, String holder) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s is in use by %s".formatted(folder.path(), holder),
        "wait until that run has ended");
  }

  private static boolean isLocal(Folder folder) {
    return folder.path().startsWith("/") || folder.path().matches("[A-Za-z]:\\\\.*");
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
      if (files != null) {
        files.giveBack();
      }
    } catch (IOException e) {
      // What was done is done all the same; the next one waits, or says how to unlock it
    }
  }
}
