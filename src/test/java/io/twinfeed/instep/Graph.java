package io.twinfeed.instep;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph in memory that answers like the service and remembers who made what. Each call first asks
 * {@link #fate} what is to become of it.
 */
final class Graph implements TwinStore {
  final Map<String, Twin> twins = new TreeMap<>();
  final Map<String, Relationship> links = new TreeMap<>();

  /** The twins and relationships that were made through this port, and are still the same ones. */
  final Set<String> ours = new HashSet<>();

  /** What somebody else has changed since it was last asked for. */
  final Set<String> touched = new HashSet<>();

  /** What others measure, by twin. */
  final Map<String, Value> measured = new TreeMap<>();

  Supplier<Fate> fate = () -> Fate.DONE;
  int writes;
  private int version;

  /** What becomes of a call. */
  enum Fate {
    DONE,
    /** Somebody else writes to the twin before. */
    OVERTAKEN,
    /** Somebody else takes the twin away before. */
    ROBBED,
    /** Not carried out: 400. */
    REFUSED,
    /** Not carried out: 503, again and again. */
    BUSY,
    /** Carried out, and answered 503. */
    BUSY_BUT_DONE,
    /** Carried out, without an answer. */
    LOST,
    /** Carried out, without an answer; the transport sends it again. */
    REPEATED,
    CRASHED_BEFORE,
    CRASHED_AFTER;

    boolean isCrash() {
      return this == CRASHED_BEFORE || this == CRASHED_AFTER;
    }
  }

  /** The end of a process. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static String key(TwinId source, String id) {
    return source.value() + "/" + id;
  }

  /**
   * Names a relationship: by its ends if a pipeline like ours would have made it, else by its id.
   */
  static String name(Relationship link) {
    boolean likeOurs = link.id().startsWith(link.name() + ".") && !link.id().contains("other");
    return link.source().value()
        + (likeOurs ? ">" + link.name() + ">" + link.target() : "/" + link.id());
  }

  void put(Twin twin) {
    twins.put(
        twin.id().value(),
        new Twin(twin.id(), twin.model(), twin.properties(), Map.of(), Map.of(), "v" + ++version));
  }

  void put(Relationship link) {
    links.put(
        key(link.source(), link.id()),
        new Relationship(
            link.source(),
            link.id(),
            link.name(),
            link.target(),
            link.properties(),
            "v" + ++version));
  }

  /** What somebody else does: the twin goes with all that is tied to it. */
  void rob(String id) {
    if (twins.remove(id) != null) {
      measured.remove(id);
      touched.add(id);
      ours.remove(id);
      links
          .entrySet()
          .removeIf(
              each -> {
                Relationship link = each.getValue();
                boolean tied = link.source().value().equals(id) || link.target().value().equals(id);
                if (tied) {
                  touched.add(name(link));
                  ours.remove(name(link));
                }
                return tied;
              });
    }
  }

  /** What somebody else does: sets a property, or takes it away. */
  void set(String id, String property, @Nullable Value value) {
    Twin twin = twins.get(id);
    if (twin != null) {
      Map<String, Value> properties = new LinkedHashMap<>(twin.properties());
      if (value == null) {
        properties.remove(property);
      } else {
        properties.put(property, value);
      }
      if (property.equals("temperature") && value != null) {
        measured.put(id, value);
      }
      put(new Twin(twin.id(), twin.model(), properties, Map.of(), Map.of(), null));
    }
  }

  Map<String, Value> temperatures() {
    Map<String, Value> temperatures = new TreeMap<>();
    twins.forEach(
        (id, twin) -> {
          Value value = twin.properties().get("temperature");
          if (value != null) {
            temperatures.put(id, value);
          }
        });
    return temperatures;
  }

  @Override
  public CompletableFuture<Reply<Twin>> twin(TwinId id) {
    return read(() -> found(twins.get(id.value())));
  }

  @Override
  public CompletableFuture<Reply<Relationship>> relationship(TwinId source, String id) {
    return read(() -> found(links.get(key(source, id))));
  }

  @Override
  public CompletableFuture<Reply<List<Relationship>>> relationships(TwinId source, String name) {
    return read(
        () ->
            twins.containsKey(source.value())
                ? new Reply.Done<>(
                    links.values().stream()
                        .filter(link -> link.source().equals(source) && link.name().equals(name))
                        .toList())
                : refused(404, "DigitalTwinNotFound"));
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Twin twin) {
    return write(
        twin.id(),
        () -> {
          if (twins.containsKey(twin.id().value())) {
            return refused(412, "PreconditionFailed");
          }
          put(twin);
          ours.add(twin.id().value());
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(TwinId id, Patch patch, @Nullable String ifMatch) {
    return write(
        id,
        () -> {
          Twin twin = twins.get(id.value());
          if (twin == null) {
            return refused(404, "DigitalTwinNotFound");
          }
          if (ifMatch != null && !ifMatch.equals(twin.etag())) {
            return refused(412, "PreconditionFailed");
          }
          Map<String, Value> properties = new LinkedHashMap<>(twin.properties());
          String model = twin.model();
          for (Patch.Op op : patch.ops()) {
            if (op.pointer().equals("/$metadata/$model")) {
              model = ((Value.Text) ((Patch.Replace) op).value()).text();
            } else if (op instanceof Patch.Add add) {
              properties.put(op.pointer().substring(1), add.value());
            } else if (properties.remove(op.pointer().substring(1)) == null) {
              return refused(400, "JsonPatchInvalid");
            }
          }
          put(new Twin(id, model, properties, Map.of(), Map.of(), null));
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId id, @Nullable String ifMatch) {
    return write(
        id,
        () -> {
          Twin twin = twins.get(id.value());
          if (twin == null) {
            return refused(404, "DigitalTwinNotFound");
          }
          if (ifMatch != null && !ifMatch.equals(twin.etag())) {
            return refused(412, "PreconditionFailed");
          }
          if (links.values().stream()
              .anyMatch(link -> link.source().equals(id) || link.target().equals(id))) {
            return refused(400, "RelationshipsNotDeleted");
          }
          twins.remove(id.value());
          measured.remove(id.value());
          ours.remove(id.value());
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> create(Relationship link) {
    return write(
        link.source(),
        () -> {
          if (!twins.containsKey(link.source().value())) {
            return refused(404, "DigitalTwinNotFound");
          }
          if (!twins.containsKey(link.target().value())) {
            return refused(404, "TargetDigitalTwinNotFound");
          }
          if (links.containsKey(key(link.source(), link.id()))) {
            return refused(412, "PreconditionFailed");
          }
          put(link);
          ours.add(name(link));
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> patch(
      TwinId source, String id, Patch patch, @Nullable String ifMatch) {
    return write(
        source,
        () -> {
          Relationship link = links.get(key(source, id));
          if (link == null) {
            return refused(404, "RelationshipNotFound");
          }
          Map<String, Value> values = new LinkedHashMap<>(link.properties());
          for (Patch.Op op : patch.ops()) {
            if (op instanceof Patch.Add add) {
              values.put(op.pointer().substring(1), add.value());
            } else if (values.remove(op.pointer().substring(1)) == null) {
              return refused(400, "JsonPatchInvalid");
            }
          }
          put(new Relationship(source, id, link.name(), link.target(), values, null));
          return new Reply.Done<>(null);
        });
  }

  @Override
  public CompletableFuture<Reply<Void>> delete(TwinId source, String id, @Nullable String ifMatch) {
    return write(
        source,
        () -> {
          Relationship gone = links.remove(key(source, id));
          if (gone == null) {
            return refused(404, "RelationshipNotFound");
          }
          ours.remove(name(gone));
          return new Reply.Done<>(null);
        });
  }

  private <T> CompletableFuture<Reply<T>> read(Supplier<Reply<T>> work) {
    if (fate.get().isCrash()) {
      throw new Crash();
    }
    return CompletableFuture.completedFuture(work.get());
  }

  private CompletableFuture<Reply<Void>> write(TwinId twin, Supplier<Reply<Void>> work) {
    writes++;
    return CompletableFuture.completedFuture(answer(fate.get(), twin, work));
  }

  private Reply<Void> answer(Fate fate, TwinId twin, Supplier<Reply<Void>> work) {
    switch (fate) {
      case OVERTAKEN -> set(twin.value(), "temperature", Value.Num.of(version));
      case ROBBED -> rob(twin.value());
      case CRASHED_BEFORE -> throw new Crash();
      case REFUSED -> {
        return refused(400, "ValidationFailed");
      }
      case BUSY -> {
        return refused(503, "HTTP-503");
      }
      default -> {}
    }
    Reply<Void> first = work.get();
    return switch (fate) {
      case CRASHED_AFTER -> throw new Crash();
      case BUSY_BUT_DONE -> refused(503, "HTTP-503");
      case LOST -> new Reply.Lost<>("the connection broke");
      case REPEATED ->
          work.get() instanceof Reply.Refused<Void> refused
              ? new Reply.Refused<Void>(
                  refused.status(), refused.code(), refused.message(), 2, true)
              : new Reply.Done<>(null);
      default -> first;
    };
  }

  private static <T> Reply<T> found(@Nullable T value) {
    return value == null ? refused(404, "NotFound") : new Reply.Done<>(value);
  }

  private static <T> Reply<T> refused(int status, String code) {
    return new Reply.Refused<>(status, code, "because of " + code);
  }

  @Override
  public CompletableFuture<Reply<Map<String, String>>> models() {
    throw new UnsupportedOperationException("no run asks for models after it has begun");
  }

  @Override
  public CompletableFuture<Reply<Void>> addModels(List<String> documents) {
    throw new UnsupportedOperationException("no run adds models after it has begun");
  }

  @Override
  public CompletableFuture<Reply<QueryPage>> query(
      String text, @Nullable String continuationToken) {
    throw new UnsupportedOperationException("no run queries");
  }

  @Override
  public Calls takeCalls() {
    return new Calls(Map.of(), 0, 0, 0, Times.NONE);
  }

  @Override
  public void close() {}
}
