package io.twinfeed.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the libraries log. A person sees nothing of it unless they ask: what concerns them is said
 * by the commands, and a runner logs the stack trace of every failure that it also throws.
 */
final class LogOutput {
  private LogOutput() {}

  static void configure(boolean verbose) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    if (!verbose) {
      root.setLevel(Level.OFF);
      return;
    }
    root.setLevel(Level.INFO);
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(new LineFormatter());
    root.addHandler(handler);
  }

  /** Whether a person sees what is logged. */
  static boolean isShown() {
    return !Level.OFF.equals(Logger.getLogger("").getLevel());
  }

  private static final class LineFormatter extends Formatter {
    @Override
    public String format(LogRecord line) {
      StringBuilder text = new StringBuilder();
      text.append(
          "[%s] %s: %s%n".formatted(line.getLevel(), line.getLoggerName(), formatMessage(line)));
      if (line.getThrown() != null) {
        java.io.StringWriter trace = new java.io.StringWriter();
        line.getThrown().printStackTrace(new java.io.PrintWriter(trace, true));
        text.append(trace);
      }
      return text.toString();
    }
  }
}
