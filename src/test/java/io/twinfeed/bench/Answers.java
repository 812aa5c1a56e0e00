package io.twinfeed.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** When a service answered what, as its {@link Recorder} has noted it. */
final class Answers {
  private final long[] micros;
  private final short[] kinds;

  private Answers(long[] micros, short[] kinds) {
    this.micros = micros;
    this.kinds = kinds;
  }

  static Answers read(Path file, int count) throws IOException {
    long[] micros = new long[count];
    short[] kinds = new short[count];
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (int i = 0; i < count; i++) {
        micros[i] = in.readLong();
        kinds[i] = in.readShort();
      }
    }
    return new Answers(micros, kinds);
  }

  int all() {
    return micros.length;
  }

  int withStatus(int status) {
    int found = 0;
    for (short kind : kinds) {
      found += kind % 1000 == status ? 1 : 0;
    }
    return found;
  }

  /** When twins were made, in microseconds since 1970, in order. */
  long[] twins() {
    return times(200, Recorder.PUT);
  }

  /** When relationships were made. */
  long[] links() {
    return times(200, Recorder.PUT_LINK);
  }

  /** When either was made. */
  long[] puts() {
    return times(200, Recorder.PUT, Recorder.PUT_LINK);
  }

  /** When twins and relationships were patched. */
  long[] patches() {
    return times(204, Recorder.PATCH);
  }

  private long[] times(int status, char... whats) {
    long[] found = new long[micros.length];
    int count = 0;
    for (int i = 0; i < micros.length; i++) {
      for (char what : whats) {
        if (kinds[i] == Recorder.kind(what, status)) {
          found[count++] = micros[i];
        }
      }
    }
    long[] times = Arrays.copyOf(found, count);
    Arrays.sort(times);
    return times;
  }

  /** From the first to the last. */
  static double seconds(long[] times) {
    return (times[times.length - 1] - times[0]) / 1e6;
  }

  /** How many a second, without the first and the last twentieth. */
  static double middleRate(long[] times) {
    int from = times.length / 20;
    int to = times.length - 1 - from;
    return (to - from) / ((times[to] - times[from]) / 1e6);
  }

  /** The most that came within one second. */
  static int busiestSecond(long[] times) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < times.length; i++) {
      while (times[i] - times[from] >= 1_000_000) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }
}
