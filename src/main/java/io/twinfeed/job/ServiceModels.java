package io.twinfeed.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the models of a twin service and those of a folder together. */
public final class ServiceModels {
  // One call takes at most 250 models (adt-service.md §2.1)
  private static final int PER_CALL = 250;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ServiceModels() {}

  /**
   * How the folder's models compare with the service's.
   *
   * @param missing models that the service lacks, those that others need first
   * @param different DTMIs under which the service has another text
   */
  public record Comparison(List<Interface> missing, List<String> different, int same) {
    public Comparison {
      missing = List.copyOf(missing);
      different = List.copyOf(different);
    }
  }

  /**
   * @throws TwinfeedException of kind SERVICE if the service can't be asked
   */
  public static Comparison compare(TwinStore store, ModelSet models) {
    Reply<Map<String, String>> reply = store.models().join();
    Map<String, String> there = ServiceLost.unlessDone(reply, "the models");
    List<Interface> missing = new ArrayList<>();
    List<String> different = new ArrayList<>();
    int same = 0;
    for (Interface model : inOrder(models)) {
      String text = there.get(model.id());
      if (text == null) {
        missing.add(model);
      } else if (isSame(text, model.document())) {
        same++;
      } else {
        different.add(model.id());
      }
    }
    return new Comparison(missing, different, same);
  }

  /**
   * Refuses to go on without the models that a pipeline needs.
   *
   * @throws TwinfeedException of kind MODEL, naming what is missing or different
   */
  public static void require(Comparison comparison, String folder) {
    if (!comparison.different().isEmpty()) {
      throw new TwinfeedException(
          Kind.MODEL,
          "the service has another text under %s than %s"
              .formatted(some(comparison.different()), folder),
          "give the changed models a new version (;2), or use the folder that the service was"
              + " loaded from");
    }
    if (!comparison.missing().isEmpty()) {
      throw new TwinfeedException(
          Kind.MODEL,
          "the service lacks %s"
              .formatted(some(comparison.missing().stream().map(Interface::id).toList())),
          "run `twinfeed models push %s`, or set target.pushModels: true".formatted(folder));
    }
  }

  /**
   * Uploads models.
   *
   * @param missing those that others need first
   * @throws TwinfeedException of kind MODEL if the service refuses them
   */
  public static void push(TwinStore store, List<Interface> missing) {
    for (int i = 0; i < missing.size(); i += PER_CALL) {
      List<String> documents =
          missing.subList(i, Math.min(i + PER_CALL, missing.size())).stream()
              .map(Interface::document)
              .toList();
      Reply<Void> reply = store.addModels(documents).join();
      if (reply instanceof Reply.Refused<Void> refused && !ServiceLost.isCertain(reply)) {
        throw new TwinfeedException(
            Kind.MODEL,
            "the service refused the models: " + refused.code() + ": " + refused.message(),
            "");
      }
      if (!reply.isDone()) {
        throw ServiceLost.because(reply, "the upload of models");
      }
    }
  }

  // What a model extends or contains goes before it: a call takes only what it can resolve
  /**
   * Sees to it that the service has the models of a pipeline.
   *
   * @throws TwinfeedException of kind MODEL if it has not, and must not be given them
   */
  static void bringOrRequire(TwinStore store, ModelSet models, Target target) {
    Comparison comparison = compare(store, models);
    if (target.pushModels() && comparison.different().isEmpty()) {
      push(store, comparison.missing());
    } else {
      require(comparison, target.models().text());
    }
  }

  /** As {@link #bringOrRequire} without giving it any: says what a run would give it. */
  static void sayWhatIsMissing(
      TwinStore store, ModelSet models, Target target, List<String> warnings) {
    Comparison comparison = compare(store, models);
    if (!target.pushModels() || !comparison.different().isEmpty()) {
      require(comparison, target.models().text());
    } else if (!comparison.missing().isEmpty()) {
      warnings.add(
          "the service lacks %s: a run uploads them first"
              .formatted(some(comparison.missing().stream().map(Interface::id).toList())));
    }
  }

  private static List<Interface> inOrder(ModelSet models) {
    Map<String, Interface> ordered = new LinkedHashMap<>();
    Set<String> visited = new HashSet<>();
    models.interfaces().values().forEach(each -> visit(each, models, visited, ordered));
    return List.copyOf(ordered.values());
  }

  private static void visit(
      Interface model, ModelSet models, Set<String> visited, Map<String, Interface> ordered) {
    if (!visited.add(model.id())) {
      return;
    }
    Set<String> needed = new HashSet<>(model.ancestors());
    model
        .contents()
        .values()
        .forEach(
            content -> {
              if (content instanceof io.twinfeed.dtdl.Content.Component component) {
                needed.add(component.schema());
              }
            });
    needed.stream()
        .sorted()
        .forEach(id -> models.find(id).ifPresent(each -> visit(each, models, visited, ordered)));
    ordered.put(model.id(), model);
  }

  private static boolean isSame(String one, String other) {
    try {
      return JSON.readTree(one).equals(JSON.readTree(other));
    } catch (JsonProcessingException e) {
      return one.equals(other);
    }
  }

  /** The first few, and how many more there are. */
  static String some(List<String> ids) {
    return ids.size() <= 3
        ? String.join(", ", ids)
        : String.join(", ", ids.subList(0, 3)) + " and " + (ids.size() - 3) + " more models";
  }
}
