package io.twinfeed.dtdl;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A DTDL interface, resolved.
 *
 * @param id its DTMI
 * @param languageVersion 2 or 3
 * @param extendsIds the interfaces it extends directly
 * @param ancestors all interfaces it extends, at any distance, without itself
 * @param contents its own and inherited contents, by name
 * @param document the model as JSON text, as the user wrote it
 */
public record Interface(
    String id,
    int languageVersion,
    List<String> extendsIds,
    Set<String> ancestors,
    Map<String, Content> contents,
    String document)
    implements Serializable {

  public Interface {
    extendsIds = List.copyOf(extendsIds);
    ancestors = Set.copyOf(ancestors);
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
  }
}
