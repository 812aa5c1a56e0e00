package io.twinfeed.instep;

import io.twinfeed.instep.Reference.Item;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Sync.Nulls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What becomes of relationships in a run, once it is known what becomes of the twins. */
final class LinkOutlooks {
  private final Reckoning run;

  LinkOutlooks(Reckoning run) {
    this.run = run;
  }

  void of(String source) {
    List<Rows.Said> all = run.rows.links.getOrDefault(source, List.of());
    Map<String, List<Rows.Said>> wanted = new TreeMap<>();
    for (Rows.Said said : all) {
      if (!said.rejected() && said.target() != null) {
        wanted
            .computeIfAbsent(
                source + ">" + said.rule() + ">" + said.target(), unused -> new ArrayList<>())
            .add(said);
      }
    }
    boolean leaves =
        run.outlooks.containsKey(source) && run.outlooks.get(source).isGone && run.isOurs(source);
    Set<String> stuck = new HashSet<>();
    wanted.forEach(
        (key, same) -> {
          Outlook outlook = leaves ? leaving(key) : wanted(source, key, same);
          same.forEach(said -> outlook.rows.add(said.tag()));
          if (outlook.allowed.contains(States.ABSENT)) {
            stuck.add(same.get(0).rule());
          }
          run.outlooks.put(key, outlook);
        });
    for (String key : run.before.keySet()) {
      if (key.startsWith(source + ">") && !wanted.containsKey(key)) {
        run.outlooks.put(key, unwanted(source, key, all, leaves, stuck));
      }
    }
  }

  private Outlook leaving(String key) {
    Outlook outlook = new Outlook();
    outlook.content = States.ABSENT;
    if (!run.isOurs(key) || run.wavering.contains(key.substring(0, key.indexOf('>')))) {
      outlook.may(run.state(key));
    }
    return outlook.may(run.isOurs(key) ? States.ABSENT : run.state(key));
  }

  private Outlook wanted(String source, String key, List<Rows.Said> same) {
    Outlook outlook = new Outlook();
    String now = run.state(key);
    boolean there = !now.equals(States.ABSENT);
    if (run.frozen.contains(source)) {
      return outlook.may(now);
    }
    if (run.wavering.contains(source)) {
      outlook.may(now);
    }
    Object since = null;
    if (same.get(0).rule().equals("feeds")) {
      Set<String> given = new TreeSet<>();
      same.stream()
          .map(said -> said.row().get("since"))
          .filter(Objects::nonNull)
          .forEach(given::add);
      if (given.size() > 1 || (given.isEmpty() && run.setup.nulls() == Nulls.REJECT)) {
        return outlook.may(now);
      }
      since = given.isEmpty() ? null : given.iterator().next();
    }
    outlook.content = since + " " + run.setup.nulls();
    boolean willBe = exists(source) && exists(Objects.requireNonNull(same.get(0).target()));
    for (String end : List.of(source, same.get(0).target())) {
      Outlook ends = run.outlooks.get(end);
      if (!there
          && ends != null
          && ends.allowed.size() > 1
          && ends.allowed.contains(States.ABSENT)) {
        outlook.may(States.ABSENT);
        willBe = true;
      }
    }
    if (!there) {
      boolean made = run.setup.mode() != Mode.UPDATE && willBe;
      outlook.settles = made;
      return outlook.may(made ? String.valueOf(since) : States.ABSENT);
    }
    if (run.setup.mode() == Mode.INSERT) {
      outlook.content = null;
      return outlook.may(now);
    }
    outlook.settles = true;
    return outlook.may(
        since == null && run.setup.nulls() == Nulls.KEEP ? now : String.valueOf(since));
  }

  private boolean exists(String id) {
    Outlook outlook = run.outlooks.get(id);
    return !run.state(id).equals(States.ABSENT)
        || (outlook != null && !outlook.allowed.contains(States.ABSENT));
  }

  private Outlook unwanted(
      String source, String key, List<Rows.Said> all, boolean leaves, Set<String> stuck) {
    Outlook outlook = new Outlook();
    outlook.content = States.ABSENT;
    String now = run.state(key);
    String name = key.split(">")[1];
    Item item = run.items.getOrDefault(key, new Item());
    boolean ours = run.isOurs(key);
    boolean exclusive =
        name.equals("partOf")
            && all.stream().anyMatch(said -> said.rule().equals(name) && !said.rejected());
    boolean goes =
        leaves || run.setup.mode() == Mode.MIRROR || (run.setup.mode() == Mode.UPSERT && exclusive);
    boolean held =
        !leaves
            && (run.frozen.contains(source)
                || all.stream().anyMatch(said -> said.rule().equals(name) && said.rejected())
                || item.fed.stream().anyMatch(run.rows::isRejected)
                || item.fed.stream().anyMatch(tag -> run.rows.isUntied(tag)));
    if (!ours || !goes || held) {
      return outlook.may(now);
    }
    if (run.wavering.contains(source)
        || (exclusive && stuck.contains(name))
        || item.maybe.stream()
            .anyMatch(tag -> run.rows.isRejected(tag) || run.rows.isUntied(tag))) {
      outlook.may(now);
    }
    outlook.isGone = true;
    return outlook.may(States.ABSENT);
  }

  // A twin at which a relationship starts or ends does not go
  void heldByLinks(String id) {
    Outlook outlook = run.outlooks.get(id);
    if (!outlook.isGone || !run.isOurs(id)) {
      return;
    }
    for (var each : run.outlooks.entrySet()) {
      String key = each.getKey();
      boolean tied =
          key.startsWith(id + ">")
              || key.startsWith(id + "/")
              || key.endsWith(">" + id)
              || (run.graph.links.values().stream()
                  .anyMatch(
                      link -> Graph.name(link).equals(key) && link.target().value().equals(id)));
      if (tied && !each.getValue().allowed.equals(Set.of(States.ABSENT))) {
        outlook.may(run.state(id));
        if (!each.getValue().allowed.contains(States.ABSENT)) {
          outlook.allowed.remove(States.ABSENT);
        }
      }
    }
  }
}
