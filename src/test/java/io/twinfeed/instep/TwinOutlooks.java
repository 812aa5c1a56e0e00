package io.twinfeed.instep;

import io.twinfeed.instep.Reference.Item;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Sync.Nulls;
import io.twinfeed.twin.Twin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of twins in a run. */
final class TwinOutlooks {
  private final Reckoning run;

  TwinOutlooks(Reckoning run) {
    this.run = run;
  }

  Outlook of(String id) {
    List<Rows.Said> all = run.rows.twins.getOrDefault(id, List.of());
    Item item = run.items.getOrDefault(id, new Item());
    Outlook outlook = new Outlook();
    String now = run.state(id);
    boolean there = !now.equals(States.ABSENT);
    boolean ours = run.isOurs(id);
    all.forEach(said -> outlook.rows.add(said.tag()));
    if (all.stream().anyMatch(Rows.Said::rejected)) {
      run.frozen.add(id);
      return outlook.may(now);
    }
    boolean creates = all.stream().anyMatch(said -> Rows.CREATING.contains(said.rule()));
    Map<String, @Nullable Object> values =
        all.isEmpty() ? new TreeMap<>() : run.rows.values(id, all, creates);
    boolean goes = run.setup.mode() == Mode.MIRROR && !creates && there && ours;
    if (!goes
        && (values == null || (run.setup.nulls() == Nulls.REJECT && values.containsValue(null)))) {
      run.frozen.add(id);
      return outlook.may(now);
    }
    if (item.fed.stream()
        .anyMatch(tag -> run.rows.isHolding(tag) && (goes || saysNothing(all, tag)))) {
      run.frozen.add(id);
      return outlook.may(now);
    }
    boolean leaves = goes;
    if (leaves && isSuspended(item)) {
      // Only deletes are suspended
      leaves = false;
      outlook.may(now);
      if (values == null) {
        return outlook;
      }
    }
    boolean wavers =
        item.maybe.stream().anyMatch(tag -> run.rows.isRejected(tag) || run.rows.isUntied(tag))
            || item.fed.stream()
                .anyMatch(tag -> run.rows.isRejected(tag) && !run.rows.isHolding(tag));
    if (wavers) {
      run.wavering.add(id);
      outlook.may(now);
    }
    if (run.claimed.contains(id) && run.setup.mode() == Mode.MIRROR && !creates && there) {
      outlook.may(States.ABSENT);
      run.wavering.add(id);
    }
    if (leaves) {
      if (wavers && values != null && !all.isEmpty()) {
        Twin twin = Objects.requireNonNull(run.graph.twins.get(id));
        outlook.may(shown(twin.model(), new TreeMap<>(values), States.properties(twin)));
      }
      outlook.isGone = true;
      outlook.content = States.ABSENT;
      return outlook.may(States.ABSENT);
    }
    if (all.isEmpty()) {
      return unsaid(id, item, outlook, there, now, ours);
    }
    outlook.content =
        all.stream().anyMatch(said -> said.rule().equals("detail"))
            + " "
            + creates
            + " "
            + values
            + run.setup.nulls();
    if (creates && run.setup.mode() != Mode.UPDATE) {
      outlook.anew = shown(model(id, all), new TreeMap<>(values), Map.of());
    }
    if (!there) {
      outlook.settles = outlook.anew != null;
      return outlook.may(outlook.anew == null ? States.ABSENT : outlook.anew);
    }
    if (run.setup.mode() == Mode.INSERT) {
      outlook.content = null;
      return outlook.may(now);
    }
    outlook.settles = true;
    Twin twin = Objects.requireNonNull(run.graph.twins.get(id));
    boolean special = twin.model().contains("Press");
    String model = special ? twin.model() : model(id, all);
    if (!creates && run.setup.mode() == Mode.MIRROR && !isSuspended(item)) {
      released(item, values, twin, model, outlook);
      if (!wavers && item.fed.stream().anyMatch(tag -> Rows.CREATING.contains(Rows.rule(tag)))) {
        return outlook;
      }
    }
    return outlook.may(shown(model, new TreeMap<>(values), States.properties(twin)));
  }

