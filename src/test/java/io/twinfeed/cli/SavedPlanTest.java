package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that is kept in a file, and carried out later. */
class SavedPlanTest {
  @TempDir Path folder;
  private PlanScene pumps;
  private Path plan;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 12);
    plan = folder.resolve("plan.ndjson");
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @Test
  void what_is_no_plan_or_was_changed_is_refused_before_anything_is_written() throws IOException {
    Files.writeString(plan, "version: 1\n");
    assertThat(carryOut(2).err()).contains("can't be carried out: it is no plan", "hint: give the");

    save(0);
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace("pump 3", "pump three"));
    assertThat(carryOut(2).err()).contains("it was changed or is not whole");

    Files.writeString(plan, text.substring(0, text.length() / 2));
    CliRun half = carryOut(2);
    assertThat(half.err()).contains("it breaks off");
    assertThat(half.showsAStackTrace()).isFalse();
    assertThat(pumps.scene.twin("pump-1")).isNull();
  }

  @Test
  void values_of_sensitive_columns_go_into_the_file_only_if_that_is_asked_for() throws IOException {
    CliRun refused = pumps.plan("--out", plan.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("it would hold values of sensitive columns", "--with-sensitive");
    assertThat(plan).doesNotExist();

    save(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_line_holds_all_that_a_twin_is_to_say_and_so_may_be_sensitive_for_what_does_not_change()
      throws IOException {
    pumps.run(0);
    pumps.scene.sql("UPDATE pump SET name = 'renamed' WHERE no = 1");

    CliRun refused = pumps.plan("--out", plan.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(plan).doesNotExist();
  }

  @Test
  void options_that_would_do_nothing_are_refused() {
    assertThat(pumps.run(2, "--max-age", "5m").err()).contains("there is none", "add --plan PLAN");
    assertThat(pumps.plan("--with-sensitive").err()).contains("is for the file of --out");
    assertThat(carryOut(2).err()).contains("can't be carried out: there is no such file");
    assertThat(pumps.plan("--out", folder.toString(), "--with-sensitive").err())
        .contains("it is a folder");
  }

  @Test
  void a_plan_for_a_state_that_was_reset_is_refused() throws IOException {
    pumps.run(0);
    pumps.change();
    save(0);
    CliRun reset =
        CliRun.of("state", "reset", pumps.pipeline.toString(), "--runs-dir", pumps.runs(), "--yes");
    assertThat(reset.exitCode()).isZero();
    pumps.run(0);

    assertThat(carryOut(8).err()).contains("the state is another one: that of the plan was reset");
  }

  @Test
  void rows_that_say_the_same_of_a_twin_that_others_fed_are_on_record_afterwards()
      throws IOException {
    pumps.scene.sql(
        "ALTER TABLE pump ADD COLUMN gone BOOLEAN DEFAULT FALSE",
        "ALTER TABLE pump ADD COLUMN changed TIMESTAMP(6) WITH TIME ZONE"
            + " DEFAULT TIMESTAMP '2020-01-01 00:00:00'",
        "UPDATE pump SET hall = 1 WHERE no < 12");
    pumps.scene.write(
        "pumps.yaml",
        PlanScene.PIPELINE
                .replace("key: [no],", "key: [no], watermark: changed, deleted: gone,")
                .replace("properties: {pumps: {count: true}}", "properties: {pumps: \"${7}\"}")
            + "sync: {mode: mirror, fullEvery: 30d, guards: {maxDeletes: 100%}}\n");
    pumps.run(0);
    // another pump in hall 0: nothing is to be written of the hall, which now lives by two rows
    pumps.scene.sql(
        "UPDATE pump SET hall = 0, changed = TIMESTAMP '2100-01-01 00:00:00' WHERE no = 11");
    save(0);
    carryOut(0);
    pumps.scene.sql(
        "UPDATE pump SET gone = TRUE, changed = TIMESTAMP '2100-01-01 00:00:00' WHERE no = 12");

    pumps.run(0);

    assertThat(pumps.scene.twin("pump-12")).isNull();
    assertThat(pumps.scene.twin("hall-0")).as("pump 11 stands there").isNotNull();
  }

  @Test
  void every_reason_to_refuse_a_plan_is_told_at_once() throws IOException {
    save(0);
    Files.writeString(
        pumps.pipeline,
        Files.readString(pumps.pipeline).replace("pumps: {count", "pumps:  {count"));
    pumps.run(0);

    CliRun refused = carryOut(8, "--max-age", "0s");

    assertThat(refused.err())
        .contains("the pipeline file has changed")
        .contains("a run has ended since: the state is at generation 1, and was at 0")
        .contains("and --max-age is 0 min")
        .contains("hint: make a new plan: twinfeed plan ");
    assertThat(refused.showsAStackTrace()).isFalse();
    assertThat(pumps.scene.latestSummary().path("status").asText()).isEqualTo("refused");
  }

  @Test
  void a_plan_is_refused_for_other_models() throws IOException {
    save(0);
    Files.writeString(
        folder.resolve("models/more.json"),
        """
        {"@id": "dtmi:com:example:More;1", "@type": "Interface",
         "@context": "dtmi:dtdl:context;3"}
        """);
    assertThat(carryOut(8).err()).contains("the models have changed");
    assertThat(pumps.scene.twin("pump-1")).isNull();
  }

  @Test
  void a_plan_that_breaks_a_guard_is_written_and_refused() throws IOException {
    pumps.scene.write(
        "pumps.yaml", PlanScene.PIPELINE + "sync: {guards: {minRows: {pumps: 1000}}}\n");
    save(8);

    CliRun refused = carryOut(8);

    assertThat(refused.err()).contains("it breaks a guard: minRows: pumps has 12 rows");
    assertThat(pumps.scene.twin("pump-1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void it_does_what_a_run_would_have_done_whatever_the_rows_say_meanwhile(String runner)
      throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    pumps.run(0);
    pumps.change();
    save(0, "--runner-config", config);
    pumps.scene.sql("DELETE FROM pump");

    carryOut(0, "--runner-config", config);

    assertThat(pumps.scene.counts("twins"))
        .isEqualTo(Map.of("desired", 16, "created", 1, "updated", 3, "unchanged", 12));
    assertThat(pumps.scene.counts("relationships"))
        .isEqualTo(Map.of("desired", 13, "created", 1, "updated", 2, "unchanged", 10));
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("renamed");
    assertThat(pumps.scene.targets("pump-3", "locatedIn")).containsExactly("hall-2");
    assertThat(pumps.scene.text("pump-100", "name")).isEqualTo("new");

    assertThat(
            CliRun.of("explain", pumps.pipeline.toString(), "pump-100", "--runs-dir", pumps.runs())
                .out())
        .contains("run " + pumps.scene.latestSummary().path("runId").asText());

    // What is on record now is what a run would have left
    pumps.scene.sql(
        "INSERT INTO pump SELECT x, 'pump ' || x, x / 2.0, 'owner ' || x, 's' || x, MOD(x, 3),"
            + " '2024' FROM SYSTEM_RANGE(1, 12)");
    pumps.change();
    pumps.refuseWrites();
    pumps.run(0, "--runner-config", config);
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 16, "unchanged", 16));
    assertThat(pumps.scene.counts("relationships"))
        .isEqualTo(Map.of("desired", 13, "unchanged", 13));
    assertThat(pumps.scene.latestSummary().path("calls").path("total").asInt()).isBetween(2, 20);
  }

  @Test
  void a_first_plan_makes_all_of_it() throws IOException {
    save(0);
    carryOut(0);
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "created", 15));
    pumps.run(0);
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "unchanged", 15));
    assertThat(carryOut(8).err()).contains("a run has ended since");
  }

  @Test
  void a_step_whose_before_no_longer_holds_is_rejected_and_the_rest_is_done() throws IOException {
    pumps.run(0);
    pumps.change();
    save(0);
    set("pump-1", "/name", "by hand");
    set("pump-2", "/owner", "somebody");

    carryOut(7);

    assertThat(pumps.scene.counts("twins"))
        .isEqualTo(
            Map.of("desired", 16, "created", 1, "updated", 2, "unchanged", 12, "rejected", 1));
    List<JsonNode> rejects = pumps.scene.latestRejects();
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).path("code").asText()).isEqualTo("PLAN-STALE");
    assertThat(rejects.get(0).path("twin").asText()).isEqualTo("pump-1");
    assertThat(rejects.get(0).path("message").asText())
        .contains("since the plan was made, something else has changed /name");
    assertThat(rejects.get(0).toString()).doesNotContain("secret owner");
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("by hand");

    pumps.run(0);
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("renamed");
  }

  @Test
  void a_step_that_somebody_else_has_done_counts_as_unchanged() throws IOException {
    pumps.run(0);
    pumps.scene.sql("UPDATE pump SET name = 'renamed' WHERE no = 1");
    save(0);
    set("pump-1", "/name", "renamed");

    carryOut(0);

    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "unchanged", 15));
  }

  @Test
  void what_was_rejected_when_it_was_made_is_told_again_and_stays_open() throws IOException {
    pumps.run(0);
    pumps.scene.sql(
        "UPDATE pump SET hall = NULL WHERE no = 5", "UPDATE pump SET name = 'x' WHERE no = 6");
    save(7);

    carryOut(7);

    assertThat(pumps.scene.latestSummary().path("sources").path("pumps").path("rejected").asInt())
        .isEqualTo(1);
    assertThat(pumps.scene.latestRejects())
        .allSatisfy(
            reject -> {
              assertThat(reject.path("code").asText()).isEqualTo("ROW-ID-NULL");
              assertThat(reject.path("runId").asText())
                  .isEqualTo(pumps.scene.latestSummary().path("runId").asText());
            });
    assertThat(pumps.scene.text("pump-6", "name")).isEqualTo("x");
    CliRun state =
        CliRun.of("state", "show", pumps.pipeline.toString(), "--runs-dir", pumps.runs(), "--json");
    assertThat(state.out()).contains("\"openRows\":[\"NO=5\"]");
  }

  @Test
  void deletes_are_carried_out_too() throws IOException {
    pumps.scene.write(
        "pumps.yaml", PlanScene.PIPELINE + "sync: {mode: mirror, guards: {maxDeletes: 50%}}\n");
    pumps.run(0);
    pumps.scene.sql("DELETE FROM pump WHERE no > 10");
    save(0);

    carryOut(0);

    assertThat(pumps.scene.counts("twins")).containsEntry("deleted", 2);
    assertThat(pumps.scene.twin("pump-11")).isNull();
    pumps.run(0);
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 13, "unchanged", 13));
  }

  private void save(int exitCode, String... more) {
    var all = new java.util.ArrayList<>(List.of("--out", plan.toString(), "--with-sensitive"));
    all.addAll(List.of(more));
    CliRun saved = pumps.plan(all.toArray(new String[0]));
    assertThat(saved.exitCode()).as(saved.err()).isEqualTo(exitCode);
  }

  private CliRun carryOut(int exitCode, String... more) {
    var all = new java.util.ArrayList<>(List.of("--plan", plan.toString()));
    all.addAll(List.of(more));
    return pumps.run(exitCode, all.toArray(new String[0]));
  }

  private void set(String twin, String pointer, String value) {
    try (TwinStore store = pumps.scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add(pointer, new Value.Text(value))));
      assertThat(store.patch(new TwinId(twin), patch, null).join().isDone()).isTrue();
    }
  }
}
