package io.twinfeed.store;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * @param name whole, with the scheme; that of a folder ends with a slash
 */
record ObjectName(String name) implements ResourceId {
  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    String end = options == StandardResolveOptions.RESOLVE_DIRECTORY ? "/" : "";
    return new ObjectName(getCurrentDirectory().toString() + other + end);
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return new ObjectName(name.substring(0, name.lastIndexOf('/') + 1));
  }

  @Override
  public String getScheme() {
    return ObjectStore.SCHEME;
  }

  @Override
  public @Nullable String getFilename() {
    return isDirectory() ? null : name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return name.endsWith("/");
  }

  @Override
  public String toString() {
    return name;
  }
}
