package io.twinfeed.snapshot;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time of one identity. On a local file system it is a lock of the operating system,
 * which a crash frees; elsewhere a file that says who holds it, which is best effort: two runs that
 * begin within the same moment may both get it, and a crash leaves it behind.
 */
public final class Lease implements AutoCloseable {
  private static final String NAME = "lease";
  private static final String HOLDER = "lease.holder";

  private final Folder folder;
  private final @Nullable FileChannel channel;

  private Lease(Folder folder, @Nullable FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @param holder who asks, for the message to the next one
   * @throws TwinfeedException of kind STATE if another run holds it, or the place can't be written
   */
  public static Lease take(String state, Identity identity, String holder) {
    Folder folder = Folder.of(state, identity.folder());
    try {
      return isLocal(folder) ? locked(folder, holder) : marked(folder, holder);
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.STATE,
          "the state in %s can't be written: %s".formatted(folder.path(), e.getMessage()),
          "choose another place with state:",
          e);
    }
  }

  /** Takes away what a crashed run has left behind on an object store; true if there was any. */
  public static boolean unlock(String state, Identity identity) {
    Folder folder = Folder.of(state, identity.folder());
    try {
      boolean held = !isLocal(folder) && !folder.names(NAME).isEmpty();
      if (held) {
        folder.delete(List.of(NAME));
      }
      return held;
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Nothing may be removed by one who does not hold it. */
  void requireHeld() {
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
    return new Lease(folder, channel);
  }

  private static Lease marked(Folder folder, String holder) throws IOException {
    requireFree(folder);
    try (OutputStream out = folder.create(NAME)) {
      out.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Some stores create no file that is there
      requireFree(folder);
      throw e;
    }
    return new Lease(folder, null);
  }

  private static void requireFree(Folder folder) throws IOException {
    if (!folder.names(NAME).isEmpty()) {
      throw held(folder, new String(folder.bytes(NAME), StandardCharsets.UTF_8).strip());
    }
  }

  private static TwinfeedException held(Folder folder, String holder) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s is in use by %s".formatted(folder.path(), holder),
        isLocal(folder)
            ? "wait until that run has ended"
            : "wait until that run has ended; if it crashed, run `twinfeed state unlock`");
  }

  private static boolean isLocal(Folder folder) {
    return folder.path().startsWith("/") || folder.path().matches("[A-Za-z]:\\\\.*");
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      } else {
        folder.delete(List.of(NAME));
      }
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
