package io.twinfeed.local.keep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Saves changes in steps, on a thread of its own: all that come while one step is being done wait
 * for the next. After a step that failed, every further one fails, too.
 */
final class Saver {
  private record Waiter(long change, CompletableFuture<Void> done) {}

  private final Runnable step;
  private final Thread thread = new Thread(this::work, "twinfeed-saver");
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long changes;
  private long saved;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * @param step saves all changes made before it is called
   */
  Saver(Runnable step) {
    this.step = step;
    thread.setDaemon(true);
    thread.start();
  }

  /** A change has been made. */
  synchronized void changed() {
    changes++;
  }

  /** Done when all changes until now are saved. */
  synchronized CompletionStage<Void> saved() {
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    if (saved == changes) {
      return CompletableFuture.completedFuture(null);
    }
    Waiter waiter = new Waiter(changes, new CompletableFuture<>());
    waiters.add(waiter);
    notifyAll();
    return waiter.done();
  }

  /** Saves what is left, and ends. */
  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (awaitChanges()) {
        long upTo = changesNow();
        step.run();
        done(upTo);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(e);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private synchronized boolean awaitChanges() throws InterruptedException {
    while (waiters.isEmpty() && !closed) {
      wait();
    }
    return !waiters.isEmpty() || saved < changes;
  }

  private synchronized long changesNow() {
    return changes;
  }

  private void done(long upTo) {
    Deque<Waiter> ready = new ArrayDeque<>();
    synchronized (this) {
      saved = upTo;
      Waiter next = waiters.peek();
      while (next != null && next.change() <= upTo) {
        ready.add(waiters.remove());
        next = waiters.peek();
      }
    }
    ready.forEach(each -> each.done().complete(null));
  }

  private void failed(Throwable cause) {
    Deque<Waiter> all;
    synchronized (this) {
      failure = cause;
      all = new ArrayDeque<>(waiters);
      waiters.clear();
    }
    all.forEach(each -> each.done().completeExceptionally(cause));
  }
}
