package io.twinfeed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Lease.Claim;
import io.twinfeed.store.AtOnce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFilesTest {
  private static final Duration LASTS = Duration.ofSeconds(60);

  private final List<String> waitedFor = new ArrayList<>();
  @TempDir Path directory;
  private Folder folder;
  private Duration waited = Duration.ZERO;
  private Consumer<Duration> meanwhile = time -> {};

  private interface Step {
    void take() throws IOException;
  }

  /** One that can be had, without a wait. */
  static Lease lease(String state, Identity identity, String holder) {
    return Lease.take(state, identity, new Claim(holder, LASTS), new AtOnce());
  }

  @BeforeEach
  void create() throws IOException {
    folder = Folder.of(directory.toString(), "plant");
    Files.createDirectories(directory.resolve("plant"));
  }

  @Test
  void one_that_is_renewed_is_refused_to_others() throws IOException {
    LeaseFiles first = take("run 1");
    duringEachPause(first::renew);

    assertHeldBy("run 1");
    assertThat(waited).isLessThan(LeaseFiles.RENEWED);
  }

  @Test
  void one_that_nobody_renews_goes_to_the_next() throws IOException {
    LeaseFiles first = take("run 1");

    LeaseFiles second = take("run 2");

    assertThat(waited).isBetween(LASTS, LASTS.plusSeconds(5));
    assertThat(second.before()).isEqualTo("run 1");
    assertThat(waitedFor).containsExactly("run 1");
    assertTakenFrom(first, "run 2");
    second.renew();
  }

  @Test
  void who_has_lost_it_does_not_take_it_away_from_the_next() throws IOException {
    LeaseFiles first = take("run 1");
    LeaseFiles second = take("run 2");

    first.giveBack();

    second.renew();
  }

  @Test
  void one_that_is_given_back_while_the_next_waits_is_free() throws IOException {
    LeaseFiles first = take("run 1");
    duringEachPause(first::giveBack);

    LeaseFiles second = take("run 2");

    assertThat(second.before()).isNull();
    assertThat(waited).isLessThan(LASTS);
  }

  @Test
  void one_that_another_gets_while_the_next_waits_is_refused() throws IOException {
    LeaseFiles first = take("run 1");
    duringEachPause(
        () -> {
          first.giveBack();
          LeaseFiles.take(folder, new Claim("run 2", LASTS), new AtOnce(), () -> 0);
        });

    assertHeldBy("run 2");
  }

  @Test
  void of_two_that_ask_in_one_moment_one_is_refused() {
    duringEachPause(() -> overwrite("run 2"));

    assertHeldBy("run 2");
  }

  @Test
  void one_that_was_unlocked_is_lost() throws IOException {
    LeaseFiles first = take("run 1");

    assertThat(LeaseFiles.forget(folder)).isTrue();

    assertTakenFrom(first, "somebody");
    assertThat(LeaseFiles.forget(folder)).isFalse();
  }

  @Test
  void one_whose_job_may_go_on_for_ever_is_refused_until_it_is_unlocked() throws IOException {
    LeaseFiles first = take("run 1", Claim.UNTIL_UNLOCKED);

    assertHeldBy("run 1").satisfies(e -> assertThat(e.hint()).contains("`twinfeed state unlock`"));
    assertThat(waited).as("beside the second that taking it takes").isLessThan(LASTS);
    first.renew();

    LeaseFiles.forget(folder);
    take("run 2").renew();
  }

  @Test
  void one_that_does_not_say_how_long_it_lasts_is_refused_until_it_is_unlocked()
      throws IOException {
    overwrite("run 0 (process 1)");

    assertHeldBy("run 0 (process 1)")
        .satisfies(e -> assertThat(e.hint()).contains("`twinfeed state unlock`"));
  }

  @Test
  void whoever_works_for_a_holder_is_told_that_it_has_lost_it() throws IOException {
    LeaseFiles first = take("run 1 (process 7)");
    LeaseFiles.requireHeldBy(folder, "run 1");

    first.giveBack();
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> LeaseFiles.requireHeldBy(folder, "run 1"))
        .withMessageContaining("was taken from this run by somebody");

    take("run 2 (process 8)");
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> LeaseFiles.requireHeldBy(folder, "run 1"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("was taken from this run by run 2");
  }

  @Test
  void nothing_is_left_of_it_however_often_it_was_renewed() throws IOException {
    LeaseFiles lease = take("run 1");
    for (int i = 0; i < 20; i++) {
      lease.renew();
    }
    assertThat(files()).hasSize(2);

    lease.giveBack();

    assertThat(files()).isEmpty();
  }

  private LeaseFiles take(String holder) throws IOException {
    return take(holder, LASTS);
  }

  private LeaseFiles take(String holder, Duration lasts) throws IOException {
    return LeaseFiles.take(
        folder,
        new Claim(holder, lasts),
        new Lease.Patience() {
          @Override
          public void waitsFor(String other, Duration atMost) {
            waitedFor.add(other);
          }

          @Override
          public void pause(Duration time) {
            waited = waited.plus(time);
            meanwhile.accept(time);
          }
        },
        () -> 0);
  }

  private void duringEachPause(Step step) {
    waited = Duration.ZERO;
    meanwhile =
        time -> {
          try {
            step.take();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }

  private void overwrite(String holder) throws IOException {
    Files.writeString(directory.resolve("plant/lease"), holder + "\n");
  }

  private ThrowableAssertAlternative<TwinfeedException> assertHeldBy(String holder) {
    return assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> take("another"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("is in use by " + holder);
  }

  private static void assertTakenFrom(LeaseFiles lease, String by) {
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(lease::renew)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("was taken from this run by " + by);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("plant"))) {
      return files.toList();
    }
  }
}
