package io.twinfeed.local.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as it was uploaded.
 *
 * @param description by language; empty if there is none
 * @param document the DTDL as it came
 */
public record HeldModel(
    String id,
    Map<String, String> description,
    Map<String, String> displayName,
    boolean decommissioned,
    Instant uploaded,
    String document) {
  public HeldModel {
    description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    displayName = Collections.unmodifiableMap(new LinkedHashMap<>(displayName));
  }

  HeldModel retired() {
    return new HeldModel(id, description, displayName, true, uploaded, document);
  }
}
