package io.twinfeed.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that was probably meant. */
public final class Nearest {
  private static final int MOST = 20;

  private Nearest() {}

  /**
   * A hint that names the likely spelling, else what there is to choose from; empty if there is
   * nothing.
   *
   * @param what the plural of what is chosen: {@code columns}
   */
  public static String hint(String written, Collection<String> known, String what) {
    Optional<String> meant = to(written, known);
    if (meant.isPresent()) {
      return "did you mean " + meant.get() + "?";
    }
    if (known.isEmpty()) {
      return "";
    }
    String names = known.stream().sorted().limit(MOST).collect(Collectors.joining(", "));
    return "known " + what + ": " + names + (known.size() > MOST ? ", …" : "");
  }

  /** The known name with the fewest edits, if these are few for its length. */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> isNear(written, name))
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String written, String name) {
    return distance(written, name) <= Math.max(1, written.length() / 3)
        || (written.length() > 2 && name.startsWith(written))
        || (name.length() > 2 && written.startsWith(name));
  }

  // Optimal string alignment: insertions, deletions, substitutions, neighbours swapped
  private static int distance(String written, String name) {
    String a = written.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int different = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + different, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
