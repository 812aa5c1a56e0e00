package io.twinfeed.snapshot;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of one identity: its folder, and the newest complete generation in it, from which a
 * run begins.
 *
 * @param manifest null before the first run
 */
public record Snapshot(Identity identity, Folder folder, @Nullable Manifest manifest)
    implements Serializable {
  private static final int KEPT = 2;

  /**
   * Finds the newest complete generation.
   *
   * @param state a folder on a file system that Beam knows
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it is there and can't be read
   */
  public static Snapshot open(String state, Identity identity) {
    Folder folder = Folder.of(state, identity.folder());
    try {
      List<String> manifests = folder.names("g*.json");
      for (int i = manifests.size() - 1; i >= 0; i--) {
        Manifest manifest = Manifest.of(folder.bytes(manifests.get(i)));
        if (manifest != null) {
          return new Snapshot(identity, folder, manifest);
        }
      }
      return new Snapshot(identity, folder, null);
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Where it lies. */
  public String path() {
    return folder.path();
  }

  /** The number of the generation that it is; 0 before the first run. */
  public long generation() {
    return manifest == null ? 0 : manifest.generation();
  }

  /** A snapshot of which nothing is known any more, after the same generation. */
  public Snapshot forgotten() {
    Manifest forgotten =
        manifest == null
            ? null
            : new Manifest(
                manifest.format(),
                manifest.identity(),
                manifest.generation(),
                manifest.runId(),
                manifest.finishedAt(),
                java.util.Map.of(),
                List.of(),
                List.of());
    return new Snapshot(identity, folder, forgotten);
  }

  /** Whether it is one of which nothing is known any more. */
  public boolean isForgotten() {
    return manifest != null && manifest.parts().isEmpty() && manifest.sample().isEmpty();
  }

  /** How many records of writes that did not come to their end lie beside this generation. */
  public int unfinished() {
    try {
      return intents().size();
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether a run that began from this generation did not come to its end. */
  public boolean wasInterrupted() {
    try {
      return !intents().isEmpty();
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** What runs that began from this generation were about to write. */
  List<String> intents() throws IOException {
    return folder.names(intentPrefix() + "*");
  }

  String intentPrefix() {
    return name(generation()) + "-intent-";
  }

  String partPrefix() {
    return name(generation() + 1) + "-part-";
  }

  String nextManifest() {
    return name(generation() + 1) + ".json";
  }

  /**
   * Removes what no run will begin from again: all but the two newest generations, and what was
   * recorded before the newest.
   *
   * @param held shows that no other run is going on
   */
  public static void clean(Lease held, String state, Identity identity) {
    held.requireHeld();
    Snapshot newest = open(state, identity);
    try {
      List<String> old = new ArrayList<>();
      for (String name : newest.folder.names("g*")) {
        long generation = generationOf(name);
        boolean intent = name.contains("-intent-");
        if (generation <= newest.generation() - KEPT
            || (intent && generation < newest.generation())) {
          old.add(name);
        }
      }
      newest.folder.delete(old);
    } catch (IOException e) {
      throw newest.folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Removes everything.
   *
   * @param held shows that no other run is going on
   * @return how many files there were
   */
  public static int reset(Lease held, String state, Identity identity) {
    held.requireHeld();
    Folder folder = Folder.of(state, identity.folder());
    try {
      List<String> all = folder.names("g*");
      folder.delete(all);
      return all.size();
    } catch (IOException e) {
      throw folder.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private static long generationOf(String name) {
    String digits = name.replaceFirst("^g(\\d+).*", "$1");
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
  }

  // Wide enough for a run a second for thirty years, so that names sort by number
  private static String name(long generation) {
    return String.format(Locale.ROOT, "g%010d", generation);
  }
}
