package io.twinfeed.spec;

import io.twinfeed.issue.Place;
import java.io.Serializable;

/** A scalar of the pipeline file, and where it stands. */
public record Text(String text, Place place) implements Serializable {
  @Override
  public String toString() {
    return text;
  }
}
