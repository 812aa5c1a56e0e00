package io.twinfeed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Identity ONE = Identity.of("one", "http://127.0.0.1", Map.of());
  private static final Identity OTHER = Identity.of("other", "http://127.0.0.1", Map.of());

  @TempDir Path state;

  @Test
  void a_second_run_is_told_who_holds_it() {
    try (Lease held = LeaseFilesTest.lease(state.toString(), ONE, "run 1")) {
      assertThat(held).isNotNull();
      assertHeld("in use by run 1");
    }
  }

  @Test
  void a_place_that_can_not_be_written_is_an_error_of_the_state() throws IOException {
    Path file = Files.writeString(state.resolve("file"), "");
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> LeaseFilesTest.lease(file.toString(), ONE, "run 1"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("can't be written");
  }

  @Test
  void another_identity_has_a_lease_of_its_own() {
    try (Lease one = LeaseFilesTest.lease(state.toString(), ONE, "run 1");
        Lease other = LeaseFilesTest.lease(state.toString(), OTHER, "run 2")) {
      assertThat(one).isNotSameAs(other);
    }
  }

  @Test
  void it_is_free_again_once_it_was_given_back() {
    LeaseFilesTest.lease(state.toString(), ONE, "run 1").close();
    LeaseFilesTest.lease(state.toString(), ONE, "run 2").close();
  }

  @Test
  void a_crash_frees_it() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("held");
      assertHeld("in use by another process");
      other.destroyForcibly();
      other.waitFor();
      LeaseFilesTest.lease(state.toString(), ONE, "run 2").close();
    } finally {
      other.destroyForcibly();
    }
  }

  private void assertHeld(String message) {
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> LeaseFilesTest.lease(state.toString(), ONE, "run 2"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining(message);
  }

  /** Takes the lease in a process of its own, and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      Lease held = LeaseFilesTest.lease(args[0], ONE, "another process");
      System.out.println("held");
      if (System.in.read() < 0) {
        held.close();
      }
    }
  }
}
