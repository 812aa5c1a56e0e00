package io.twinfeed.adt;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;

/** Says in one sentence why a service can't be worked with. */
public final class ServiceLost {
  private ServiceLost() {}

  /**
   * The value of a reply.
   *
   * @param what was asked for, for the sentence
   * @throws TwinfeedException of kind SERVICE if there is none
   */
  public static <T> T unlessDone(Reply<T> reply, String what) {
    if (reply instanceof Reply.Done<T> done && done.value() != null) {
      return done.value();
    }
    throw because(reply, what);
  }

  /** Whether a reply says that no other request will fare better. */
  public static boolean isCertain(Reply<?> reply) {
    return reply instanceof Reply.Lost || reply.isStatus(401) || reply.isStatus(403);
  }

  /** The exception for a reply that is not done. */
  public static TwinfeedException because(Reply<?> reply, String what) {
    if (reply.isStatus(401)) {
      return new TwinfeedException(
          Kind.SERVICE,
          "the twin service does not accept our identity (401 while reading " + what + ")",
          "log in (az login), or check the environment of DefaultAzureCredential");
    }
    if (reply.isStatus(403)) {
      return new TwinfeedException(
          Kind.SERVICE,
          "the twin service does not let us (403 while reading " + what + ")",
          "give this identity the role Azure Digital Twins Data Owner");
    }
    if (reply instanceof Reply.Refused<?> refused) {
      return new TwinfeedException(
          Kind.SERVICE,
          "the twin service refused %s: %d %s: %s"
              .formatted(what, refused.status(), refused.code(), refused.message()),
          "look at the service's health and at the endpoint");
    }
    String why = reply instanceof Reply.Lost<?> lost ? lost.why() : "an empty answer";
    return new TwinfeedException(
        Kind.SERVICE,
        "the twin service can't be reached: " + why,
        "check that it runs, and target.endpoint");
  }
}
