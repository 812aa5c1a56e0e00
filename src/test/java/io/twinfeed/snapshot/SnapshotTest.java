package io.twinfeed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Shards;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Manifest.SourceMark;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written at the end of a run is what the next one begins with. */
class SnapshotTest {
  private static final RuleNames RULES =
      new RuleNames(List.of("machine", "line"), List.of("partOf"));
  private static final Shards SHARDS = new Shards(4);
  private static final Known MACHINE =
      new OfTwin(
          new TwinId("machine-1"),
          Standing.CREATED,
          17,
          List.of(new Part(0, 1, 2, List.of("id=1")), new Part(1, 3, 4, List.of("a", "b"))));
  private static final Known LINE =
      new OfTwin(new TwinId("line-1"), Standing.ADOPTED, 18, List.of());
  private static final Known PART_OF =
      new OfLink(
          new TwinId("machine-1"),
          "partOf.x",
          "partOf",
          new TwinId("line-1"),
          Standing.CREATED,
          19,
          List.of(new Part(0, 5, 6, List.of("id=1"))));

  @TempDir Path state;
  private Identity identity;

  @BeforeEach
  void begin() {
    identity = Identity.of("bottling", "http://127.0.0.1:8099", Map.of("plant", "all"));
  }

  @Test
  void before_the_first_run_nothing_is_known() {
    assertThat(open().manifest()).isNull();
    assertThat(open().generation()).isZero();
    assertThat(load(RULES, SHARDS)).isEmpty();
  }

  @Test
  void a_file_that_is_gone_or_damaged_or_breaks_off_is_an_error() throws IOException {
    save(MACHINE, PART_OF);
    Path part = only("*-part-*");
    byte[] whole = Files.readAllBytes(part);

    byte[] damaged = whole.clone();
    damaged[damaged.length - 3]++;
    Files.write(part, damaged);
    assertUnreadable();

    Files.write(part, Arrays.copyOf(whole, whole.length - 5));
    assertUnreadable();

    Files.delete(part);
    assertUnreadable();
  }

  @Test
  void a_snapshot_of_another_format_is_not_read() throws IOException {
    save(MACHINE);
    Manifest manifest = open().manifest();
    Manifest later =
        new Manifest(
            99, identity, 2, "r", "t", manifest.sources(), manifest.sample(), manifest.parts());
    Files.write(Path.of(open().path()).resolve("g0000000002.json"), later.toBytes());

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(this::open)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("format 99");
  }

