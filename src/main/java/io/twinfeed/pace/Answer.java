package io.twinfeed.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back for a request, as far as it says how fast to go. */
public sealed interface Answer {

  /**
   * An HTTP answer.
   *
   * @param ofTwins of a 429: whether it is about the twins concerned, and not about all requests
   * @param retryAfter when to come back; null if it does not say
   */
  record Status(int status, boolean ofTwins, @Nullable Duration retryAfter) implements Answer {}

  /**
   * There was none.
   *
   * @param refused whether nobody accepted the connection
   */
  record Lost(boolean refused) implements Answer {}

  /** What it means for another attempt. */
  default Retry.Reply reply() {
    return this instanceof Status answer
        ? Retry.ofStatus(answer.status(), answer.retryAfter() != null)
        : Retry.Reply.FAULT;
  }
}
