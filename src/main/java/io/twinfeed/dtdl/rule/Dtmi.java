package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Context;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A digital twin model identifier, taken apart (dtdl-rules.md §1).
 *
 * @param labels the segments of its path
 * @param major the first part of its version; 0 if it has none
 * @param minor the second part of its version; 0 if it has none
 * @param fragment what comes after {@code #}, which may be empty; null without it
 */
record Dtmi(List<String> labels, int major, int minor, @Nullable String fragment) {
  static final int LONGEST = 2048;
  static final int LONGEST_OF_INTERFACE = 128;

  private static final String SCHEME = "dtmi:";
  // One segment at a time: a pattern for the whole path recurses, and overflows on a long one.
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z_](?:[A-Za-z0-9_]*[A-Za-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("([1-9][0-9]{0,8})(?:\\.([1-9][0-9]{0,5}))?");
  private static final List<String> RESERVED = List.of("dtmi:dtdl:", "dtmi:standard:");

  // Only where the context of IoT Central is in force (dtdl-rules.md §1).
  private static final String OF_IOT_CENTRAL = "dtmi:iotcentral:";

  Dtmi {
    labels = List.copyOf(labels);
  }

  /** Takes a DTMI apart, of a model or of the system; null if the text is none. */
  static @Nullable Dtmi parse(String text) {
    if (!text.startsWith(SCHEME)) {
      return null;
    }
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? null : text.substring(hash + 1);
    String rest = text.substring(SCHEME.length(), hash < 0 ? text.length() : hash);
    int semicolon = rest.indexOf(';');
    String path = semicolon < 0 ? rest : rest.substring(0, semicolon);
    List<String> labels = List.of(path.split(":", -1));
    boolean segments = labels.stream().allMatch(each -> SEGMENT.matcher(each).matches());
    boolean ending = fragment == null || fragment.isEmpty() || SEGMENT.matcher(fragment).matches();
    if (!segments || !ending) {
      return null;
    }
    if (semicolon < 0) {
      return new Dtmi(labels, 0, 0, fragment);
    }
    Matcher version = VERSION.matcher(rest.substring(semicolon + 1));
    if (!version.matches()) {
      return null;
    }
    String minor = version.group(2);
    return new Dtmi(
        labels,
        Integer.parseInt(version.group(1)),
        minor == null ? 0 : Integer.parseInt(minor),
        fragment);
  }

  /** Whether it belongs to the system, which begins a segment with an underscore. */
  boolean isReserved() {
    return labels.stream().anyMatch(each -> each.startsWith("_"))
        || (fragment != null && fragment.startsWith("_"));
  }

  /** Whether a text is a DTMI that a model of that version of DTDL may use. */
  static boolean isWellFormed(String text, int version) {
    Dtmi dtmi = parse(text);
    return dtmi != null
        && !dtmi.isReserved()
        && dtmi.fragment == null
        && (version != 2 || (dtmi.major > 0 && dtmi.minor == 0));
  }

  /** Whether a text names a context: a DTMI with a version, and perhaps a fragment. */
  static boolean isSpecifier(String text) {
    Dtmi dtmi = parse(text);
    return dtmi != null && !dtmi.isReserved() && dtmi.major > 0;
  }

  /** The beginning that a model's own ids may not have; null if it has none such. */
  static @Nullable String reservedPrefix(String dtmi, Context context) {
    if (dtmi.startsWith(OF_IOT_CENTRAL) && context.extensions().contains(Context.IOT_CENTRAL)) {
      return OF_IOT_CENTRAL;
    }
    return RESERVED.stream().filter(dtmi::startsWith).findFirst().orElse(null);
  }
}
