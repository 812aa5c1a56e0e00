package io.twinfeed.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store of twins keeps to: the one in memory that tests use, and the client of a
 * service.
 */
abstract class TwinStoreContract {
  static final String MODEL =
      """
      {"@id": "dtmi:com:example:Thing;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
       "contents": [
         {"@type": "Property", "name": "name", "schema": "string"},
         {"@type": "Property", "name": "amount", "schema": "double"},
         {"@type": "Property", "name": "count", "schema": "long"},
         {"@type": "Property", "name": "tags", "schema": {"@type": "Array", "elementSchema": "string"}},
         {"@type": "Property", "name": "labels", "schema": {"@type": "Map",
           "mapKey": {"name": "key", "schema": "string"},
           "mapValue": {"name": "value", "schema": "string"}}},
         {"@type": "Component", "name": "plate", "schema": "dtmi:com:example:Plate;1"},
         {"@type": "Relationship", "name": "feeds",
          "properties": [{"@type": "Property", "name": "note", "schema": "string"}]}]}
      """;
  static final String PLATE =
      """
      {"@id": "dtmi:com:example:Plate;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
       "contents": [{"@type": "Property", "name": "serial", "schema": "string"}]}
      """;

  static final TwinId A = new TwinId("a");
  private static final TwinId B = new TwinId("b");
  private TwinStore store;

  /** A store without twins that has the models above. */
  abstract TwinStore open();

  @BeforeEach
  final void begin() {
    store = open();
  }

  @AfterEach
  final void end() {
    store.close();
  }

  @Test
  void what_is_not_there_is_answered_with_404() {
    assertThat(store.twin(A).join().isStatus(404)).isTrue();
    assertThat(store.patch(A, set("name", text("x")), null).join().isStatus(404)).isTrue();
    assertThat(store.delete(A, null).join().isStatus(404)).isTrue();
    assertThat(store.relationship(A, "r").join().isStatus(404)).isTrue();
    assertThat(store.create(link("r", A, B)).join().isStatus(404)).isTrue();
  }

  @Test
  void creating_what_is_there_is_answered_with_412_and_changes_nothing() {
    store.create(twin(A, Map.of("name", text("first")))).join();
    store.create(twin(B, Map.of())).join();
    store.create(link("r", A, B)).join();

    assertThat(store.create(twin(A, Map.of("name", text("second")))).join().isStatus(412)).isTrue();
    assertThat(store.create(link("r", A, B)).join().isStatus(412)).isTrue();
    assertThat(read(A).properties()).containsEntry("name", text("first"));
  }

  @Test
  void a_patch_for_another_version_is_answered_with_412() {
    store.create(twin(A, Map.of())).join();

    Reply<Void> reply = store.patch(A, set("name", text("x")), "W/\"0\"").join();

    assertThat(reply.isStatus(412)).isTrue();
    assertThat(store.patch(A, set("name", text("x")), read(A).etag()).join().isDone()).isTrue();
  }

  @Test
  void removing_what_is_not_there_is_no_valid_patch() {
    store.create(twin(A, Map.of())).join();

    Reply<Void> reply = store.patch(A, new Patch(List.of(new Patch.Remove("/name"))), null).join();

    assertThat(reply).isInstanceOf(Reply.Refused.class);
    assertThat(((Reply.Refused<Void>) reply).code()).isEqualTo("JsonPatchInvalid");
  }

  @Test
  void a_twin_comes_back_as_it_was_written() {
    Twin twin =
        new Twin(
            A,
            "dtmi:com:example:Thing;1",
            Map.of(
                "name", text("[obsolete] pump"),
                "amount", new Value.Num(new BigDecimal("1234567.8901")),
                "count", Value.Num.of(Long.MAX_VALUE),
                "tags", new Value.Items(List.of(text("{x}"), text("\"quoted\""))),
                "labels", new Value.Struct(Map.of("a", text("{\"json\": true}")))),
            Map.of("plate", Map.of("serial", text("\"7\""))),
            Map.of(),
            null);

    assertThat(store.create(twin).join().isDone()).isTrue();

    Twin read = read(A);
    assertThat(read.properties()).isEqualTo(twin.properties());
    assertThat(read.components()).isEqualTo(twin.components());
    assertThat(read.model()).isEqualTo(twin.model());
    assertThat(read.etag()).isNotNull();
  }

  @Test
  void texts_that_look_like_json_survive_a_patch() {
    store.create(twin(A, Map.of())).join();
    for (String awkward :
        List.of("[1, 2]", "{\"a\": 1}", "\"quoted\"", " [", "null", "true", "1E+3", "Grüße 日本")) {
      assertThat(store.patch(A, set("name", text(awkward)), null).join().isDone()).isTrue();
      assertThat(read(A).properties()).containsEntry("name", text(awkward));
    }
  }

  @Test
  void decimals_are_numbers_on_the_wire() {
    store.create(twin(A, Map.of())).join();
    for (String number : List.of("1000", "0.1", "-12.5", "100000000000000000000", "1E-7")) {
      Value value = new Value.Num(new BigDecimal(number));
      assertThat(store.patch(A, set("amount", value), null).join().isDone()).as(number).isTrue();
      assertThat(read(A).properties()).containsEntry("amount", value);
    }
  }

  @Test
  void relationships_are_listed_by_name_and_patched() {
    store.create(twin(A, Map.of())).join();
    store.create(twin(B, Map.of())).join();
    for (int i = 0; i < 25; i++) {
      assertThat(store.create(link("r" + i, A, B)).join().isDone()).isTrue();
    }
    Patch note = new Patch(List.of(new Patch.Add("/note", text("[n]"))));
    assertThat(store.patch(A, "r7", note, null).join().isDone()).isTrue();

    List<Relationship> links =
        ServiceLost.unlessDone(store.relationships(A, "feeds").join(), "relationships");
    assertThat(links).hasSize(25);
    Relationship seventh =
        ServiceLost.unlessDone(store.relationship(A, "r7").join(), "a relationship");
    assertThat(seventh.properties()).containsOnly(Map.entry("note", text("[n]")));
    assertThat(store.delete(A, "r7", null).join().isDone()).isTrue();
    assertThat(store.relationship(A, "r7").join().isStatus(404)).isTrue();
  }

  private Twin read(TwinId id) {
    return ServiceLost.unlessDone(store.twin(id).join(), "twin " + id);
  }

  private static Patch set(String name, Value value) {
    return new Patch(List.of(new Patch.Add("/" + name, value)));
  }

  static Twin twin(TwinId id, Map<String, Value> properties) {
    return new Twin(
        id, "dtmi:com:example:Thing;1", properties, Map.of("plate", Map.of()), Map.of(), null);
  }

  private static Relationship link(String id, TwinId source, TwinId target) {
    return new Relationship(source, id, "feeds", target, Map.of(), null);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
