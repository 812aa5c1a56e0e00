package io.twinfeed.local.http;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The parts of a path, such as ids. */
final class Segments {
  private static final Pattern ENCODED_SLASH = Pattern.compile("%(2[fF])");

  private Segments() {}

  /**
   * A segment, decoded.
   *
   * @param path as the router matched it: without dots and double slashes
   * @param index from 0, which is the collection's name
   * @throws Refused for what is no UTF-8, or has a NUL in it, which no server lets in
   */
  static String of(String path, int index) {
    String raw = path.split("/", -1)[index + 1];
    // The service leaves an encoded slash as it came (adt-service.md §1.8); plus is no blank here.
    String safe = ENCODED_SLASH.matcher(raw).replaceAll("%25$1").replace("+", "%2B");
    try {
      byte[] bytes =
          URLDecoder.decode(safe, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw refused();
    }
    throw refused();
  }

  private static Refused refused() {
    return new Refused(Code.INVALID_ARGUMENT, "A segment of the path is not encoded well.");
  }
}
