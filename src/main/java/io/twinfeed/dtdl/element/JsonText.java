package io.twinfeed.dtdl.element;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text, keeping the place of every value. */
public final class JsonText {
  /** The code of text that is not JSON. */
  public static final String SYNTAX = "DTDL-001";

  // Deeper than any model (schemas nest five deep), and far from the stack's end.
  private static final int DEEPEST = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String name;
  private final String text;
  // The characters between these offsets, of which the first begins a line.
  private int counted;
  private int countedFrom;
  private int countedTo;

  private JsonText(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The value that the text holds; null, and an issue, if it is not JSON. */
  public static @Nullable Json read(String name, String text, Issues issues) {
    // A byte order mark is what some editors leave in front.
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    JsonText reader = new JsonText(name, bare);
    try (JsonParser parser = FACTORY.createParser(bare)) {
      if (parser.nextToken() == null) {
        issues.error(SYNTAX, Place.of(name), "the document is empty", "write an interface into it");
        return null;
      }
      Json value = reader.value(parser);
      if (parser.nextToken() != null) {
        issues.error(
            SYNTAX,
            reader.place(parser.currentTokenLocation()),
            "there is more text after the end of the JSON value",
            "put several interfaces into one array");
        return null;
      }
      return value;
    } catch (JsonProcessingException e) {
      Place place = e.getLocation() == null ? Place.of(name) : reader.place(e.getLocation());
      issues.error(
          SYNTAX, place, "not valid JSON: " + e.getOriginalMessage(), "correct the JSON text");
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Json value(JsonParser parser) throws IOException {
    JsonLocation start = parser.currentTokenLocation();
    Place place = place(start);
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, place, (int) start.getCharOffset());
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Json.Arr(place, items);
      }
      case VALUE_STRING -> new Json.Text(place, parser.getText());
      case VALUE_TRUE -> new Json.Bool(place, true);
      case VALUE_FALSE -> new Json.Bool(place, false);
      case VALUE_NULL -> new Json.Null(place);
      default -> new Json.Num(place, parser.getDecimalValue());
    };
  }

  private Json object(JsonParser parser, Place place, int from) throws IOException {
    List<Json.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place at = place(parser.currentTokenLocation());
      String member = parser.currentName();
      parser.nextToken();
      members.add(new Json.Member(member, at, value(parser)));
    }
    int to = (int) parser.currentTokenLocation().getCharOffset() + 1;
    return new Json.Obj(place, members, text.substring(from, to));
  }

  // Jackson counts columns in UTF-16 units, a place in characters.
  private Place place(JsonLocation location) {
    int offset = (int) Math.max(0, Math.min(location.getCharOffset(), text.length()));
    int lineStart = Math.max(0, offset - Math.max(0, location.getColumnNr() - 1));
    // Counted on from the place before, as values come in order: a document may be one long line.
    boolean onward = countedFrom == lineStart && countedTo <= offset;
    counted =
        onward
            ? counted + text.codePointCount(countedTo, offset)
            : text.codePointCount(lineStart, offset);
    countedFrom = lineStart;
    countedTo = offset;
    return new Place(name, location.getLineNr(), 1 + counted);
  }
}
