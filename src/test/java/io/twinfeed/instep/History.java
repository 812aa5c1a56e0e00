package io.twinfeed.instep;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import io.twinfeed.instep.Graph.Fate;
import io.twinfeed.instep.Reference.Item;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.spec.Sync.Compare;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs one after the other, with all that may happen between them and within. */
final class History {
  private final StringBuilder story = new StringBuilder();
  private final Graph graph = new Graph();
  private final Reference reference = new Reference();
  private final PureRun.Disk disk = new PureRun.Disk();
  private Erp erp = new Erp();
  private Erp earlier = new Erp();
  private Setup setup;
  private boolean sound;
  private long now = 1;
  private boolean replaced;
  int crashes;
  int runs;

  /** How many runs were held against the one graph that they had to leave. */
  int exact;

  History(long seed) {
    sound = seed % 2 == 0;
    Random random = new Random(seed);
    setup = lenient(Setup.first(random));
    for (int i = random.nextInt(3); i > 0; i--) {
      make("m-" + i, random);
    }
  }

  /** A history that went wrong, as it was told. */
  static final class Divergence extends AssertionError {
    private static final long serialVersionUID = 1;

    Divergence(String story, Throwable cause) {
      super(story, cause);
    }
  }

  /** Plays a history; one step for each seed. */
  static History play(long seed, List<Long> steps) {
    History history = new History(seed);
    try {
      for (long step : steps) {
        history.step(new Random(step));
        if (history.replaced) {
          return history;
        }
      }
      history.end(new Random(seed));
      return history;
    } catch (AssertionError | RuntimeException e) {
      throw new Divergence(history.story + "\n" + e, e);
    }
  }

  /** The steps without which it would not go wrong. */
  static List<Long> shrunk(long seed, List<Long> steps) {
    List<Long> fewest = steps;
    for (boolean again = true; again; ) {
      again = false;
      for (int i = fewest.size() - 1; i >= 0; i--) {
        List<Long> fewer = new ArrayList<>(fewest);
        fewer.remove(i);
        try {
          play(seed, fewer);
        } catch (Divergence e) {
          fewest = fewer;
          again = true;
        }
      }
    }
    return fewest;
  }

  static List<Long> steps(long seed) {
    Random random = new Random(seed);
    return random.longs(2 + random.nextInt(8)).boxed().toList();
  }

  private void step(Random random) {
    Erp kept = erp.copy();
    if (random.nextInt(5) == 0) {
      erp = earlier.copy();
    } else if (random.nextInt(6) != 0) {
      erp.change(random);
      if (sound) {
        erp.mend();
      }
    }
    earlier = kept;
    if (random.nextInt(3) == 0) {
      change(lenient(setup.changed(random)));
    }
    if (random.nextInt(3) == 0) {
      somebody(random);
    }
    graph.fate = random.nextBoolean() ? () -> Fate.DONE : fate(random);
    run(random);
    graph.fate = () -> Fate.DONE;
  }

  private Setup lenient(Setup next) {
    return sound ? next.lenient() : next;
  }

  private void change(Setup next) {
    reference.change(setup, next);
    setup = next;
  }

