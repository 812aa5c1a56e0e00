package io.twinfeed.local.fault;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fault that is waiting for requests. Not for several threads at once. */
final class Armed {
  private static final Pattern WILDCARD = Pattern.compile("\\*\\*?");

  private final Fault fault;
  private final Pattern path;
  private final Random random;
  private int left;

  Armed(Fault fault) {
    this.fault = fault;
    this.path = pattern(fault.path() == null ? "**" : fault.path());
    this.random = new Random(fault.seed() == null ? 0 : fault.seed());
    this.left = fault.count() == null ? Integer.MAX_VALUE : fault.count();
  }

  Fault fault() {
    return fault;
  }

  /** Whether it hits this request; then it has one less to go. */
  boolean hits(String method, String requestPath) {
    boolean meant =
        left > 0
            && (fault.method() == null || fault.method().equalsIgnoreCase(method))
            && path.matcher(requestPath).matches();
    if (!meant || (fault.rate() != null && random.nextDouble() >= fault.rate())) {
      return false;
    }
    if (fault.count() != null) {
      left--;
    }
    return true;
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    Matcher matcher = WILDCARD.matcher(glob);
    int from = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(glob.substring(from, matcher.start())));
      regex.append(matcher.group().length() == 1 ? "[^/]*" : ".*");
      from = matcher.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(glob.substring(from))).toString());
  }
}
