package io.twinfeed.cli;

import io.twinfeed.cli.ProgressFigures.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the progress of a run into one line; what matters least stands last. */
final class ProgressText {
  private static final String GAP = "  ";

  private ProgressText() {}

  static String of(ProgressFigures figures) {
    return String.join(GAP, parts(figures));
  }

  /**
   * As much of it as fits.
   *
   * @param width characters
   */
  static String of(ProgressFigures figures, int width) {
    StringBuilder line = new StringBuilder();
    for (String part : parts(figures)) {
      int length = line.isEmpty() ? part.length() : line.length() + GAP.length() + part.length();
      if (length > width) {
        break;
      }
      line.append(line.isEmpty() ? "" : GAP).append(part);
    }
    return line.toString();
  }

  private static List<String> parts(ProgressFigures figures) {
    List<String> parts = new ArrayList<>();
    parts.add(figures.stage().name().toLowerCase(Locale.ROOT));
    switch (figures.stage()) {
      case STARTING -> {}
      case READING -> parts.add(number(figures.rows(), "row"));
      case PLANNING -> {
        parts.add(number(figures.planned(), "change"));
        if (figures.compared() > 0) {
          parts.add(number(figures.compared(), "twin") + " compared");
        }
        addRate(figures, parts);
        if (figures.rows() > 0) {
          parts.add(number(figures.rows(), "row"));
        }
      }
      case WRITING -> {
        parts.add(
            "%,d of %s (%d %%)"
                .formatted(
                    figures.settled(),
                    number(figures.planned(), "change"),
                    percent(figures.settled(), figures.planned())));
        addRate(figures, parts);
        if (figures.left() != null) {
          // Rounded up: something is still left
          parts.add(time(figures.left().plusMillis(999)) + " left");
        }
        addRefused(figures, parts);
      }
      case FINISHING -> {
        parts.add(
            figures.planned() == 0
                ? "nothing to write"
                : number(figures.settled(), "change") + " done");
        addRefused(figures, parts);
      }
      case CANCELLING ->
          parts.add(
              figures.planned() == 0
                  ? "nothing was written"
                  : "%,d of %s done"
                      .formatted(figures.settled(), number(figures.planned(), "change")));
    }
    parts.add(time(figures.elapsed()));
    return parts;
  }

  private static void addRate(ProgressFigures figures, List<String> parts) {
    Rate rate = figures.rate();
    if (rate == null) {
      return;
    }
    String now = rate(rate.perSecond());
    parts.add(
        Double.isInfinite(rate.allowed())
            ? now
            : "%s of %s %s"
                .formatted(now, rate(rate.allowed()), rate.slowed() ? "(throttled)" : "allowed"));
  }

  private static void addRefused(ProgressFigures figures, List<String> parts) {
    if (figures.refused() > 0) {
      parts.add("%,d refused".formatted(figures.refused()));
    }
  }

  private static String rate(double perSecond) {
    return perSecond >= 9.95 || perSecond == Math.rint(perSecond)
        ? String.format(Locale.ROOT, "%,d/s", Math.round(perSecond))
        : String.format(Locale.ROOT, "%.1f/s", perSecond);
  }

  private static String number(long count, String of) {
    return String.format(Locale.ROOT, "%,d %s%s", count, of, count == 1 ? "" : "s");
  }

  // Rounded down: all is what is done
  private static long percent(long part, long all) {
    return all == 0 ? 100 : part * 100 / all;
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%,d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
