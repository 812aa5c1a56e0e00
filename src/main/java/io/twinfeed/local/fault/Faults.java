package io.twinfeed.local.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of one service, for any number of threads; they can be replaced at any time. */
public final class Faults {
  private volatile List<Armed> armed = List.of();

  public Faults(List<Fault> faults) {
    set(faults);
  }

  /** Takes these faults instead of all others; counts and seeds begin anew. */
  public void set(List<Fault> faults) {
    armed = faults.stream().map(Armed::new).toList();
  }

  public List<Fault> all() {
    return armed.stream().map(Armed::fault).toList();
  }

  /** The first fault that hits a request; null if none does. */
  public @Nullable Fault hitting(String method, String path) {
    List<Armed> now = armed;
    if (now.isEmpty()) {
      return null;
    }
    synchronized (now) {
      for (Armed each : now) {
        if (each.hits(method, path)) {
          return each.fault();
        }
      }
      return null;
    }
  }
}
