package io.twinfeed.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void a_type_without_bytes_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> roundTrip(new StringBuilder()));
  }

  @Test
  void every_kind_of_datum_comes_back() throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", null);
    map.put("b", List.of(1L, "x"));
    for (Object datum :
        Arrays.asList(
            null,
            "",
            "Ünïcödé 日本 \0",
            "x".repeat(100_000),
            Long.MIN_VALUE,
            new BigDecimal("-123456789012345678901234567890.12345"),
            Double.NaN,
            -0.0,
            true,
            false,
            Instant.parse("0001-01-01T00:00:00.000001Z"),
            new Unreadable("is odd"),
            Arrays.asList(1L, null),
            map)) {
      assertThat(roundTrip(datum)).isEqualTo(datum);
    }
    assertThat((byte[]) roundTrip(new byte[] {1, -1})).containsExactly(1, -1);
  }

  @Property(tries = 300)
  void any_text_and_number_comes_back(@ForAll String text, @ForAll BigDecimal number)
      throws IOException {
    assertThat(roundTrip(List.of(text, number))).isEqualTo(List.of(text, number));
  }

  private static @Nullable Object roundTrip(@Nullable Object datum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Bytes.writeDatum(new DataOutputStream(bytes), datum);
    return Bytes.readDatum(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
