package io.twinfeed.local.store;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The models of one service. Readers see one consistent catalogue without waiting; writers take
 * turns, because the models of a request are checked as a set against all others.
 */
public final class Models {
  /** The most models in one request (adt-service.md §2.1). */
  public static final int PER_REQUEST = 250;

  private static final int ALL = 10_000;

  private record Catalogue(ModelSet set, NavigableMap<String, HeldModel> held) {}

  private final InstantSource clock;
  private final Journal journal;
  private volatile Catalogue catalogue = new Catalogue(ModelSet.empty(), new TreeMap<>());

  Models(InstantSource clock, Journal journal) {
    this.clock = clock;
    this.journal = journal;
  }

  ModelSet set() {
    return catalogue.set();
  }

  boolean isDecommissioned(String id) {
    HeldModel model = catalogue.held().get(id);
    return model != null && model.decommissioned();
  }

  /** Whether a twin of {@code model} counts as one of {@code ancestor}. */
  public boolean isOf(String model, String ancestor) {
    return catalogue.set().isOf(model, ancestor);
  }

  /**
   * Adds all or none.
   *
   * @param documents one interface each, as JSON
   */
  public synchronized List<HeldModel> add(List<String> documents) {
    if (documents.isEmpty()) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          "Operation failed as models provided was empty or of a type that is not supported.."
              + " Check that your Model Array contains at least one item and it is of a supported"
              + " type. See link(https://aka.ms/ADTv2Models) for details.");
    }
    if (documents.size() > PER_REQUEST) {
      throw new Refused(
          Code.LIMIT_EXCEEDED,
          "A request may contain at most "
              + PER_REQUEST
              + " models; this one contains "
              + documents.size()
              + ". Send them in smaller batches.");
    }
    Catalogue before = catalogue;
    List<HeldModel> added = new ModelDocuments(clock).read(documents);
    refuseKnown(added, before);
    if (before.held().size() + added.size() > ALL) {
      throw new Refused(Code.LIMIT_EXCEEDED, "The instance may hold at most " + ALL + " models.");
    }
    ModelSet set = Dtdl.read(documents, before.set());
    NavigableMap<String, HeldModel> held = new TreeMap<>(before.held());
    added.forEach(model -> held.put(model.id(), model));
    added.forEach(model -> journal.model(model.id(), model));
    catalogue = new Catalogue(set, held);
    return added;
  }

  /** All models by id, as they are now. */
  List<HeldModel> all() {
    return List.copyOf(catalogue.held().values());
  }

  public HeldModel get(String id) {
    HeldModel model = catalogue.held().get(id);
    if (model == null) {
      throw Refused.noModel(id);
    }
    return model;
  }

  /**
   * Lists models by id.
   *
   * @param dependenciesFor only these and what they depend on; empty for all. They must be there
   * @param after the last id of the page before, or null
   */
  public Page<HeldModel> list(List<String> dependenciesFor, @Nullable String after, int size) {
    Catalogue now = catalogue;
    for (String root : dependenciesFor) {
      if (!now.held().containsKey(root)) {
        throw Refused.noModel(root);
      }
    }
    Set<String> wanted = dependencies(dependenciesFor, now);
    NavigableMap<String, HeldModel> rest =
        after == null ? now.held() : now.held().tailMap(after, false);
    List<HeldModel> items = new ArrayList<>();
    for (HeldModel model : rest.values()) {
      if (dependenciesFor.isEmpty() || wanted.contains(model.id())) {
        if (items.size() == size) {
          return new Page<>(items, true);
        }
        items.add(model);
      }
    }
    return new Page<>(items, false);
  }

  /** No new twins of it from now on. Doing it again changes nothing. */
  public synchronized void decommission(String id) {
    HeldModel retired = get(id).retired();
    List<String> active = referring(id).stream().filter(each -> !isDecommissioned(each)).toList();
    if (!active.isEmpty()) {
      throw new Refused(
          Code.MODEL_REFERENCES_NOT_DECOMMISSIONED,
          "This model is currently being referenced by "
              + String.join(", ", active)
              + ". You must decommission these models first.");
    }
    NavigableMap<String, HeldModel> held = new TreeMap<>(catalogue.held());
    held.put(id, retired);
    journal.model(id, retired);
    catalogue = new Catalogue(catalogue.set(), held);
  }

  /** Takes a model away, with twins of it or without; not while another model refers to it. */
  public synchronized void delete(String id) {
    get(id);
    List<String> referring = referring(id);
    if (!referring.isEmpty()) {
      throw new Refused(
          Code.MODEL_REFERENCES_NOT_DELETED,
          "This model is currently being referenced by "
              + String.join(", ", referring)
              + ". You must delete these references before deleting the Model.. To delete"
              + " references, do Delete Model on Ids provided above.");
    }
    NavigableMap<String, HeldModel> held = new TreeMap<>(catalogue.held());
    held.remove(id);
    List<Interface> rest =
        catalogue.set().interfaces().values().stream()
            .filter(each -> !each.id().equals(id))
            .toList();
    journal.model(id, null);
    catalogue = new Catalogue(new ModelSet(rest), held);
  }

  /** Takes back what was kept; the journal knows it already. */
  public synchronized void restore(List<HeldModel> kept) {
    NavigableMap<String, HeldModel> held = new TreeMap<>();
    kept.forEach(model -> held.put(model.id(), model));
    ModelSet set = Dtdl.read(kept.stream().map(HeldModel::document).toList(), ModelSet.empty());
    catalogue = new Catalogue(set, held);
  }

  /** Takes all models away, whatever refers to them. */
  synchronized void clear() {
    catalogue.held().keySet().forEach(id -> journal.model(id, null));
    catalogue = new Catalogue(ModelSet.empty(), new TreeMap<>());
  }

  private static void refuseKnown(List<HeldModel> added, Catalogue before) {
    List<String> known =
        added.stream().map(HeldModel::id).filter(before.held()::containsKey).toList();
    if (!known.isEmpty()) {
      throw new Refused(
          Code.MODEL_ID_ALREADY_EXISTS,
          "Some of the model ids already exist: "
              + String.join(", ", known)
              + ". Use Model_List API to view models that already exist. See the Swagger example"
              + " (https://aka.ms/ModelListSwSmpl).");
    }
  }

  private static Set<String> dependencies(List<String> roots, Catalogue now) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      String id = open.remove();
      if (found.add(id)) {
        now.set().find(id).ifPresent(each -> open.addAll(references(each)));
      }
    }
    return found;
  }

  private List<String> referring(String id) {
    return catalogue.set().interfaces().values().stream()
        .filter(each -> references(each).contains(id))
        .map(Interface::id)
        .sorted()
        .toList();
  }

  private static Set<String> references(Interface each) {
    Set<String> ids = new TreeSet<>(each.extendsIds());
    for (Content content : each.contents().values()) {
      if (content instanceof Content.Component component) {
        ids.add(component.schema());
      }
    }
    return ids;
  }
}
