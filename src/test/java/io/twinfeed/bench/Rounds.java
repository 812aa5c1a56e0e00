package io.twinfeed.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What counts of several rounds: the median, because other programs may come and go meanwhile. */
final class Rounds {
  private Rounds() {}

  static double median(List<Double> all) {
    return median(all, each -> each);
  }

  static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
