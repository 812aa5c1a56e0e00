package io.twinfeed.adt;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A graph in memory that answers like the service, without validating. Every call is kept as a
 * line, and a call may be answered otherwise: {@link #answer}.
 */
public final class MemoryTwinStore implements TwinStore {
  public final Map<TwinId, Twin> twins = new TreeMap<>();
  public final Map<String, Relationship> links = new TreeMap<>();
  public final List<String> calls = new ArrayList<>();
  private final List<Scripted> scripted = new ArrayList<>();
  private int version;

  private record Scripted(Predicate<String> call, Reply<?> reply) {}

  /** The next call whose line passes is answered so, and not carried out. */
  public void answer(Predicate<String> call, Reply<?> reply) {
    scripted.add(new Scripted(call, reply));
  }

  public void put(Twin twin) {
    twins.put(twin.id(), withEtag(twin));
  }

  public void put(Relationship link) {
    links.put(key(link.source(), link.id()), withEtag(link));
  }

  @Override
  public CompletableFuture<Reply<Twin>> twin(TwinId id) {
    return call("get " + id, () -> found(twins.get(id)));
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Twin twin) {
    return call(
        "put " + twin.id(),
        () -> {
          if (twins.containsKey(twin.id())) {
            return refused(412, "PreconditionFailed");
          }
          put(twin);
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(TwinId id, Patch patch, @Nullable String ifMatch) {
    return call(
        "patch " + id + " " + patch.ops().stream().map(Patch.Op::pointer).toList(),
        () -> {
          Twin twin = twins.get(id);
          if (twin == null) {
            return refused(404, "DigitalTwinNotFound");
          }
          if (ifMatch != null && !ifMatch.equals(twin.etag())) {
            return refused(412, "PreconditionFailed");
          }
          Twin patched = patched(twin, patch);
          if (patched == null) {
            return refused(400, "JsonPatchInvalid");
          }
          put(patched);
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId id, @Nullable String ifMatch) {
    return call(
        "delete " + id,
        () ->
            twins.remove(id) == null
                ? refused(404, "DigitalTwinNotFound")
                : new Reply.Done<>(null));
  }

  @Override
  public CompletableFuture<Reply<Relationship>> relationship(TwinId source, String id) {
    return call("get " + source + "/" + id, () -> found(links.get(key(source, id))));
  }

  @Override
  public CompletableFuture<Reply<List<Relationship>>> relationships(TwinId source, String name) {
    return call(
        "list " + source + "/" + name,
        () ->
            new Reply.Done<>(
                links.values().stream()
                    .filter(link -> link.source().equals(source) && link.name().equals(name))
                    .toList()));
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Relationship link) {
    return call(
        "put " + link.source() + "/" + link.id(),
        () -> {
          if (!twins.containsKey(link.source())) {
            return refused(404, "DigitalTwinNotFound");
          }
          if (!twins.containsKey(link.target())) {
            return refused(404, "TargetDigitalTwinNotFound");
          }
          if (links.containsKey(key(link.source(), link.id()))) {
            return refused(412, "PreconditionFailed");
          }
          put(link);
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, Patch patch, @Nullable String ifMatch) {
    return call(
        "patch " + source + "/" + id,
        () -> {
          Relationship link = links.get(key(source, id));
          if (link == null) {
            return refused(404, "RelationshipNotFound");
          }
          Map<String, Value> values = new LinkedHashMap<>(link.properties());
          for (Patch.Op op : patch.ops()) {
            String name = op.pointer().substring(1);
            if (op instanceof Patch.Add add) {
              values.put(name, add.value());
            } else if (values.remove(name) == null) {
              return refused(400, "JsonPatchInvalid");
            }
          }
          put(new Relationship(link.source(), link.id(), link.name(), link.target(), values, null));
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId source, String id, @Nullable String ifMatch) {
    return call(
        "delete " + source + "/" + id,
        () ->
            links.remove(key(source, id)) == null
                ? refused(404, "RelationshipNotFound")
                : new Reply.Done<>(null));
  }

  @Override
  public CompletableFuture<Reply<Map<String, String>>> models() {
    return call("models", () -> new Reply.Done<>(Map.of()));
  }

  @Override
  public CompletableFuture<Reply<Void>> addModels(List<String> documents) {
    return call("addModels", () -> new Reply.Done<>(null));
  }

  @Override
  public CompletableFuture<Reply<QueryPage>> query(
      String text, @Nullable String continuationToken) {
    return call("query " + text, () -> new Reply.Done<>(new QueryPage(List.of(), null)));
  }

  @Override
  public Calls takeCalls() {
    return new Calls(Map.of(200, (long) calls.size()), 0, 0, 0, Times.NONE);
  }

  @Override
  public void close() {}

  @SuppressWarnings("unchecked") // who scripts an answer knows the call's type
  private synchronized <T> CompletableFuture<Reply<T>> call(
      String line, java.util.function.Supplier<Reply<T>> work) {
    calls.add(line);
    for (Scripted each : scripted) {
      if (each.call().test(line)) {
        scripted.remove(each);
        return CompletableFuture.completedFuture((Reply<T>) each.reply());
      }
    }
    return CompletableFuture.completedFuture(work.get());
  }

  private static <T> Reply<T> found(@Nullable T value) {
    return value == null ? refused(404, "NotFound") : new Reply.Done<>(value);
  }

  private static <T> Reply<T> refused(int status, String code) {
    return new Reply.Refused<>(status, code, "because of " + code);
  }

  private static String key(TwinId source, String id) {
    return source + "/" + id;
  }

  private Twin withEtag(Twin twin) {
    return new Twin(
        twin.id(),
        twin.model(),
        twin.properties(),
        twin.components(),
        twin.sourceTimes(),
        "W/\"" + ++version + "\"");
  }

  private Relationship withEtag(Relationship link) {
    return new Relationship(
        link.source(),
        link.id(),
        link.name(),
        link.target(),
        link.properties(),
        "W/\"" + ++version + "\"");
  }

  // Top-level properties and those of components: what the tests patch
  private static @Nullable Twin patched(Twin twin, Patch patch) {
    Map<String, Value> properties = new LinkedHashMap<>(twin.properties());
    Map<String, Map<String, Value>> components = new LinkedHashMap<>();
    twin.components().forEach((name, values) -> components.put(name, new LinkedHashMap<>(values)));
    for (Patch.Op op : patch.ops()) {
      List<String> steps = List.of(op.pointer().substring(1).split("/"));
      Map<String, Value> within =
          steps.size() == 1 ? properties : Objects.requireNonNull(components.get(steps.get(0)));
      String name = PropertyPath.of(steps.get(steps.size() - 1)).property();
      if (op instanceof Patch.Add add) {
        within.put(name, add.value());
      } else if (within.remove(name) == null) {
        return null;
      }
    }
    return new Twin(
        twin.id(), twin.model(), properties, components, twin.sourceTimes(), twin.etag());
  }
}
