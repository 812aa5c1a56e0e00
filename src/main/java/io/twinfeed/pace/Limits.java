package io.twinfeed.pace;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a second may be sent.
 *
 * @param perSecond by what they do; what is missing has no limit
 * @param perTwin writes of one twin and of the relationships that start or end at it; null for no
 *     limit
 */
public record Limits(Map<Operation, Double> perSecond, @Nullable Double perTwin)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** As fast as the service answers. */
  public static final Limits NONE = new Limits(Map.of(), null);

  /** What is documented of Azure Digital Twins (adt-service.md §2.2). */
  public static final Limits AZURE =
      new Limits(
          Map.of(
              Operation.READ, 1000.0,
              Operation.PATCH, 1000.0,
              Operation.CREATE_DELETE, 500.0,
              Operation.QUERY, 500.0,
              Operation.MODELS, 100.0),
          10.0);

  public Limits {
    perSecond = Map.copyOf(perSecond);
  }

  /** Where nobody has said what they are: a service that is not Azure's is one on this machine. */
  public static Limits at(String endpoint) {
    return endpoint.toLowerCase(Locale.ROOT).startsWith("https:") ? AZURE : NONE;
  }

  /** These, but for one. */
  public Limits with(Operation operation, double rate) {
    Map<Operation, Double> changed = new EnumMap<>(Operation.class);
    changed.putAll(perSecond);
    changed.put(operation, rate);
    return new Limits(changed, perTwin);
  }

  /** These, but for that of a twin. */
  public Limits withPerTwin(double rate) {
    return new Limits(perSecond, rate);
  }

  /**
   * What one of several may send that share the limits, and of which no two write to one twin.
   *
   * @param of how many they are
   */
  Limits part(int of) {
    return new Limits(share(1.0 / of).perSecond(), perTwin);
  }

  /**
   * A part of all of them, that of a twin included.
   *
   * @param part above 0; 1 is all
   */
  public Limits share(double part) {
    Map<Operation, Double> shares = new HashMap<>();
    perSecond.forEach((operation, rate) -> shares.put(operation, rate * part));
    return new Limits(shares, perTwin == null ? null : perTwin * part);
  }
}
