package io.twinfeed.spec;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file, read and typed. Its maps keep the order of the file.
 *
 * @param file the file's name as the user gave it
 * @param state where the snapshot lives; null for the default place
 */
public record PipelineSpec(
    String file,
    Text name,
    String description,
    Map<String, Parameter> parameters,
    Map<String, Connection> connections,
    Target target,
    @Nullable Reference state,
    Map<String, Source> sources,
    List<TwinRule> twins,
    List<RelationshipRule> relationships,
    Sync sync)
    implements Serializable {

  public PipelineSpec {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    twins = List.copyOf(twins);
    relationships = List.copyOf(relationships);
  }

  /** The same with another way of being in step. */
  public PipelineSpec with(Sync other) {
    return new PipelineSpec(
        file,
        name,
        description,
        parameters,
        connections,
        target,
        state,
        sources,
        twins,
        relationships,
        other);
  }

  /**
   * The same as it travels to the workers: all that is no secret is resolved where the run is
   * started, and only passwords are left for a worker to find.
   *
   * @param read the sources that are read
   * @throws io.twinfeed.issue.TwinfeedException of kind SPEC if something is not set here
   */
  public PipelineSpec launched(Collection<String> read) {
    Map<String, Connection> known = new LinkedHashMap<>(connections);
    for (String name : read) {
      Source source = sources.get(name);
      if (source != null) {
        known.computeIfPresent(
            source.connection().text(), (unused, connection) -> connection.launched());
      }
    }
    return new PipelineSpec(
        file,
        name,
        description,
        parameters,
        known,
        target.launched(),
        state,
        sources,
        twins,
        relationships,
        sync);
  }

  /** The twin rules and then the relationship rules that read a source. */
  public List<Rule> rulesFrom(String source) {
    return Stream.<Rule>concat(twins.stream(), relationships.stream())
        .filter(rule -> rule.from().text().equals(source))
        .toList();
  }

  /** Whether a rule reads a source, or another source looks its rows up. */
  public boolean isRead(String source) {
    return !rulesFrom(source).isEmpty() || isLookedUp(source);
  }

  /** Whether another source looks rows of this one up. */
  public boolean isLookedUp(String source) {
    return sources.values().stream()
        .flatMap(each -> each.lookups().stream())
        .anyMatch(lookup -> lookup.from().text().equals(source));
  }

  /** Whether any source has columns whose values are to be shown nowhere. */
  public boolean hasSensitiveColumns() {
    return sources.values().stream().anyMatch(source -> !source.sensitive().isEmpty());
  }
}
