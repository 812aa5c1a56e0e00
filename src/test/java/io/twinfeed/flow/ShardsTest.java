package io.twinfeed.flow;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
  private static final Map<Integer, Integer> SLOTS = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void each_slot_of_flink_gets_as_many_shards_as_the_others(int slots) {
    SLOTS.clear();
    Shards shards = new Shards(12 * slots, slots);
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=" + slots)
                .create());
    pipeline
        .apply(
            Create.of(
                    IntStream.range(0, shards.count())
                        .mapToObj(shard -> KV.of(shard, (Void) null))
                        .toList())
                .withCoder(KvCoder.of(shards.coder(), VoidCoder.of())))
        .apply(GroupByKey.create())
        .apply(ParDo.of(new WhereFn()));

    pipeline.run().waitUntilFinish();

    assertThat(SLOTS).hasSize(shards.count());
    assertThat(Set.copyOf(SLOTS.values().stream().collect(groupingBy(s -> s, counting())).values()))
        .as("shards of a slot: " + SLOTS)
        .containsExactly(12L);
  }

  @Property(tries = 200)
  void a_shard_is_the_same_after_its_journey(
      @ForAll @IntRange(max = 100_000) int shard, @ForAll @IntRange(min = 1, max = 64) int slots)
      throws IOException {
    var coder = new Shards(1, slots).coder();

    byte[] bytes = CoderUtils.encodeToByteArray(coder, shard);

    assertThat(CoderUtils.decodeFromByteArray(coder, bytes)).isEqualTo(shard);
    assertThat(CoderUtils.encodeToByteArray(coder, shard)).isEqualTo(bytes);
  }

  private static final class WhereFn extends DoFn<KV<Integer, Iterable<Void>>, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void where(@Element KV<Integer, Iterable<Void>> shard) {
      SLOTS.put(
          shard.getKey(), FlinkTask.ofThisThread().task().getTaskInfo().getIndexOfThisSubtask());
    }
  }
}
