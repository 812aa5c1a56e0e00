package io.twinfeed.local.keep;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.event.EventRoute;
import io.twinfeed.local.event.EventRoutes;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.HeldModel;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.Journal;
import io.twinfeed.local.store.KeptJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a graph in one file. A write is safe when {@link #saved} says so: from then on it
 * outlives the process, however that ends. (It is with the operating system; a power cut may still
 * lose the last seconds.) Writes that come close together share one step to the file.
 *
 * <p>For any number of threads. The file is locked for as long as it is open.
 */
public final class Keeper implements Journal, EventRoutes.Listener, AutoCloseable {
  private static final String FILE = "graph.mv";
  private static final String FORMAT = "format";
  // No id has it: it can't stand in a path.
  private static final char BETWEEN = '\0';

  private final MVStore store;
  private final MVMap<String, String> twins;
  private final MVMap<String, String> relationships;
  private final MVMap<String, String> models;
  private final MVMap<String, String> routes;
  private final Saver saver;

  private Keeper(MVStore store) {
    this.store = store;
    this.twins = store.openMap("twins");
    this.relationships = store.openMap("relationships");
    this.models = store.openMap("models");
    this.routes = store.openMap("eventRoutes");
    this.saver = new Saver(store::commit);
  }

  /**
   * Opens what is kept in a folder, which is created where it is missing.
   *
   * @throws TwinfeedException if it is in use, or can't be read
   */
  public static Keeper open(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      MVStore store = new MVStore.Builder().fileName(file.toString()).open();
      // Chunks that nothing refers to may go at once: who kills a process does not reorder writes.
      store.setRetentionTime(0);
      requireFormat(store, file);
      return new Keeper(store);
    } catch (MVStoreException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.STATE,
          "can't open " + file + ": " + e.getMessage(),
          "is another local service using it?",
          e);
    } catch (IOException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.STATE, "can't create " + folder, "choose another folder", e);
    }
  }

  /** Gives a graph that is empty all that is kept. */
  public void restore(Graph graph) {
    List<HeldModel> kept = new ArrayList<>();
    models.forEach((id, text) -> kept.add(KeptJson.model(id, text)));
    graph.models().restore(kept);
    twins.forEach((id, text) -> graph.restore(KeptJson.twin(id, text)));
    relationships.forEach(
        (key, text) -> {
          int split = key.indexOf(BETWEEN);
          graph.restore(
              KeptJson.relationship(key.substring(0, split), key.substring(split + 1), text));
        });
  }

  public List<EventRoute> eventRoutes() {
    List<EventRoute> kept = new ArrayList<>();
    routes.forEach(
        (id, text) -> {
          int split = text.indexOf(BETWEEN);
          kept.add(new EventRoute(id, text.substring(0, split), text.substring(split + 1)));
        });
    return kept;
  }

  @Override
  public void twin(String id, @Nullable HeldTwin now) {
    change(twins, id, now == null ? null : KeptJson.write(now));
  }

  @Override
  public void relationship(String source, String id, @Nullable HeldRelationship now) {
    change(relationships, source + BETWEEN + id, now == null ? null : KeptJson.write(now));
  }

  @Override
  public void model(String id, @Nullable HeldModel now) {
    change(models, id, now == null ? null : KeptJson.write(now));
  }

  @Override
  public void route(String id, @Nullable EventRoute now) {
    change(routes, id, now == null ? null : now.endpointName() + BETWEEN + now.filter());
  }

  /** Done when all writes until now are safe; fails if they can't be saved. */
  public CompletionStage<Void> saved() {
    return saver.saved();
  }

  /** Saves what is left, and closes the file. */
  @Override
  public void close() {
    saver.close();
    store.close();
  }

  private void change(MVMap<String, String> map, String key, @Nullable String value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
    saver.changed();
  }

  private static void requireFormat(MVStore store, Path file) {
    MVMap<String, Integer> about = store.openMap("about");
    Integer format = about.putIfAbsent(FORMAT, KeptJson.VERSION);
    if (format != null && format != KeptJson.VERSION) {
      store.closeImmediately();
      throw new TwinfeedException(
          TwinfeedException.Kind.STATE,
          file + " has format " + format + "; this version reads format " + KeptJson.VERSION,
          "export it with the version that wrote it");
    }
    store.commit();
  }
}
