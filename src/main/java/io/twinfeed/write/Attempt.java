package io.twinfeed.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attempt of a task this is. Beam does not tell; Flink gives the thread of a task the task's
 * name with its subtask and attempt, as in {@code Write twins (1/2)#0}.
 */
final class Attempt {
  private static final Pattern NAME = Pattern.compile("\\(\\d+/\\d+\\)#(\\d+)$");

  private Attempt() {}

  /** Whether one before it was lost, on a Flink that tries again. */
  static boolean isRepeated(Thread thread) {
    Matcher name = NAME.matcher(thread.getName());
    return name.find() && !name.group(1).equals("0");
  }
}
