package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Context;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The syntax of DTMIs (dtdl-rules.md §1). */
final class Dtmi {
  static final int LONGEST = 2048;
  static final int LONGEST_OF_INTERFACE = 128;

  private static final String PATH =
      "dtmi:[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?(?::[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?)*";
  private static final Pattern V2 = Pattern.compile(PATH + ";[1-9][0-9]{0,8}");
  private static final Pattern V3 =
      Pattern.compile(PATH + "(?:;[1-9][0-9]{0,8}(?:\\.[1-9][0-9]{0,5})?)?");
  private static final List<String> RESERVED = List.of("dtmi:dtdl:", "dtmi:standard:");

  // Only where the context of IoT Central is in force (dtdl-rules.md §1).
  private static final String OF_IOT_CENTRAL = "dtmi:iotcentral:";

  private Dtmi() {}

  static boolean isWellFormed(String dtmi, int version) {
    return (version == 2 ? V2 : V3).matcher(dtmi).matches();
  }

  /** The beginning that a model's own ids may not have; null if it has none such. */
  static @Nullable String reservedPrefix(String dtmi, Context context) {
    if (dtmi.startsWith(OF_IOT_CENTRAL) && context.extensions().contains(Context.IOT_CENTRAL)) {
      return OF_IOT_CENTRAL;
    }
    return RESERVED.stream().filter(dtmi::startsWith).findFirst().orElse(null);
  }
}