  // The n-th call fares badly; sometimes another one
  private static java.util.function.Supplier<Fate> fate(Random random) {
    Map<Integer, Fate> fates = new TreeMap<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<Fate> some =
          random.nextBoolean()
              ? List.of(Fate.CRASHED_BEFORE, Fate.CRASHED_AFTER)
              : List.of(Fate.values());
      fates.put(random.nextInt(24), Erp.pick(random, some));
    }
    int[] call = {0};
    return () -> fates.getOrDefault(call[0]++, Fate.DONE);
  }

  private void make(String id, Random random) {
    say("somebody makes " + id);
    graph.put(
        new Twin(
            new TwinId(id),
            "dtmi:com:example:Machine;1",
            random.nextBoolean() ? Map.of() : Map.of("name", new Value.Text("hand")),
            Map.of(),
            Map.of(),
            null));
  }

  private void somebody(Random random) {
    List<String> ids = List.copyOf(graph.twins.keySet());
    String id = "m-" + (1 + random.nextInt(5));
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        if (!graph.twins.containsKey(id) && !reference.items.containsKey(id)) {
          make(id, random);
        }
      }
      case 2 -> {
        if (graph.twins.containsKey(id)) {
          say("somebody renames " + id);
          graph.set(id, "name", random.nextBoolean() ? null : new Value.Text("hand"));
          graph.touched.add(id);
        }
      }
      case 3 -> {
        say("somebody deletes " + id);
        graph.rob(id);
      }
      case 4 -> {
        List<Relationship> links = List.copyOf(graph.links.values());
        if (!links.isEmpty()) {
          Relationship link = Erp.pick(random, links);
          say("somebody deletes " + Graph.name(link));
          graph.links.remove(Graph.key(link.source(), link.id()));
          graph.ours.remove(Graph.name(link));
          graph.touched.add(Graph.name(link));
        }
      }
      case 5 -> {
        if (graph.twins.containsKey(id)) {
          say("somebody measures " + id);
          graph.set(id, "temperature", Value.Num.of(random.nextInt(100)));
        }
      }
      default -> {
        if (graph.twins.containsKey(id)) {
          String target = Erp.pick(random, ids);
          String name = target.startsWith("l-") ? "partOf" : "feeds";
          String link =
              random.nextBoolean() ? "hand-" + target : name + ".otherotherotherotherother2";
          if (!graph.links.containsKey(Graph.key(new TwinId(id), link)) && !target.equals(id)) {
            say("somebody ties " + id + " to " + target + " by " + link);
            graph.put(
                new Relationship(new TwinId(id), link, name, new TwinId(target), Map.of(), null));
          }
        }
      }
    }
  }

  private PureRun.Done run(Random random) {
    runs++;
    Map<String, String> before = States.of(graph);
    Set<String> ours = new HashSet<>(graph.ours);
    say(
        "run "
            + now
            + " "
            + setup
            + "\n    "
            + erp.tables
            + "\n    graph "
            + before
            + "\n    touched "
            + graph.touched
            + " ours "
            + graph.ours);
    Map<String, Outlook> outlooks = reference.after(setup, erp, graph);
    Expected expected =
        sound && (setup.mode() == Mode.UPSERT || setup.mode() == Mode.MIRROR)
            ? new Expected(setup, erp, graph)
            : null;
    Set<String> touched = new HashSet<>(graph.touched);
    graph.touched.clear();
    Fate[] last = {Fate.DONE};
    var fate = graph.fate;
    graph.fate =
        () -> {
          Fate next = fate.get();
          if (next != Fate.DONE) {
            say("    fate of a call: " + next);
            last[0] = next;
          }
          return next;
        };
    graph.writes = 0;
    PureRun.Done done = null;
    try {
      done = PureRun.run(setup, erp, graph, disk, random, now++);
    } catch (Graph.Crash e) {
      assertThat(last[0].isCrash()).isTrue();
    } catch (TwinfeedException e) {
      assertThat(last[0]).as(e.getMessage()).isEqualTo(Fate.LOST);
    }
    Set<String> robbed = new HashSet<>(graph.touched);
    graph.touched.addAll(touched);
    othersIn(before, ours, robbed);
    if (done == null) {
      crashes++;
      say("    broke off; graph " + States.of(graph));
      if (graph.writes > 0) {
        broken(outlooks);
      }
      return null;
    }
    say(
        "    done "
            + done.tally().counts()
            + "\n    "
            + done.failures().stream()
                .map(f -> f.code() + " " + f.twin() + " " + f.operation())
                .toList()
            + "\n    graph "
            + States.of(graph));
    addUp(done);
    if (done.trust().forgets()) {
      replaced = true;
      return done;
    }
    hold(outlooks, before, robbed, done);
    boolean all = robbed.isEmpty() && done.failures().isEmpty();
    if (expected != null && all && (touched.isEmpty() || setup.compare() == Compare.LIVE)) {
      hold(expected);
    }
    return done;
  }

  // What is not ours to delete is there, and what was measured is what was measured
  private void othersIn(Map<String, String> before, Set<String> ours, Set<String> robbed) {
    Map<String, String> after = States.of(graph);
    for (String key : before.keySet()) {
      if (!ours.contains(key) && !robbed.contains(key) && !reference.claimed.contains(key)) {
        assertThat(after).as("not ours, and gone").containsKey(key);
      }
    }
    assertThat(graph.temperatures()).as("what others measure").isEqualTo(graph.measured);
  }

  private void hold(
      Map<String, Outlook> outlooks,
      Map<String, String> before,
      Set<String> robbed,
      PureRun.Done done) {
    Map<String, String> after = States.of(graph);
    Set<String> keys = new TreeSet<>(after.keySet());
    keys.addAll(outlooks.keySet());
    Set<String> failed = new HashSet<>();
    for (Failure failure : done.failures()) {
      if (failure.stage() == Failure.Stage.WRITE) {
        if (failure.code().equals("TWIN-503")) {
          claim(failure.twin().value());
        }
        String kind = String.valueOf(failure.operation().get("kind"));
        failed.add(
            kind.endsWith("Twin")
                ? failure.twin().value()
                : failure.twin() + ">" + failure.operation().get("name") + ">");
      }
    }
    Map<String, String> wrong = new TreeMap<>();
    for (String key : keys) {
      Outlook outlook = outlooks.getOrDefault(key, new Outlook().may(States.ABSENT));
      Set<String> allowed = new TreeSet<>(outlook.allowed);
      String was = before.getOrDefault(key, States.ABSENT);
      boolean isFailed =
          failed.stream()
              .anyMatch(each -> key.equals(each) || (each.endsWith(">") && key.startsWith(each)));
      if (isFailed || robbed.contains(key)) {
        allowed.add(was);
      }
      boolean untied =
          outlook.isGone
              && Stream.concat(failed.stream(), robbed.stream())
                  .anyMatch(
                      each ->
                          each.startsWith(key + ">")
                              || each.startsWith(key + "/")
                              || each.endsWith(">" + key)
                              || (each.endsWith(">") && endsAt(key, each, outlooks.keySet())));
      if (robbed.contains(key) || untied) {
        allowed.add(States.ABSENT);
      }
      if (robbed.contains(key) && outlook.anew != null) {
        allowed.add(outlook.anew);
      }
      String is = after.getOrDefault(key, States.ABSENT);
      if (!allowed.contains(is)) {
        wrong.put(key, is + " and not " + allowed);
      }
      reference.settle(graph, key, outlook, isFailed, robbed.contains(key), is);
    }
    assertThat(wrong).as("differs from the reference").isEmpty();
  }

  private void hold(Expected expected) {
    Map<String, String> after = States.of(graph);
    Set<String> open = new HashSet<>(expected.others);
    reference.claimed.stream().filter(key -> !expected.states.containsKey(key)).forEach(open::add);
    after.keySet().removeAll(open);
    exact++;
    assertThat(after).as("what the tables say").isEqualTo(expected.states);
  }

  // Whether one of the relationships of a name that start at a twin ends at another one
  private static boolean endsAt(String twin, String links, Set<String> keys) {
    return keys.stream().anyMatch(key -> key.startsWith(links) && key.endsWith(">" + twin));
  }

  private void broken(Map<String, Outlook> outlooks) {
    outlooks.forEach(
        (key, outlook) -> {
          claim(key);
          Item item = reference.items.computeIfAbsent(key, unused -> new Item());
          item.seen.add(String.valueOf(outlook.content));
          item.maybe.addAll(outlook.rows);
          item.maybe.addAll(item.fed);
          item.fed.retainAll(outlook.rows);
        });
  }

  // The contract counts as its own what a run was about to make when it broke off or had no clear
  // answer; only a mirror looks first
  private void claim(String key) {
    if (setup.mode() == Mode.UPSERT && !graph.ours.contains(key)) {
      reference.claimed.add(key);
    }
  }

  private static void addUp(PureRun.Done done) {
    Map<String, Long> failed = new TreeMap<>();
    for (Failure failure : done.failures()) {
      if (failure.stage() == Failure.Stage.WRITE) {
        failed.merge(failure.counts().name(), 1L, Long::sum);
      }
    }
    Tally tally = done.tally();
    for (String kind : List.of("twin", "relationship")) {
      long sum = failed.getOrDefault(kind.toUpperCase(java.util.Locale.ROOT), 0L);
      for (String part :
          List.of("created", "updated", "unchanged", "skipped", "held", "rejected")) {
        sum += tally.of(kind + "s." + part);
      }
      assertThat(sum).as(kind + "s add up").isEqualTo(tally.of(kind + "s.desired"));
    }
    for (String source : Erp.COLUMNS.keySet()) {
      String name = "sources." + source + ".";
      assertThat(
              tally.of(name + "used") + tally.of(name + "filtered") + tally.of(name + "rejected"))
          .as("rows add up")
          .isEqualTo(tally.of(name + "rows"));
    }
  }

  // Once more and once more again: the second time there is nothing to do. Then as strictly as can
  // be; and at last there is no row any more, so that nothing of ours may be left, and all of
  // theirs
  private void end(Random random) {
    PureRun.Done first = run(random);
    if (replaced) {
      return;
    }
    boolean clean =
        // of a relationship that starts at a twin that has left
        (setup.mode() != Mode.MIRROR || first.tally().of("relationships.skipped") == 0)
            && first.failures().stream().noneMatch(each -> each.stage() == Failure.Stage.WRITE);
    PureRun.Done second = run(random);
    if (replaced) {
      return;
    }
    if (clean && (setup.compare() == Compare.LIVE || second.trust().believes())) {
      assertThat(graph.writes).as("writes of an unchanged source").isZero();
    }
    change(setup.with(Mode.MIRROR, Compare.LIVE));
    run(random);
    sound = true;
    erp.mend();
    change(lenient(setup));
    run(random);
    erp.tables.values().forEach(Map::clear);
    run(random);
  }

  private void say(String line) {
    story.append(line).append('\n');
  }
}
