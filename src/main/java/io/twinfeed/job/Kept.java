package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.snapshot.Census;
import io.twinfeed.snapshot.Lease;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** What a pipeline has kept from its runs, for those who look after it. */
public final class Kept {
  private final State state;

  private Kept(State state) {
    this.state = state;
  }

  /**
   * @param given parameters as they were given, by name: each set of values has a state of its own
   * @param runs the directory of the runs, beside which the state lies unless the file says
   * @throws TwinfeedException of kind USAGE if the parameters do not fit
   */
  public static Kept of(PipelineSpec spec, Map<String, String> given, Path runs) {
    return new Kept(State.of(spec, Parameters.of(spec, given), runs));
  }

  /**
   * The newest generation.
   *
   * @throws TwinfeedException of kind STATE if it can't be read
   */
  public Snapshot snapshot() {
    return state.snapshot();
  }

  /**
   * What it knows, counted.
   *
   * @throws TwinfeedException of kind STATE if it can't be read
   */
  public Census census() {
    return Census.of(snapshot());
  }

  /**
   * Takes away the lease on an object store, and waits until a run that had it has come to its end;
   * false if nobody had it.
   */
  public boolean unlock() {
    boolean held = Lease.unlock(state.folder(), state.identity());
    if (held) {
      new Course().pause(Holding.LOSS);
    }
    return held;
  }

  /**
   * Forgets everything: the next run adopts what it finds, and no mirror deletes it.
   *
   * @param says takes what it waits for
   * @return how many files were deleted
   * @throws TwinfeedException of kind STATE if a run is going on
   */
  public int reset(Consumer<String> says) {
    Course course = new Course();
    course.says(says);
    try (Holding held = state.take("state reset", RunnerConfig.direct().outlives(), course)) {
      return Snapshot.reset(held.lease(), state.folder(), state.identity());
    }
  }
}
