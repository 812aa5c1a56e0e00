package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.read.Partly;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.report.SourceRead;
import io.twinfeed.snapshot.Manifest;
import io.twinfeed.snapshot.Manifest.SourceMark;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of each source a run reads, and what it knows once it has.
 *
 * @param queries by source
 * @param inPart the sources of which a part is read, with the rows that are asked for by name
 * @param marks how far each source is read once the run is done
 * @param rescoped sources that have other rows than in the last run, because the file says so
 */
record Reading(
    Map<String, SourceQuery> queries,
    Map<String, List<String>> inPart,
    Map<String, SourceMark> marks,
    List<String> rescoped) {

  Reading {
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    inPart = Collections.unmodifiableMap(new TreeMap<>(inPart));
    marks = Collections.unmodifiableMap(new TreeMap<>(marks));
    rescoped = List.copyOf(rescoped);
  }

  /**
   * @param whole how every source would be read
   * @param before what the last run has left; null before the first one
   * @param all whether everything has to be read, whatever the watermarks say
   */
  static Reading of(
      PipelineSpec spec,
      ModelSet models,
      Map<String, SourceQuery> whole,
      @Nullable Manifest before,
      boolean all,
      Instant start) {
    Map<String, SourceMark> known = before == null ? Map.of() : before.sources();
    Map<String, SourceQuery> queries = new LinkedHashMap<>();
    Map<String, List<String>> inPart = new TreeMap<>();
    Map<String, SourceMark> marks = new TreeMap<>();
    List<String> rescoped =
        new ArrayList<>(known.keySet().stream().filter(name -> !whole.containsKey(name)).toList());
    whole.forEach(
        (name, query) -> {
          Source source = Objects.requireNonNull(spec.sources().get(name), "of the file");
          Fingerprint print = Fingerprint.of(spec, models, source, query);
          SourceMark last = known.get(name);
          if (last != null && !last.scope().equals(print.scope())) {
            rescoped.add(name);
          }
          boolean due = all || last == null || isDue(last, print, spec.sync().fullEvery(), start);
          SourceQuery part = due || last == null ? null : since(query, last);
          queries.put(name, part == null ? query : part);
          if (part != null) {
            inPart.put(name, Objects.requireNonNull(last).owed());
          }
          marks.put(
              name,
              new SourceMark(
                  print.content(),
                  print.scope(),
                  next(source, query.partly().mark()),
                  part == null || last == null ? start.toString() : last.readInFull(),
                  List.of(),
                  false));
        });
    return new Reading(queries, inPart, marks, rescoped);
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

  // What is committed late may bear an earlier time: hence the lag
  private static @Nullable String next(Source source, Partly.@Nullable Mark mark) {
    return mark == null || source.watermark() == null
        ? null
        : mark.clock().minus(source.watermark().lag()).toString();
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
      SourceMark next = Objects.requireNonNull(marks.get(name), "every source has one");
      reads.put(
          name,
          new SourceRead(
              !inPart.containsKey(name),
              inPart.containsKey(name) && last != null ? last.watermark() : null,
              next.watermark()));
    }
    return reads;
  }
}
