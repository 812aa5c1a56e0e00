package io.twinfeed.issue;

import java.io.Serializable;

/**
 * Where in a text something stands.
 *
 * @param file the file's name as the user gave it
 * @param line from 1; 0 where only the file is known
 * @param column from 1, in characters (code points); 0 where only the line is known
 */
public record Place(String file, int line, int column) implements Serializable {

  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
