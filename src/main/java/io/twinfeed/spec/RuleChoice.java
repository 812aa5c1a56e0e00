package io.twinfeed.spec;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules that a run follows. What the others feed is left alone.
 *
 * @param names of the rules; empty for all of them
 */
public record RuleChoice(SortedSet<String> names) implements Serializable {
  public static final RuleChoice ALL = new RuleChoice(Collections.emptySortedSet());

  public RuleChoice {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /** These rules and no others. */
  public static RuleChoice of(Collection<String> names) {
    return new RuleChoice(new TreeSet<>(names));
  }

  public boolean isAll() {
    return names.isEmpty();
  }

  public boolean takes(Rule rule) {
    return isAll() || names.contains(rule.name().text());
  }

  /** The sources that have to be read: those of the rules, and those that they look up. */
  public Set<String> sources(PipelineSpec spec) {
    if (isAll()) {
      return spec.sources().keySet();
    }
    Set<String> sources = new LinkedHashSet<>();
    Stream.<Rule>concat(spec.twins().stream(), spec.relationships().stream())
        .filter(this::takes)
        .forEach(rule -> sources.add(rule.from().text()));
    spec.sources().values().stream()
        .filter(source -> sources.contains(source.name().text()))
        .flatMap(source -> source.lookups().stream())
        .map(lookup -> lookup.from().text())
        .toList()
        .forEach(sources::add);
    return sources;
  }
}
