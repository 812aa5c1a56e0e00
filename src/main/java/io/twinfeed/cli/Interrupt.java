package io.twinfeed.cli;

import io.twinfeed.job.ExitCode;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens for Ctrl-C and SIGTERM in the place of Java, which would begin to end the process, and
 * take away under a run what it needs to come to an orderly end. A second signal ends the process
 * at once.
 */
final class Interrupt implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Map<String, Object> before = new HashMap<>();
  private Runnable whenAsked = () -> {};

  private Interrupt() {}

  /** Begins to listen. */
  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    SIGNALS.forEach(interrupt::handle);
    return interrupt;
  }

  /** Waits for one. */
  static void await() throws InterruptedException {
    try (Interrupt interrupt = listen()) {
      interrupt.asked.await();
    }
  }

  /** Waits for one; false if none came in that time. */
  boolean comesWithin(Duration time) throws InterruptedException {
    return asked.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** From now on a signal does this; at once, if one has come already. */
  void does(Runnable action) {
    synchronized (this) {
      whenAsked = action;
      if (asked.getCount() > 0) {
        return;
      }
    }
    action.run();
  }

  private void arrived() {
    Runnable action;
    synchronized (this) {
      if (asked.getCount() == 0) {
        // No way out of a process that hangs may wait for anything
        Runtime.getRuntime().halt(ExitCode.CANCELLED.code());
      }
      asked.countDown();
      action = whenAsked;
    }
    action.run();
  }

  @Override
  public void close() {
    before.forEach(Sun::handle);
  }

  // One that whoever started us wants to be ignored (nohup, a shell's background) stays so
  private void handle(String signal) {
    Object old = Sun.handle(signal, Sun.handler(this::arrived));
    if (Sun.isIgnore(old)) {
      Sun.handle(signal, old);
    } else {
      before.put(signal, old);
    }
  }

  /**
   * {@code sun.misc.Signal} by reflection: it is the one way to a signal that Java has, supported,
   * and not to be named in a source that is compiled without warnings.
   */
  private static final class Sun {
    private static final Class<?> HANDLER = type("sun.misc.SignalHandler");
    private static final Class<?> SIGNAL = type("sun.misc.Signal");

    private Sun() {}

    static Object handler(Runnable action) {
      return Proxy.newProxyInstance(
          HANDLER.getClassLoader(),
          new Class<?>[] {HANDLER},
          (self, method, arguments) -> {
            if (method.getName().equals("handle")) {
              action.run();
              return null;
            }
            return switch (method.getName()) {
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              default -> "interrupt";
            };
          });
    }

    /** Sets a handler, and gives the one before. */
    static Object handle(String signal, Object handler) {
      try {
        Method handle = SIGNAL.getMethod("handle", SIGNAL, HANDLER);
        return handle.invoke(
            null, SIGNAL.getConstructor(String.class).newInstance(signal), handler);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this Java gives no access to signals", e);
      }
    }

    static boolean isIgnore(Object handler) {
      try {
        return handler.equals(HANDLER.getField("SIG_IGN").get(null));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Class<?> type(String name) {
      try {
        return Class.forName(name);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
