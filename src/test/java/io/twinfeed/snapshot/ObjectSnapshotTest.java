package io.twinfeed.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Shards;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.store.ObjectStore;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generations on a store that writes no object over another one, by tasks that try again. */
class ObjectSnapshotTest {
  private static final Identity PLANT = Identity.of("plant", "http://127.0.0.1:8099", Map.of());
  private static final String GENERATION = "g0000000001.json";

  private final String container = ObjectStore.newContainer();
  private final String state = "memory://" + container + "/state";
  private Lease lease;

  @BeforeEach
  void take() {
    lease = LeaseFilesTest.lease(state, PLANT, "run 1 (process 7)");
  }

  @Test
  void a_run_that_has_lost_its_lease_writes_no_generation() {
    lease.close();
    LeaseFilesTest.lease(state, PLANT, "run 2 (process 8)");

    assertThatThrownBy(() -> save(open(), "machine-1"))
        .rootCause()
        .isInstanceOf(TwinfeedException.class)
        .hasMessageContaining("was taken from this run by run 2");

    assertThat(open().generation()).isZero();
    assertThat(ObjectStore.names(container)).doesNotContain(GENERATION);
  }

  @Test
  void a_second_attempt_lets_the_manifest_of_the_first_stand() throws IOException {
    Snapshot before = open();
    save(before, "machine-1");
    byte[] first = open().folder().bytes(GENERATION);

    save(before, "machine-1");

    assertThat(open().folder().bytes(GENERATION)).isEqualTo(first);
    assertThat(open().manifest().parts())
        .extracting(Manifest.Part::name)
        .isSubsetOf(ObjectStore.names(container));
  }

  @Test
  void a_second_attempt_replaces_a_manifest_that_breaks_off() {
    Snapshot before = open();
    ObjectStore.put(before.folder().path() + GENERATION, "{\"format\": 1, \"ident".getBytes(UTF_8));
    assertThat(open().generation()).isZero();

    save(before, "machine-1");

    assertThat(open().generation()).isEqualTo(1);
  }

  private Snapshot open() {
    return Snapshot.open(state, PLANT);
  }

  private static void save(Snapshot before, String twin) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    Save.of(
        before,
        pipeline.apply("None", Create.empty(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))),
        pipeline.apply(
            "Known",
            Create.of(
                    KnownBytes.of(
                        List.of(new OfTwin(new TwinId(twin), Standing.CREATED, 17, List.of()))))
                .withCoder(ByteArrayCoder.of())),
        pipeline.apply(
            "Owed",
            Create.empty(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Owed.class)))),
        new RuleNames(List.of("machine"), List.of()),
        new Shards(4),
        new Save.About("1", "2026-01-01T00:00:00Z", Map.of()));
    pipeline.run().waitUntilFinish();
  }
}
