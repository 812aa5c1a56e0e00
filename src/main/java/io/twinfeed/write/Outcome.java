package io.twinfeed.write;

import io.twinfeed.adt.Reply;
import io.twinfeed.flow.Failure;
import org.jspecify.annotations.Nullable;

/** What became of one change. */
sealed interface Outcome {

  /**
   * It is as it should be.
   *
   * @param counted what it is counted as: {@code twins.created} and the like
   * @param adopted whether what was to be made was there already
   */
  record Settled(String counted, boolean adopted) implements Outcome {
    Settled(String counted) {
      this(counted, false);
    }
  }

  /**
   * The service refused it.
   *
   * @param doubtful whether it may have been carried out all the same: the answer was an error of
   *     the service's own
   */
  record Rejected(Failure failure, boolean doubtful) implements Outcome {}

  /**
   * As it is, of something that was there already: somebody else's, unless it is just as we would
   * have made it and may have been, by an attempt of which the answer was lost.
   *
   * @param refusal of the attempt to make it
   * @param again whether this run has been here before, in a task that was lost
   */
  default Outcome asFound(Reply<Void> refusal, String created, boolean again) {
    if (!(this instanceof Settled settled)) {
      return this;
    }
    boolean ours =
        refusal instanceof Reply.Refused<Void> refused
            && (again || refused.repeated())
            && settled.counted().endsWith(".unchanged");
    return ours ? new Settled(created) : new Settled(settled.counted(), true);
  }

  /** As it is, with something done before it was refused. */
  default Outcome halfDone() {
    return this instanceof Rejected rejected ? new Rejected(rejected.failure(), true) : this;
  }

  /** The failure, if it is one. */
  default @Nullable Failure failure() {
    return this instanceof Rejected rejected ? rejected.failure() : null;
  }
}
