package io.twinfeed.dtdl;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Interfaces that were checked together: every reference among them resolves. */
public final class ModelSet implements Serializable {
  private static final long serialVersionUID = 1;

  private final LinkedHashMap<String, Interface> interfaces = new LinkedHashMap<>();

  public ModelSet(Collection<Interface> interfaces) {
    interfaces.forEach(each -> this.interfaces.put(each.id(), each));
  }

  public static ModelSet empty() {
    return new ModelSet(java.util.List.of());
  }

  public Optional<Interface> find(String dtmi) {
    return Optional.ofNullable(interfaces.get(dtmi));
  }

  /** By DTMI, in the order in which they were added. */
  public Map<String, Interface> interfaces() {
    return Collections.unmodifiableMap(interfaces);
  }

  /** Whether a twin of {@code model} counts as one of {@code ancestor}. */
  public boolean isOf(String model, String ancestor) {
    return model.equals(ancestor)
        || find(model).map(each -> each.ancestors().contains(ancestor)).orElse(false);
  }
}
