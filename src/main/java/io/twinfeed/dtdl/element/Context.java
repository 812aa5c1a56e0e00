package io.twinfeed.dtdl.element;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code @context} of an element and of those around it say together.
 *
 * @param version the version of DTDL; 0 where none is named
 * @param extensions the extension contexts in force, with their versions
 * @param undefined what becomes of extensions that Twinfeed does not know
 */
public record Context(int version, Set<String> extensions, UndefinedExtensions undefined) {

  /** The semantic types and units of v3, which in v2 belong to the language. */
  public static final String QUANTITATIVE_TYPES = "dtmi:dtdl:extension:quantitativeTypes;1";

  /** The one context that may stand before that of DTDL v2, and implies it. */
  public static final String IOT_CENTRAL = "dtmi:iotcentral:context;2";

  private static final Set<String> KNOWN_IN_V3 =
      Set.of(
          QUANTITATIVE_TYPES,
          "dtmi:dtdl:extension:annotation;1",
          "dtmi:dtdl:extension:overriding;1",
          "dtmi:dtdl:extension:historization;1");
  private static final Pattern DTDL = Pattern.compile("dtmi:dtdl:context;([1-9][0-9]{0,8})");

  public Context {
    extensions = Set.copyOf(extensions);
  }

  /** The version that a specifier names if it is that of DTDL, or 0. */
  public static int dtdlVersion(String specifier) {
    Matcher matcher = DTDL.matcher(specifier);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Whether Twinfeed knows what an extension of that version of DTDL adds. */
  public static boolean isKnownExtension(String specifier, int version) {
    return version == 2 ? specifier.equals(IOT_CENTRAL) : KNOWN_IN_V3.contains(specifier);
  }

  /** Where no context has been read yet. */
  static Context none(UndefinedExtensions undefined) {
    return new Context(0, Set.of(), undefined);
  }

  /** Whether an extension may be named of which Twinfeed does not know what it adds. */
  public boolean allowsUnknownExtensions() {
    return undefined == UndefinedExtensions.ALLOWED
        || (undefined == UndefinedExtensions.AS_THE_VERSION_SAYS && version == 2);
  }

  /** Whether an extension is in force of which Twinfeed does not know what it adds. */
  public boolean hasUnknownExtension() {
    return extensions.stream().anyMatch(each -> !isKnownExtension(each, version));
  }

  /** The semantic types and units in force. */
  public QuantitativeTypes quantitativeTypes() {
    return version == 2
        ? QuantitativeTypes.V2
        : extensions.contains(QUANTITATIVE_TYPES) ? QuantitativeTypes.V3 : QuantitativeTypes.NONE;
  }

  /** This context with what an inner {@code @context} adds; what can't be read adds nothing. */
  Context with(@Nullable Json inner) {
    if (inner == null) {
      return this;
    }
    int innerVersion = version;
    Set<String> all = new LinkedHashSet<>(extensions);
    for (Json each : inner.all()) {
      if (each instanceof Json.Text text) {
        int named = dtdlVersion(text.text());
        if (named > 0) {
          innerVersion = named;
        } else {
          String unversioned = text.text().replaceFirst(";.*", "");
          all.removeIf(other -> other.replaceFirst(";.*", "").equals(unversioned));
          all.add(text.text());
        }
      }
    }
    return new Context(innerVersion, all, undefined);
  }
}
