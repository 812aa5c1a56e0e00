package io.twinfeed.dtdl.element;

import java.util.Set;

/** The two spellings of a word of the language: a term, and the DTMI that it stands for. */
public final class Terms {
  private static final Set<String> V2 = Set.copyOf(Resource.lines("terms-v2.txt"));

  private Terms() {}

  /**
   * The term of a word that may be spelt as a DTMI: {@code dtmi:dtdl:property:name;3} is {@code
   * name}. Anything else is returned as it is.
   *
   * @param group what comes before the term in the DTMI: {@code property}, {@code class}, {@code
   *     instance:Schema}
   */
  public static String term(String group, String word, int version) {
    if (!isDtmi(word)) {
      return word;
    }
    String prefix = "dtmi:dtdl:" + group + ":";
    String suffix = ";" + version;
    return word.startsWith(prefix) && word.endsWith(suffix)
        ? word.substring(prefix.length(), word.length() - suffix.length())
        : word;
  }

  /** Whether a word is spelt as a DTMI; nearly all are not, which saves looking closer. */
  static boolean isDtmi(String word) {
    return word.startsWith("dtmi:");
  }

  /** Whether a word can be a term at all, and not a DTMI or another IRI. */
  public static boolean isTerm(String word) {
    return !word.contains(":");
  }

  /** Whether a word is a term of DTDL v2, be it of a class, a member, a schema or a unit. */
  public static boolean isOfV2(String word) {
    return V2.contains(word);
  }
}
