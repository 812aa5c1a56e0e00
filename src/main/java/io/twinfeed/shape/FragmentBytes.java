package io.twinfeed.shape;

import io.twinfeed.flow.Bytes;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.shape.Fragment.MovedAway;
import io.twinfeed.shape.Fragment.NoRelationship;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.twin.TwinId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of fragments, as blocks carry them through the shuffle. */
public final class FragmentBytes {
  private static final int TWIN = 1;
  private static final int RELATIONSHIP = 2;
  private static final int NO_RELATIONSHIP = 3;
  private static final int REJECTED_TWIN = 4;
  private static final int REJECTED_RELATIONSHIP = 5;
  private static final int MOVED_AWAY = 6;

  private FragmentBytes() {}

  public static void write(DataOutput out, Fragment fragment) throws IOException {
    out.writeByte(tag(fragment));
    Bytes.writeText(out, fragment.twin().value());
    out.writeInt(fragment.rule());
    Bytes.writeText(out, fragment.row());
    if (fragment instanceof OfTwin part) {
      writeFed(out, part.values());
    } else if (fragment instanceof OfRelationship relationship) {
      Bytes.writeText(out, relationship.id());
      Bytes.writeText(out, relationship.target().value());
      writeFed(out, relationship.values());
    }
  }

  public static Fragment read(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    TwinId twin = new TwinId(Bytes.readText(in));
    int rule = in.readInt();
    String row = Bytes.readText(in);
    return switch (tag) {
      case TWIN -> new OfTwin(twin, rule, row, readFed(in));
      case RELATIONSHIP ->
          new OfRelationship(
              twin, rule, row, Bytes.readText(in), new TwinId(Bytes.readText(in)), readFed(in));
      case NO_RELATIONSHIP -> new NoRelationship(twin, rule, row);
      case REJECTED_TWIN -> new RejectedTwin(twin, rule, row);
      case MOVED_AWAY -> new MovedAway(twin, rule, row);
      case REJECTED_RELATIONSHIP -> new RejectedRelationship(twin, rule, row);
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  private static int tag(Fragment fragment) {
    if (fragment instanceof OfTwin) {
      return TWIN;
    }
    if (fragment instanceof OfRelationship) {
      return RELATIONSHIP;
    }
    if (fragment instanceof NoRelationship) {
      return NO_RELATIONSHIP;
    }
    if (fragment instanceof MovedAway) {
      return MOVED_AWAY;
    }
    return fragment instanceof RejectedTwin ? REJECTED_TWIN : REJECTED_RELATIONSHIP;
  }

  private static void writeFed(DataOutput out, List<Fed> values) throws IOException {
    out.writeInt(values.size());
    for (Fed fed : values) {
      Bytes.writeDatum(out, fed.value());
      Bytes.writeDatum(out, fed.by());
    }
  }

  private static List<Fed> readFed(DataInput in) throws IOException {
    int size = in.readInt();
    List<Fed> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(new Fed(Bytes.readDatum(in), Bytes.readDatum(in)));
    }
    return values;
  }
}
