package io.twinfeed.dtdl.element;

/** The two spellings of a word of the language: a term, and the DTMI that it stands for. */
public final class Terms {
  private Terms() {}

  /**
   * The term of a word that may be spelt as a DTMI: {@code dtmi:dtdl:property:name;3} is {@code
   * name}. Anything else is returned as it is.
   *
   * @param group what comes before the term in the DTMI: {@code property}, {@code class}, {@code
   *     instance:Schema}
   */
  public static String term(String group, String word, int version) {
    String prefix = "dtmi:dtdl:" + group + ":";
    String suffix = ";" + version;
    return word.startsWith(prefix) && word.endsWith(suffix)
        ? word.substring(prefix.length(), word.length() - suffix.length())
        : word;
  }
}
