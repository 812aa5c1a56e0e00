package io.twinfeed.read;

import io.twinfeed.spec.Column;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Source.Lookup;
import io.twinfeed.spec.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Ties the queries of sources that look up each other's rows together. */
final class LookUps {
  private LookUps() {}

  /**
   * @param sources the file's
   * @param alone their queries, by the sources' names, each without what it looks up
   */
  static Map<String, SourceQuery> tied(
      Map<String, Source> sources, Map<String, SourceQuery> alone) {
    Map<String, SourceQuery> tied = new LinkedHashMap<>();
    alone.forEach((name, query) -> tied.put(name, tied(known(sources, name), query, alone)));
    return tied;
  }

  /**
   * One query with what it looks up.
   *
   * @param alone the queries of the sources that it looks up, and maybe others
   */
  static SourceQuery tied(Source source, SourceQuery query, Map<String, SourceQuery> alone) {
    List<Column> columns = new ArrayList<>(query.columns());
    Set<Integer> sensitive = new HashSet<>(query.sensitive());
    List<SourceQuery.LookUp> lookUps = new ArrayList<>();
    for (Lookup lookup : source.lookups()) {
      SourceQuery from = known(alone, lookup.from().text());
      for (int i = 0; i < from.columns().size(); i++) {
        Column theirs = from.columns().get(i);
        if (from.sensitive().contains(i)) {
          sensitive.add(columns.size());
        }
        columns.add(new Column(lookup.column(theirs.name()), theirs.type()));
      }
      List<Integer> by = lookup.by().stream().map(Text::text).map(query::place).toList();
      lookUps.add(new SourceQuery.LookUp(from, by));
    }
    return new SourceQuery(
        query.source(),
        query.connection(),
        query.select(),
        query.binds(),
        columns,
        query.readers(),
        query.key(),
        query.deleted(),
        sensitive,
        query.partition(),
        lookUps,
        query.tableColumns(),
        query.partly(),
        query.whole());
  }

  // The check of the file has found every name
  private static <T> T known(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }
}
