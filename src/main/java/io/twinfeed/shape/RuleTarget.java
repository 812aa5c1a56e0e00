package io.twinfeed.shape;

import io.twinfeed.dtdl.Schema;
import io.twinfeed.twin.PropertyPath;
import org.jspecify.annotations.Nullable;

/**
 * Where a property rule's value goes.
 *
 * @param path the property; for a source time the property that it belongs to
 * @param schema what the model says of it; null for a source time, which is a time
 */
public record RuleTarget(PropertyPath path, @Nullable Schema schema) {

  public boolean isSourceTime() {
    return schema == null;
  }

  /** How a twin's source times are named: {@code property} or {@code component/property}. */
  public String sourceTimeName() {
    return path.component() == null ? path.property() : path.component() + "/" + path.property();
  }
}
