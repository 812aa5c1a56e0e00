package io.twinfeed.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Status;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * A store of objects in memory, under {@code memory://CONTAINER/...}. As Azure Blob Storage does
 * through Beam, it writes no object over another one, and says what is wrong with exceptions that
 * nobody has to catch. A container fails when it is told to.
 */
public final class ObjectStore extends FileSystem<ObjectName> {
  static final String SCHEME = "memory";
  private static final Map<String, Trouble> TROUBLES = new ConcurrentHashMap<>();
  private static final NavigableMap<String, byte[]> OBJECTS = new ConcurrentSkipListMap<>();

  ObjectStore() {}

  /** What happens before something is done with an object. */
  public interface Trouble {
    /**
     * @param deed create, written (when it is), open, match or delete
     */
    void before(String deed, String name);
  }

  /** The name of a container that is empty. */
  public static String newContainer() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    return UUID.randomUUID().toString();
  }

  /** From now on whatever is done in a container meets with this; null for none. */
  public static void trouble(String container, @Nullable Trouble trouble) {
    if (trouble == null) {
      TROUBLES.remove(container);
    } else {
      TROUBLES.put(container, trouble);
    }
  }

  /** The names of the objects in a container, without the folders that they are in. */
  public static List<String> names(String container) {
    return OBJECTS.keySet().stream()
        .filter(name -> name.startsWith(SCHEME + "://" + container + "/"))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .toList();
  }

  /** Puts an object there, over one that may be there. */
  public static void put(String name, byte[] content) {
    OBJECTS.put(name, content);
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    return specs.stream().map(ObjectStore::match).toList();
  }

  private static MatchResult match(String spec) {
    meet("match", spec);
    Pattern pattern = Pattern.compile("\\Q" + spec.replace("*", "\\E[^/]*\\Q") + "\\E");
    List<MatchResult.Metadata> found =
        OBJECTS.entrySet().stream()
            .filter(object -> pattern.matcher(object.getKey()).matches())
            .map(
                object ->
                    MatchResult.Metadata.builder()
                        .setResourceId(new ObjectName(object.getKey()))
                        .setSizeBytes(object.getValue().length)
                        .setIsReadSeekEfficient(false)
                        .build())
            .toList();
    return MatchResult.create(found.isEmpty() ? Status.NOT_FOUND : Status.OK, found);
  }

  @Override
  protected WritableByteChannel create(ObjectName object, CreateOptions options) {
    meet("create", object.name());
    requireNone(object.name());
    return Channels.newChannel(
        new ByteArrayOutputStream() {
          @Override
          public void close() throws IOException {
            if (OBJECTS.putIfAbsent(object.name(), toByteArray()) != null) {
              throw new IOException(object.name() + " already exists");
            }
            try {
              meet("written", object.name());
            } catch (IllegalStateException e) {
              throw new IOException(e); // the answer was lost
            }
          }
        });
  }

  private static void requireNone(String name) {
    if (OBJECTS.containsKey(name)) {
      throw new IllegalArgumentException(name + " already exists");
    }
  }

  @Override
  protected ReadableByteChannel open(ObjectName object) throws IOException {
    meet("open", object.name());
    byte[] content = OBJECTS.get(object.name());
    if (content == null) {
      throw new FileNotFoundException(object.name());
    }
    return Channels.newChannel(new ByteArrayInputStream(content));
  }

  @Override
  protected void delete(Collection<ObjectName> objects) {
    for (ObjectName object : objects) {
      meet("delete", object.name());
      OBJECTS.remove(object.name());
    }
  }

  @Override
  protected void copy(List<ObjectName> from, List<ObjectName> to) {
    throw new UnsupportedOperationException("nobody copies");
  }

  @Override
  protected void rename(List<ObjectName> from, List<ObjectName> to, MoveOptions... options) {
    throw new UnsupportedOperationException("nobody renames");
  }

  @Override
  protected ObjectName matchNewResource(String name, boolean isDirectory) {
    return new ObjectName(isDirectory && !name.endsWith("/") ? name + "/" : name);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  private static void meet(String deed, String name) {
    Trouble trouble = TROUBLES.get(name.substring((SCHEME + "://").length()).split("/", 2)[0]);
    if (trouble != null) {
      trouble.before(deed, name);
    }
  }
}
