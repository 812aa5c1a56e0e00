package io.twinfeed.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.local.store.Body;
import io.twinfeed.local.store.Capacity;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.LateView;
import io.twinfeed.local.store.Models;
import io.twinfeed.local.store.Precondition;
import io.twinfeed.local.store.View;
import io.twinfeed.twin.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that name a few twins look at these, and not at all that there are. */
class QueryIndexTest {
  private static final String MODEL =
      """
      {"@id":"dtmi:t:A;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
       "contents":[{"@type":"Relationship","name":"feeds"}]}""";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final LateView late = new LateView(Duration.ofSeconds(4), clock);
  private final Graph graph = new Graph(clock, Capacity.UNBOUNDED, late);

  private enum Kind {
    LIVE,
    LATE
  }

  /** A view that can't be walked through. */
  private record Indexed(View all) implements View {
    @Override
    public Models models() {
      return all.models();
    }

    @Override
    public @Nullable HeldTwin find(String id) {
      return all.find(id);
    }

    @Override
    public Stream<HeldTwin> after(@Nullable String id) {
      throw new AssertionError("walks through all twins");
    }

    @Override
    public List<HeldRelationship> outgoing(String source, @Nullable String after) {
      return all.outgoing(source, after);
    }

    @Override
    public List<HeldRelationship> incoming(String target) {
      return all.incoming(target);
    }
  }

  @BeforeEach
  void fill() {
    late.begin(graph);
    graph.models().add(List.of(MODEL));
    for (String id : List.of("a", "b", "c", "hub", "hub2")) {
      Value.Struct metadata = new Value.Struct(Map.of("$model", new Value.Text("dtmi:t:A;1")));
      graph.put(id, new Body(new Value.Struct(Map.of("$metadata", metadata)), List.of()), true);
    }
    for (String source : List.of("c", "b", "a")) {
      link(source, "2", "hub");
      link(source, "1", "hub2");
    }
    link("hub", "1", "hub2");
    link("a", "0", "hub");
    graph.relationships().delete("a", "0", Precondition.NONE);
    link("b", "moves", "hub");
    link("b", "moves", "c");
    now = now.plusSeconds(5);
  }

  private void link(String source, String id, String target) {
    Value.Struct body =
        new Value.Struct(
            Map.of(
                "$relationshipName", new Value.Text("feeds"), "$targetId", new Value.Text(target)));
    graph.relationships().put(source, id, new Body(body, List.of()), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM RELATIONSHIPS WHERE $targetId != 'hub'"})
  void the_others_do_walk(String query) {
    assertThatThrownBy(() -> rows(query, new Indexed(graph))).hasMessageContaining("walks");
  }

  @ParameterizedTest
  @EnumSource
  void a_join_by_its_target_reads_what_arrives_there(Kind kind) {
    String join = "SELECT T.$dtId, C.$dtId AS to FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE ";
    assertThat(rows(join + "C.$dtId = 'hub'", view(kind)))
        .containsExactly("a hub", "b hub", "c hub");
    assertThat(rows(join + "C.$dtId IN ['hub2', 'hub', 'none']", view(kind)))
        .containsExactly("a hub2", "a hub", "b hub2", "b hub", "c hub2", "c hub", "hub hub2");
  }

  @ParameterizedTest
  @EnumSource
  void relationships_by_their_target_are_read_there(Kind kind) {
    assertThat(
            rows(
                "SELECT $sourceId, $relationshipId FROM RELATIONSHIPS WHERE $targetId = 'hub'",
                view(kind)))
        .containsExactly("a 2", "b 2", "c 2");
  }

  private View view(Kind kind) {
    return new Indexed(kind == Kind.LIVE ? graph : late);
  }

  // In pages of two, so that each but the first goes on where another ended.
  private List<String> rows(String text, View view) {
    Query query = Query.parse(text);
    List<String> rows = new ArrayList<>();
    Query.Cursor cursor = null;
    do {
      Query.Result page = query.run(view, cursor, 2, clock);
      page.rows().forEach(row -> rows.add(text((Row.Columns) row)));
      cursor = page.next();
    } while (cursor != null);
    return rows;
  }

  private static String text(Row.Columns row) {
    return String.join(
        " ",
        row.cells().values().stream()
            .map(cell -> ((Value.Text) ((Row.Plain) cell).value()).text())
            .toList());
  }
}