  // Somebody else's twin, to which only contributors add now: what others added goes; what
  // contributors without a row said, and rows of which nobody is certain, may go
  private void released(
      Item item, Map<String, @Nullable Object> values, Twin twin, String model, Outlook outlook) {
    Set<String> surely = new TreeSet<>();
    item.fed.forEach(tag -> surely.add(Rows.rule(tag)));
    Set<String> perhaps = new TreeSet<>(List.of("load", "note"));
    item.maybe.forEach(tag -> perhaps.add(Rows.rule(tag)));
    for (Set<String> some : subsets(List.copyOf(perhaps))) {
      Map<String, Object> less = States.properties(twin);
      surely.forEach(rule -> Rows.OWNED.get(rule).forEach(less::remove));
      some.forEach(rule -> Rows.OWNED.get(rule).forEach(less::remove));
      outlook.may(shown(model, new TreeMap<>(values), less));
    }
  }

  // By a rejected row of which nobody knows what it fed
  private boolean isSuspended(Item item) {
    return item.fed.stream().anyMatch(run.rows::isUntied);
  }

  private static List<Set<String>> subsets(List<String> all) {
    List<Set<String>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << all.size(); bits++) {
      Set<String> subset = new TreeSet<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private static boolean saysNothing(List<Rows.Said> all, String tag) {
    return all.stream().noneMatch(said -> said.rule().equals(Rows.rule(tag)));
  }

  private Outlook unsaid(
      String id, Item item, Outlook outlook, boolean there, String now, boolean ours) {
    outlook.content = now;
    boolean adopted = there && !ours && !(item.fed.isEmpty() && item.maybe.isEmpty());
    if (run.setup.mode() == Mode.MIRROR && adopted && !isSuspended(item)) {
      Map<String, Object> less = States.properties(Objects.requireNonNull(run.graph.twins.get(id)));
      Set<String> owners = new HashSet<>(List.of("load", "note"));
      item.fed.forEach(tag -> owners.add(Rows.rule(tag)));
      Map<String, Object> least = new TreeMap<>(less);
      owners.forEach(rule -> Rows.OWNED.get(rule).forEach(less::remove));
      item.maybe.forEach(tag -> owners.add(Rows.rule(tag)));
      owners.forEach(rule -> Rows.OWNED.get(rule).forEach(least::remove));
      String model = run.graph.twins.get(id).model();
      if (item.fed.isEmpty()) {
        outlook.may(now);
      }
      outlook.isGone = true;
      // A rule that the file no longer has is released: what it wrote stays
      if (!run.setup.details() || !run.setup.notes() || !item.maybe.isEmpty()) {
        run.wavering.add(id);
        outlook.may(now);
        for (String rule : Rows.OWNED.keySet()) {
          Map<String, Object> some = new TreeMap<>(less);
          States.properties(run.graph.twins.get(id))
              .forEach(
                  (name, value) -> {
                    if (Rows.OWNED.get(rule).contains(name)) {
                      some.put(name, value);
                    }
                  });
          outlook.may(shown(model, Map.of(), some));
        }
        outlook.may(shown(model, Map.of(), least));
      }
      return outlook.may(shown(model, Map.of(), less));
    }
    return outlook.may(now);
  }

  private static String model(String id, List<Rows.Said> all) {
    return id.startsWith("l-")
        ? "Line"
        : all.stream().anyMatch(said -> said.rule().equals("detail")) ? "Press" : "Machine";
  }

  private String shown(
      String model, Map<String, @Nullable Object> values, Map<String, Object> there) {
    return States.shown(model, values, there, run.setup.nulls() == Nulls.KEEP);
  }
}
