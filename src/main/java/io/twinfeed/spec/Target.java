package io.twinfeed.spec;

import java.io.Serializable;
import java.util.Map;

/**
 * The twin service, and the models to check against.
 *
 * @param models the folder of DTDL models, as it was written: relative to the pipeline file
 * @param pushModels whether a run uploads models that the service lacks
 */
public record Target(Reference endpoint, Text models, Limits limits, boolean pushModels)
    implements Serializable {

  /** The same with an endpoint that needs no environment any more. */
  public Target launched() {
    return new Target(endpoint.launched(), models, limits, pushModels);
  }

  /**
   * How fast the service may be written to.
   *
   * @param profile {@code azure} or {@code none}, the base that {@code perSecond} refines; empty if
   *     the file says nothing of limits: the endpoint decides
   * @param share the part of the limits to use, above 0 and at most 1
   * @param perSecond requests per second by class: {@code read}, {@code patch}, {@code
   *     createDelete}, {@code query}, {@code models}, {@code twin}
   */
  public record Limits(String profile, double share, Map<String, Double> perSecond)
      implements Serializable {
    public Limits {
      perSecond = Map.copyOf(perSecond);
    }
  }
}
