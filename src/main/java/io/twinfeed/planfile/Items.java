package io.twinfeed.planfile;

import io.twinfeed.group.Desired;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Step;
import io.twinfeed.planfile.Item.Link;
import io.twinfeed.planfile.Item.Property;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what may be shown of steps. */
public final class Items {
  private static final String MODEL = "/$metadata/$model";

  private final Mask mask;

  public Items(Mask mask) {
    this.mask = mask;
  }

  public Item of(Step step) {
    Change change = step.planned().change();
    if (change instanceof Change.CreateTwin create) {
      return twin(step, create.desired().model(), created(create.desired()));
    }
    if (change instanceof Change.PatchTwin patch) {
      return twin(step, patch.desired().model(), patched(step, patch.desired(), patch.patch()));
    }
    if (change instanceof Change.ReleaseTwin release) {
      return twin(
          step, release.desired().model(), patched(step, release.desired(), release.patch()));
    }
    if (change instanceof Change.CreateLink create) {
      List<String> was = create.instead().stream().map(each -> mask.shown(each.target())).toList();
      return link(step, link(create.link(), was), valued(create.link()));
    }
    if (change instanceof Change.PatchLink patch) {
      return link(step, link(patch.link(), List.of()), patched(step, patch));
    }
    if (change instanceof Change.DeleteLink delete) {
      Relationship gone = delete.link();
      return link(step, new Link(gone.name(), mask.shown(gone.target()), List.of()), List.of());
    }
    return twin(step, null, List.of());
  }

  /** Whether anything that a line of a plan holds of a step is not to be shown. */
  public boolean hides(Step step) {
    Item item = of(step);
    Item.Link link = item.link();
    return item.twin().equals(Mask.HIDDEN)
        || (link != null && (link.target().equals(Mask.HIDDEN) || link.was().contains(Mask.HIDDEN)))
        || holdsHidden(step.planned().change());
  }

  // A line holds all that is desired, and not only what changes
  private boolean holdsHidden(Change change) {
    if (change instanceof Change.CreateTwin create) {
      return holdsHidden(create.desired());
    }
    if (change instanceof Change.PatchTwin patch) {
      return holdsHidden(patch.desired());
    }
    if (change instanceof Change.ReleaseTwin release) {
      return holdsHidden(release.desired());
    }
    if (change instanceof Change.CreateLink create) {
      return holdsHidden(create.link()) || create.instead().stream().anyMatch(this::holdsHidden);
    }
    if (change instanceof Change.PatchLink patch) {
      return holdsHidden(patch.link());
    }
    return change instanceof Change.DeleteLink delete && holdsHidden(delete.link());
  }

  private boolean holdsHidden(Desired desired) {
    return Stream.concat(desired.values().keySet().stream(), desired.absent().stream())
            .anyMatch(path -> mask.hides(desired.model(), path))
        || desired.sourceTimes().keySet().stream()
            .anyMatch(name -> mask.hidesTime(desired.model(), name));
  }

  private boolean holdsHidden(Desired.Link link) {
    return Stream.concat(link.values().keySet().stream(), link.absent().stream())
        .anyMatch(name -> mask.hidesOfLink(link.name(), name));
  }

  private boolean holdsHidden(Relationship link) {
    return link.properties().keySet().stream()
        .anyMatch(name -> mask.hidesOfLink(link.name(), name));
  }

  private Item twin(Step step, @Nullable String model, List<Property> properties) {
    Change change = step.planned().change();
    return new Item(
        step.kind(),
        change.rule(),
        mask.shown(change.twin()),
        model,
        null,
        properties,
        step.drifted());
  }

  private Item link(Step step, Link link, List<Property> properties) {
    Change change = step.planned().change();
    return new Item(
        step.kind(),
        change.rule(),
        mask.shown(change.twin()),
        null,
        link,
        properties,
        step.drifted());
  }

  private Link link(Desired.Link link, List<String> was) {
    return new Link(link.name(), mask.shown(link.target()), was);
  }

  private List<Property> created(Desired desired) {
    List<Property> properties = new ArrayList<>();
    desired
        .values()
        .forEach(
            (path, value) ->
                properties.add(
                    new Property(
                        path.toString(),
                        null,
                        shown(value, mask.hides(desired.model(), path)),
                        null)));
    return properties;
  }

  private List<Property> valued(Desired.Link link) {
    List<Property> properties = new ArrayList<>();
    link.values()
        .forEach(
            (name, value) ->
                properties.add(
                    new Property(
                        name, null, shown(value, mask.hidesOfLink(link.name(), name)), null)));
    return properties;
  }

  private List<Property> patched(Step step, Desired desired, Patch patch) {
    List<Property> properties = new ArrayList<>();
    for (Patch.Op op : patch.ops()) {
      if (op.pointer().equals(MODEL)) {
        properties.add(property(step, "$model", op, false));
        continue;
      }
      PropertyPath path = path(desired, op.pointer());
      if (path != null) {
        properties.add(property(step, path.toString(), op, mask.hides(desired.model(), path)));
      } else {
        String name = sourceTimeName(op.pointer());
        boolean hidden = mask.hidesTime(desired.model(), name);
        properties.add(property(step, "sourceTime of " + name.replace('/', '.'), op, hidden));
      }
    }
    return properties;
  }

  private List<Property> patched(Step step, Change.PatchLink patch) {
    List<Property> properties = new ArrayList<>();
    for (Patch.Op op : patch.patch().ops()) {
      String name = op.pointer().substring(1).replace("~1", "/").replace("~0", "~");
      properties.add(property(step, name, op, mask.hidesOfLink(patch.link().name(), name)));
    }
    return properties;
  }

  private static Property property(Step step, String name, Patch.Op op, boolean hidden) {
    Value after =
        op instanceof Patch.Add add
            ? add.value()
            : op instanceof Patch.Replace replace ? replace.value() : null;
    return new Property(
        name,
        shown(step.before().get(op.pointer()), hidden),
        shown(after, hidden),
        step.since().get(op.pointer()));
  }

  private static @Nullable Object shown(@Nullable Value value, boolean hidden) {
    if (value == null) {
      return null;
    }
    return hidden ? Mask.HIDDEN : value.toJava();
  }

  private static @Nullable PropertyPath path(Desired desired, String pointer) {
    return Stream.concat(desired.values().keySet().stream(), desired.absent().stream())
        .flatMap(path -> Stream.of(path, path.whole()))
        .filter(path -> path.pointer().equals(pointer))
        .findFirst()
        .orElse(null);
  }

  // From /$metadata/name/sourceTime, or /component/$metadata/name/sourceTime
  private static String sourceTimeName(String pointer) {
    return pointer
        .replaceFirst("/sourceTime$", "")
        .replaceFirst("^/\\$metadata/", "")
        .replaceFirst("^/([^/]+)/\\$metadata/", "$1/");
  }
}
