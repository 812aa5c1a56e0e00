package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules of a file by their places, which change as the file does; their names do not. */
public record RuleNames(List<String> twins, List<String> relationships) implements Serializable {

  public RuleNames {
    twins = List.copyOf(twins);
    relationships = List.copyOf(relationships);
  }

  /** What was recorded under these names, with the places that they have in others. */
  public Known in(RuleNames others, Known known) {
    if (equals(others)) {
      return known;
    }
    if (known instanceof OfTwin twin) {
      return new OfTwin(
          twin.twin(), twin.standing(), twin.run(), moved(twin.parts(), twins, others.twins));
    }
    OfLink link = (OfLink) known;
    return new OfLink(
        link.twin(),
        link.id(),
        link.name(),
        link.target(),
        link.standing(),
        link.run(),
        moved(link.parts(), relationships, others.relationships));
  }

  private static List<Part> moved(List<Part> parts, List<String> from, List<String> to) {
    List<Part> moved = new ArrayList<>(parts.size());
    for (Part part : parts) {
      int rule = part.rule() < 0 ? -1 : to.indexOf(from.get(part.rule()));
      moved.add(new Part(rule, part.high(), part.low(), part.rows()));
    }
    moved.sort(Comparator.comparingInt(Part::rule));
    return moved;
  }
}
