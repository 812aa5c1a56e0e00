package io.twinfeed.plan;

import io.twinfeed.flow.Packed;
import io.twinfeed.group.Desired;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing to be done to the graph. Any of them may be sent twice without harm. */
public sealed interface Change {

  /** The twin that is changed; for a relationship, the one that it starts at. */
  TwinId twin();

  /** The rule that wants it. */
  String rule();

  /**
   * Makes a twin. If it is there after all, it is patched.
   *
   * @param components the components of its model: the service wants each of them to be there
   */
  record CreateTwin(Desired desired, Set<String> components) implements Change {
    public CreateTwin {
      components = Set.copyOf(components);
    }

    @Override
    public TwinId twin() {
      return desired.id();
    }

    @Override
    public String rule() {
      return desired.rule();
    }
  }

  /**
   * Changes what is ours of a twin.
   *
   * @param ifMatch the version that the patch was made for; null where it fits any
   */
  record PatchTwin(Desired desired, Patch patch, @Nullable String ifMatch) implements Change {
    @Override
    public TwinId twin() {
      return desired.id();
    }

    @Override
    public String rule() {
      return desired.rule();
    }
  }

  /**
   * Makes a relationship. If it is there after all, it is patched.
   *
   * @param instead relationships that give way to it, removed once it is there
   */
  record CreateLink(Desired.Link link, List<Relationship> instead) implements Change {
    public CreateLink {
      instead = List.copyOf(instead);
    }

    @Override
    public TwinId twin() {
      return link.source();
    }

    @Override
    public String rule() {
      return link.rule();
    }
  }

  /** Changes what is ours of a relationship's properties. */
  record PatchLink(Desired.Link link, Patch patch) implements Change {
    @Override
    public TwinId twin() {
      return link.source();
    }

    @Override
    public String rule() {
      return link.rule();
    }
  }

  /** Takes a relationship away, as it was read. */
  record DeleteLink(String rule, Relationship link) implements Change {
    @Override
    public TwinId twin() {
      return link.source();
    }
  }

  /** Takes a twin away that this pipeline made. Its relationships have gone before. */
  record DeleteTwin(String rule, TwinId twin) implements Change {}

  /**
   * Takes our values away from a twin that somebody else made.
   *
   * @param desired names what is ours
   * @param ifMatch the version that the patch was made for; null where it fits any
   */
  record ReleaseTwin(Desired desired, Patch patch, @Nullable String ifMatch) implements Change {
    @Override
    public TwinId twin() {
      return desired.id();
    }

    @Override
    public String rule() {
      return desired.rule();
    }
  }

  /** Some changes. */
  final class Batch extends Packed<Planned> {
    public Batch(List<Planned> changes) {
      super(changes, ChangeBytes::write);
    }

    Batch(byte[] bytes) {
      super(bytes);
    }

    /** Unpacks them: to be asked for once. */
    public List<Planned> changes() {
      return unpacked(ChangeBytes::read);
    }
  }
}
