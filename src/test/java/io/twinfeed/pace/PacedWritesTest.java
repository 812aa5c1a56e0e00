package io.twinfeed.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How near writing comes to what the service allows, in virtual time. */
class PacedWritesTest {
  private static final io.twinfeed.local.limit.Limits AZURE = io.twinfeed.local.limit.Limits.AZURE;

  @Test
  void sixty_thousand_patches_use_the_limit_and_stay_below_it() {
    var result = new Simulation(Limits.AZURE, AZURE).run(patches(60_000));

    assertThat(result.done()).isEqualTo(60_000);
    assertThat(60_000 / result.seconds()).isBetween(970.0, 1005.0);
    assertThat(result.throttled()).isLessThanOrEqualTo(0.005);
    assertThat(result.widest()).as("%s", result).isLessThanOrEqualTo(256);
  }

  @Test
  void a_share_leaves_the_rest_to_others() {
    var result = new Simulation(Limits.AZURE.share(0.8), AZURE).run(patches(20_000));

    assertThat(20_000 / result.seconds()).isBetween(776.0, 810.0);
    assertThat(result.throttled()).isZero();
  }

  @Test
  void patches_do_not_wait_for_creates_nor_creates_for_patches() {
    List<Cost> writes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      writes.add(new Cost(Operation.CREATE_DELETE, List.of("new-" + i)));
    }
    writes.addAll(patches(10_000));

    var result = new Simulation(Limits.AZURE, AZURE).run(writes);

    assertThat(result.seconds()).isLessThan(10 * 1.1);
  }

  @Test
  void a_hub_is_spread_over_the_time_that_everything_else_takes() {
    var result = new Simulation(times4(), azureTimes4()).run(hubFirst(2_000, 90_000));

    double floor = Math.max(2_000 / 40.0, 92_000 / 2_000.0);
    assertThat(result.done()).isEqualTo(92_000);
    assertThat(result.seconds()).isLessThan(floor * 1.1);
    assertThat(result.throttled()).isLessThanOrEqualTo(0.005);
  }

  @Test
  void two_hubs_that_are_linked_to_each_other_s_neighbours_keep_both_busy() {
    List<Cost> writes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      writes.add(link("plant", "machine-" + i));
      writes.add(link("machine-" + i, "currency"));
      if (i % 10 == 0) {
        writes.add(link("plant", "currency"));
      }
    }

    var result = new Simulation(Limits.AZURE, AZURE).run(writes);

    assertThat(result.done()).isEqualTo(630);
    assertThat(result.seconds()).isLessThan(33 * 1.1);
    assertThat(result.givenUp()).isZero();
  }

  @Test
  void a_service_with_half_the_limits_that_we_believe_in_is_not_run_down() {
    var half =
        new io.twinfeed.local.limit.Limits(
            null, 500.0, null, null, null, null, null, null, null, null, null, null);

    var result = new Simulation(Limits.AZURE, half).run(patches(20_000));

    assertThat(result.done()).isEqualTo(20_000);
    assertThat(result.throttled()).as("%s", result).isLessThan(0.2);
    assertThat(20_000 / result.seconds()).as("%s", result).isGreaterThan(250);
  }

  @Test
  void a_storm_at_one_hub_does_not_slow_down_the_others() {
    // We believe in four times of what the service takes for each twin
    var result = new Simulation(Limits.AZURE.withPerTwin(40), AZURE).run(hubFirst(200, 10_000));

    double floor = Math.max(200 / 10.0, 10_200 / 500.0);
    assertThat(result.done() + result.givenUp()).isEqualTo(10_200);
    assertThat(result.givenUp()).as("%s", result).isZero();
    assertThat(result.seconds()).as("%s", result).isLessThan(floor * 2.5);
  }

  private static List<Cost> patches(int count) {
    List<Cost> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(new Cost(Operation.PATCH, List.of("machine-" + i)));
    }
    return writes;
  }

  private static List<Cost> hubFirst(int hub, int others) {
    List<Cost> writes = new ArrayList<>();
    for (int i = 0; i < hub; i++) {
      writes.add(link("machine-" + i, "plant"));
    }
    for (int i = 0; i < others; i++) {
      writes.add(link("part-" + i, "line-" + i % (others / 10)));
    }
    return writes;
  }

  private static Cost link(String source, String target) {
    return new Cost(Operation.CREATE_DELETE, List.of(source, target));
  }

  private static Limits times4() {
    return Limits.AZURE.share(4);
  }

  private static io.twinfeed.local.limit.Limits azureTimes4() {
    return new io.twinfeed.local.limit.Limits(
        4000.0, 4000.0, 2000.0, null, null, null, null, null, 40.0, 40.0, null, null);
  }
}
