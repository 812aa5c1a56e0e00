package io.twinfeed.bench;

import java.util.List;

/** Measures some work against its yardstick, in a process of its own. */
interface Benchmark {
  List<Row> run() throws Exception;
}
