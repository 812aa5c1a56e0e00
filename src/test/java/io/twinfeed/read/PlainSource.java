package io.twinfeed.read;

import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A source of a file as it would be read, all of its columns text; for tests without a database.
 */
public final class PlainSource {
  private PlainSource() {}

  public static SourceQuery of(PipelineSpec spec, String name) {
    Source source = spec.sources().get(name);
    List<String> columns = source.columns().stream().map(column -> column.text()).toList();
    return new SourceQuery(
        name,
        spec.connections().values().iterator().next(),
        "SELECT",
        List.of(),
        columns.stream().map(column -> new Column(column, ColumnType.STRING)).toList(),
        Collections.nCopies(columns.size(), ColumnReader.TEXT),
        IntStream.range(0, columns.size())
            .filter(
                place ->
                    source.key().stream().anyMatch(key -> key.text().equals(columns.get(place))))
            .boxed()
            .toList(),
        source.deleted() == null ? -1 : columns.indexOf(source.deleted().text()),
        Set.of(),
        null,
        List.of(),
        List.of(),
        new Partly(null, List.of()),
        true);
  }
}
