package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.job.Run.Rows;
import io.twinfeed.read.Partly;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.report.SourceRead;
import io.twinfeed.snapshot.Manifest;
import io.twinfeed.snapshot.Manifest.SourceMark;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much of each source a run reads, and what it knows once it has.
 *
 * @param queries by source
 * @param inPart the sources of which a part is read, with the rows that are asked for by name
 * @param marks how far each source is read once the run is done
 * @param rescoped sources that have other rows than in the last run, because the file says so
 * @param leftOut the sources that are not read at all
 */
record Reading(
    Map<String, SourceQuery> queries,
    Map<String, List<String>> inPart,
    Map<String, SourceMark> marks,
    List<String> rescoped,
    Set<String> leftOut) {

  Reading {
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    inPart = Collections.unmodifiableMap(new TreeMap<>(inPart));
    marks = Collections.unmodifiableMap(new TreeMap<>(marks));
    rescoped = List.copyOf(rescoped);
    leftOut = Collections.unmodifiableSet(new LinkedHashSet<>(leftOut));
  }

  /**
   * @param whole how every source that is read would be
   * @param before what the last run has left; null before the first one
   * @param choice the rules that are followed. With some left out, a source goes on as the last run
   *     has left it: what has changed since is read again
   */
  static Reading of(
      PipelineSpec spec,
      ModelSet models,
      Map<String, SourceQuery> whole,
      @Nullable Manifest before,
      Rows rows,
      RuleChoice choice,
      Instant start) {
    Map<String, SourceMark> known = before == null ? Map.of() : before.sources();
    Map<String, SourceQuery> queries = new LinkedHashMap<>();
    Map<String, List<String>> inPart = new TreeMap<>();
    Map<String, SourceMark> marks = new TreeMap<>();
    List<String> rescoped =
        new ArrayList<>(
            known.keySet().stream().filter(name -> !spec.sources().containsKey(name)).toList());
    whole.forEach(
        (name, query) -> {
          Source source = Objects.requireNonNull(spec.sources().get(name), "of the file");
          Fingerprint print = Fingerprint.of(spec, models, source, query);
          SourceMark last = known.get(name);
          if (last != null && !last.scope().equals(print.scope())) {
            rescoped.add(name);
          }
          SourceQuery part =
              switch (rows) {
                case ALL -> null;
                case OPEN -> last == null ? null : open(spec, name, query, last);
                case CHANGED ->
                    last == null || isDue(last, print, spec.sync().fullEvery(), start)
                        ? null
                        : since(query, last);
              };
          queries.put(name, part == null ? query : part);
          if (part != null && last != null) {
            inPart.put(name, last.owed());
          }
          marks.put(
              name,
              part != null && last != null && rows == Rows.OPEN
                  ? last.withoutDebts()
                  : new SourceMark(
                      print.content(),
                      print.scope(),
                      next(source, query.partly().mark()),
                      part == null || last == null ? start.toString() : last.readInFull(),
                      List.of(),
                      false));
        });
    Set<String> leftOut = new LinkedHashSet<>(spec.sources().keySet());
    leftOut.removeAll(whole.keySet());
    return new Reading(queries, inPart, choice.isAll() ? marks : known, rescoped, leftOut);
  }

  private static boolean isDue(
      SourceMark last, Fingerprint print, @Nullable Duration every, Instant start) {
    return last.lost()
        || !last.fingerprint().equals(print.content())
        || (every != null && !Instant.parse(last.readInFull()).plus(every).isAfter(start));
  }

  private static @Nullable SourceQuery since(SourceQuery query, SourceMark last) {
    return last.watermark() == null || query.partly().mark() == null
        ? null
        : query.since(Instant.parse(last.watermark()), last.owed());
  }

  // Where all rows of a twin have to be seen together, all are read
  private static @Nullable SourceQuery open(
      PipelineSpec spec, String name, SourceQuery query, SourceMark last) {
    boolean together =
        spec.rulesFrom(name).stream()
            .flatMap(rule -> rule.properties().stream())
            .anyMatch(property -> property.feed() instanceof PropertyRule.Aggregate);
    return last.lost() || (together && !last.owed().isEmpty()) || spec.isLookedUp(name)
        ? null
        : query.only(last.owed());
  }

  // What is committed late may bear an earlier time: hence the lag
  private static @Nullable String next(Source source, Partly.@Nullable Mark mark) {
    return mark == null || source.watermark() == null
        ? null
        : mark.clock().minus(source.watermark().lag()).toString();
  }

  /** The sources of which not all rows are read: how few came says nothing. */
  Set<String> notWhole() {
    Set<String> notWhole = new TreeSet<>(inPart.keySet());
    notWhole.addAll(leftOut);
    return notWhole;
  }

  /**
   * As the summary says it.
   *
   * @param before what the last run has left
   */
  Map<String, SourceRead> reads(@Nullable Manifest before) {
    Map<String, SourceRead> reads = new LinkedHashMap<>();
    for (String name : queries.keySet()) {
      SourceMark last = before == null ? null : before.sources().get(name);
      SourceMark next = marks.get(name);
      reads.put(
          name,
          new SourceRead(
              !inPart.containsKey(name),
              inPart.containsKey(name) && last != null ? last.watermark() : null,
              next == null ? null : next.watermark()));
    }
    leftOut.forEach(name -> reads.put(name, new SourceRead(false, null, null)));
    return reads;
  }
}
