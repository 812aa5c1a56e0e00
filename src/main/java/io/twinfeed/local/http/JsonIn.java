package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.twinfeed.local.store.Body;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.twinfeed.twin.Value;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into values with every digit kept; one document each. Nulls are set apart. */
final class JsonIn {
  /**
   * The deepest nesting that is read, as in the service's framework. Each level takes frames of
   * stack, and a thousand of them were seen to be too many.
   */
  static final int DEEPEST = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();
  private static final int LARGEST_EXPONENT = 10_000;

  private final JsonParser parser;
  private final List<String> nulls = new ArrayList<>();

  private JsonIn(JsonParser parser) {
    this.parser = parser;
  }

  /** What was read; a null document has no value. */
  record Document(@Nullable Value value, List<String> nulls) {
    Document {
      nulls = List.copyOf(nulls);
    }
  }

  /**
   * Reads the object of a PUT.
   *
   * @throws Refused with {@link Code#INVALID_ARGUMENT} for anything but an object
   */
  static Body object(Buffer bytes) {
    Document document = read(bytes);
    if (document.value() instanceof Value.Struct struct) {
      return new Body(struct, document.nulls());
    }
    throw invalid("it must be a JSON object");
  }

  /**
   * Reads any document.
   *
   * @throws Refused with {@link Code#INVALID_ARGUMENT} for what is not JSON
   */
  static Document read(Buffer bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes.getBytes())) {
      JsonIn in = new JsonIn(parser);
      if (parser.nextToken() == null) {
        throw invalid("it is empty");
      }
      Value value = in.value("");
      if (parser.nextToken() != null) {
        throw invalid("something follows the JSON document");
      }
      return new Document(value, in.nulls);
    } catch (NumberFormatException e) {
      throw invalid("a number is out of range");
    } catch (StreamConstraintsException e) {
      throw invalid("it is nested too deep, or a name, a text or a number in it is too long");
    } catch (JsonProcessingException e) {
      throw invalid("it is not JSON" + place(e.getLocation()));
    } catch (IOException e) {
      throw invalid("it is not JSON");
    }
  }

  private static Refused invalid(String reason) {
    return new Refused(Code.INVALID_ARGUMENT, "The payload is invalid: " + reason + ".");
  }

  // Not the parser's own words, which speak of its Java.
  static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private @Nullable Value value(String name) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> struct(name);
      case START_ARRAY -> items(name);
      case VALUE_STRING -> new Value.Text(whole(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      default -> {
        // Clients send null for "none" in members that are the service's own.
        if (!name.startsWith("$")) {
          nulls.add(name);
        }
        yield null;
      }
    };
  }

  // A number of a few digits can have a billion zeros, which all arithmetic would spell out. What
  // is beyond a double conforms to no schema anyway.
  private static Value number(BigDecimal number) {
    if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
      throw invalid("a number is out of range");
    }
    return new Value.Num(number);
  }

  // Half of a surrogate pair is no text: it could not be given back as UTF-8.
  private static String whole(String text) {
    if (!isWhole(text)) {
      throw invalid("a text in it has half a character");
    }
    return text;
  }

  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private Value struct(String name) throws IOException {
    Map<String, Value> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = whole(parser.currentName());
      parser.nextToken();
      Value value = value(name.isEmpty() ? member : name + "/" + member);
      if (value != null) {
        members.put(member, value);
      }
    }
    return new Value.Struct(members);
  }

  private Value items(String name) throws IOException {
    List<Value> items = new ArrayList<>();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      Value value = value(name.isEmpty() ? "[" + i + "]" : name);
      if (value != null) {
        items.add(value);
      }
    }
    return new Value.Items(items);
  }
}
