package io.twinfeed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFilesTest {
  /** Does not wait at all. */
  static final Lease.Patience AT_ONCE =
      new Lease.Patience() {
        @Override
        public void waitsFor(String holder, Duration atMost) {}

        @Override
        public void pause(Duration time) {}
      };

  private final List<String> waitedFor = new ArrayList<>();
  @TempDir Path directory;
  private Folder folder;
  private Duration waited = Duration.ZERO;
  private Consumer<Duration> meanwhile = time -> {};

  private interface Step {
    void take() throws IOException;
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

    assertThat(waited).isBetween(LeaseFiles.GIVEN_UP, LeaseFiles.GIVEN_UP.plusSeconds(5));
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
    assertThat(waited).isLessThan(LeaseFiles.GIVEN_UP);
  }

  @Test
  void one_that_another_gets_while_the_next_waits_is_refused() throws IOException {
    LeaseFiles first = take("run 1");
    duringEachPause(
        () -> {
          first.giveBack();
          LeaseFiles.take(folder, "run 2", AT_ONCE);
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
  void one_that_was_left_by_an_older_release_goes_to_the_next() throws IOException {
    overwrite("run 0 (process 1)");

    take("run 1").renew();
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
    return LeaseFiles.take(
        folder,
        holder,
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
        });
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

  private void assertHeldBy(String holder) {
    assertThatExceptionOfType(TwinfeedException.class)
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