  @Test
  void a_manifest_that_breaks_off_leaves_the_older_generation_in_force() throws IOException {
    save(MACHINE);
    save(LINE);
    assertThat(load(RULES, SHARDS)).containsExactly(LINE);

    Path newest = Path.of(open().path()).resolve("g0000000002.json");
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 100));

    assertThat(open().generation()).isEqualTo(1);
    assertThat(load(RULES, SHARDS)).containsExactly(MACHINE);
  }

  @Test
  void what_was_saved_is_loaded_with_its_marks_and_what_is_owed() {
    save(MACHINE, LINE, PART_OF);

    assertThat(load(RULES, SHARDS)).containsExactlyInAnyOrder(MACHINE, LINE, PART_OF);
    Manifest manifest = open().manifest();
    assertThat(manifest.sources())
        .containsEntry(
            "machines",
            new SourceMark("f", "s", null, "2026-01-01T00:00:00Z", List.of("no=3", "no=7"), false));
    assertThat(manifest.sample()).isNotEmpty();
    assertThat(manifest.identity()).isEqualTo(identity);
  }

  @Test
  void what_may_never_have_been_there_is_no_sign_of_another_graph() {
    save(
        new OfTwin(new TwinId("machine-2"), Standing.CREATED_UNCERTAIN, 17, List.of()),
        new OfTwin(new TwinId("machine-3"), Standing.CREATED_UNCERTAIN, 17, List.of()));

    assertThat(open().manifest().sample()).isEmpty();
  }

  @Test
  void that_an_interrupted_run_may_have_deleted_something_is_no_sign_of_another_graph()
      throws IOException {
    assertThat(SettledSample.of(open())).isEmpty();
    save(MACHINE);
    assertThat(SettledSample.of(open())).containsExactly(Manifest.Item.of(MACHINE));

    intend(LINE);
    Path whole = only("*-intent-*");
    Files.write(
        Path.of(open().path()).resolve(open().intentPrefix() + "broken"),
        Arrays.copyOf(Files.readAllBytes(whole), 40));
    assertThat(SettledSample.of(open())).containsExactly(Manifest.Item.of(MACHINE));

    intend(MACHINE);
    assertThat(SettledSample.of(open())).isEmpty();
  }

  @Test
  void another_number_of_shards_changes_nothing() {
    save(MACHINE, LINE, PART_OF);
    assertThat(load(RULES, new Shards(7))).containsExactlyInAnyOrder(MACHINE, LINE, PART_OF);
  }

  @Test
  void rules_are_found_by_their_names_and_one_that_is_gone_is_none() {
    save(MACHINE);
    RuleNames moved = new RuleNames(List.of("new", "machine"), List.of("partOf"));

    assertThat(load(moved, SHARDS))
        .containsExactly(
            new OfTwin(
                new TwinId("machine-1"),
                Standing.CREATED,
                17,
                List.of(
                    new Part(-1, 3, 4, List.of("a", "b")), new Part(1, 1, 2, List.of("id=1")))));
  }

  @Test
  void what_an_interrupted_run_was_about_to_write_is_loaded_even_if_its_record_breaks_off()
      throws IOException {
    save(LINE);
    intend(MACHINE);
    intend(PART_OF);
    Path broken = Path.of(open().path()).resolve(open().intentPrefix() + "broken");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(only("*-intent-*")), 40));

    assertThat(open().wasInterrupted()).isTrue();
    assertThat(load(RULES, SHARDS)).containsExactlyInAnyOrder(LINE, MACHINE, PART_OF);

    save(MACHINE, PART_OF);
    assertThat(open().wasInterrupted()).isFalse();
    assertThat(load(RULES, SHARDS)).containsExactlyInAnyOrder(MACHINE, PART_OF);
  }

  @Test
  void a_snapshot_that_is_forgotten_goes_on_counting() {
    save(MACHINE);
    assertThat(open().forgotten().generation()).isEqualTo(1);
    assertThat(open().forgotten().manifest().parts()).isEmpty();
  }

  @Test
  void cleaning_keeps_two_generations_and_what_the_newest_needs() throws IOException {
    for (int i = 0; i < 4; i++) {
      intend(MACHINE);
      save(MACHINE);
    }
    intend(LINE);
    try (Lease held = LeaseFilesTest.lease(state.toString(), identity, "test")) {
      Snapshot.clean(held, state.toString(), identity);
    }

    assertThat(names())
        .allMatch(
            name ->
                name.startsWith("lease")
                    || name.startsWith("g0000000003")
                    || name.startsWith("g0000000004"))
        .anyMatch(name -> name.startsWith("g0000000004-intent"))
        .noneMatch(name -> name.startsWith("g0000000003-intent"));
    assertThat(load(RULES, SHARDS)).containsExactlyInAnyOrder(MACHINE, LINE);
  }

  @Test
  void pipelines_endpoints_and_parameters_have_snapshots_of_their_own() {
    assertThat(
            List.of(
                identity.folder(),
                Identity.of("bottling", "http://127.0.0.1:8098", Map.of("plant", "all")).folder(),
                Identity.of("bottling", "http://127.0.0.1:8099", Map.of("plant", "1")).folder(),
                Identity.of("bottlin", "ghttp://127.0.0.1:8099", Map.of("plant", "all")).folder()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_-]+"));
    assertThat(Identity.of("bottling", "HTTP://127.0.0.1:8099/", Map.of("plant", "all")))
        .isEqualTo(identity);
  }

  private Snapshot open() {
    return Snapshot.open(state.toString(), identity);
  }

  private void save(Known... known) {
    Pipeline pipeline = pipeline();
    KvCoder<Integer, byte[]> coder = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    Save.of(
        open(),
        pipeline.apply("None", Create.empty(coder)),
        pipeline.apply("Known", bytes(known)),
        pipeline.apply(
            "Owed",
            Create.of(
                    KV.of("machines", new Owed(true, 0, List.of("no=7"), true)),
                    KV.of("machines", new Owed(false, 0, List.of("no=3", "no=7"), false)))
                .withCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Owed.class)))),
        RULES,
        SHARDS,
        new Save.About(
            "run",
            "2026-01-01T00:00:00Z",
            Map.of(
                "machines",
                new SourceMark("f", "s", null, "2026-01-01T00:00:00Z", List.of(), false))));
    pipeline.run().waitUntilFinish();
  }

  private void intend(Known... known) {
    Pipeline pipeline = pipeline();
    pipeline.apply(bytes(known)).apply(Intend.after(open(), RULES));
    pipeline.run().waitUntilFinish();
  }

  private static Create.Values<byte[]> bytes(Known... known) {
    return Create.of(KnownBytes.of(List.of(known))).withCoder(ByteArrayCoder.of());
  }

  private List<Known> load(RuleNames rules, Shards shards) {
    LOADED.clear();
    Pipeline pipeline = pipeline();
    var blocks = pipeline.apply(Load.of(open(), rules, shards));
    PAssert.that(blocks)
        .satisfies(
            all -> {
              all.forEach(
                  block -> {
                    try {
                      byte[] bytes = block.getValue();
                      KnownBytes.all(Arrays.copyOfRange(bytes, 1, bytes.length))
                          .forEach(
                              known -> {
                                assertThat(shards.of(known.twin())).isEqualTo(block.getKey());
                                LOADED.add(known);
                              });
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
              return null;
            });
    pipeline.run().waitUntilFinish();
    return List.copyOf(LOADED);
  }

  private static final List<Known> LOADED = new ArrayList<>();

  private void assertUnreadable() {
    assertThatThrownBy(() -> load(RULES, SHARDS))
        .rootCause()
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(IOException.class),
            e -> assertThat(e).isInstanceOf(TwinfeedException.class));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.create());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(Path.of(open().path()))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path only(String pattern) throws IOException {
    try (var files = Files.newDirectoryStream(Path.of(open().path()), pattern)) {
      return files.iterator().next();
    }
  }

  @Test
  void a_file_of_something_else_is_not_taken_for_one() throws IOException {
    save(MACHINE);
    Files.writeString(only("*-part-*"), "nothing", StandardOpenOption.TRUNCATE_EXISTING);
    assertUnreadable();
  }
}
