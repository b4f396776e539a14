package dev.gmm4j.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON as a stream of values of expected kinds; refuses any other, naming line and column. */
final class JsonFile {
  private static final int MAX_TEXTS = 1 << 20;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(8)
          .maxDocumentLength(1L << 30)
          .build())
      .build();

  private final String name;
  private final JsonParser parser;

  private JsonFile(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** A reader of the value of a property. */
  @FunctionalInterface
  interface PropertyReader {
    void read(JsonFile json, String property);
  }

  /** A reader of the value of a property of one of several objects. */
  @FunctionalInterface
  interface ElementReader {
    void read(JsonFile json, int index, String property);
  }

  /**
   * Reads a file that is one object.
   *
   * @param known the properties that it may have
   * @return the properties that it has
   */
  static Set<String> read(JsonInput input, Collection<String> known, PropertyReader reader) {
    return read(input, known::contains, reader);
  }

  /** Returns the names of all properties of a file that is one object. */
  static Set<String> names(JsonInput input) {
    return read(input, name -> true, (json, name) -> json.skip());
  }

  /** Returns the text of a property of a file that is one object, or null if it has none. */
  static @Nullable String text(JsonInput input, String property) {
    @Nullable String[] text = new String[1];
    read(input, name -> true, (json, name) -> {
      boolean isText = json.parser.nextToken() == JsonToken.VALUE_STRING;
      if (isText && name.equals(property)) {
        text[0] = json.parser.getString();
      }
      json.parser.skipChildren();
    });
    return text[0];
  }

  private static Set<String> read(JsonInput input, Predicate<String> known, PropertyReader reader) {
    String name = input.name();
    try (JsonParser parser = input.source().open(FACTORY)) {
      JsonFile json = new JsonFile(name, parser);
      if (parser.nextToken() == null) {
        throw new DataException(name + " is empty");
      }
      Set<String> found = json.properties("the file", known, reader);
      if (parser.nextToken() != null) {
        throw json.refusal("there is text after the object");
      }
      return found;
    } catch (IOException e) {
      throw Failures.reading(name, e);
    } catch (JacksonException e) {
      throw malformed(name, e);
    }
  }

  /** Reads an object whose properties are all known; returns those that it has. */
  Set<String> someOf(String what, Collection<String> known, PropertyReader reader) {
    parser.nextToken();
    return properties(what, known::contains, reader);
  }

  /** Reads an object whose properties are all known, and all there. */
  void object(String what, Collection<String> properties, PropertyReader reader) {
    object(what, properties, List.of(), reader);
  }

  /** Reads an object whose properties are all known, and all there but for some. */
  void object(
      String what,
      Collection<String> required,
      Collection<String> optional,
      PropertyReader reader) {
    Set<String> known = new TreeSet<>(required);
    known.addAll(optional);
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(someOf(what, known, reader));
    if (!missing.isEmpty()) {
      throw refusal(what + " has no property " + Quoted.names(List.copyOf(missing)));
    }
  }

  /** Reads an array of objects whose properties are all known, and all there but for some; the reader is told which. */
  void objects(
      String property,
      Collection<String> required,
      Collection<String> optional,
      ElementReader reader) {
    expect(parser.nextToken() == JsonToken.START_ARRAY, property, "an array of objects");
    Set<String> known = new TreeSet<>(required);
    known.addAll(optional);
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      int index = i;
      String what = property + "[" + i + "]";
      Set<String> missing = new TreeSet<>(required);
      missing.removeAll(
          properties(what, known::contains, (json, name) -> reader.read(json, index, name)));
      if (!missing.isEmpty()) {
        throw refusal(what + " has no property " + Quoted.names(List.copyOf(missing)));
      }
    }
  }

  private Set<String> properties(String what, Predicate<String> known, PropertyReader reader) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw refusal(what + " must be an object, but found " + kind());
    }
    Set<String> found = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String property = parser.currentName();
      if (!known.test(property)) {
        throw refusal("unknown property " + Quoted.text(property));
      }
      if (!found.add(property)) {
        throw refusal("second property " + Quoted.text(property));
      }
      reader.read(this, property);
    }
    return found;
  }

  /** Reads an object of any properties; whole numbers are {@link Long} where they fit, others {@link Double}. */
  Map<String, @Nullable Object> anyObject(String property) {
    expect(parser.nextToken() == JsonToken.START_OBJECT, property, "an object");
    return currentObject(property);
  }

  private Map<String, @Nullable Object> currentObject(String what) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    properties(what, name -> true, (json, name) -> {
      parser.nextToken();
      object.put(name, currentValue(name));
    });
    return object;
  }

  private @Nullable Object currentValue(String property) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> currentObject(property);
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(currentValue(property));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> {
        // Not one expression of both, which would be of the wider type.
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          yield currentNumber(property, "a number");
        }
        yield parser.getLongValue();
      }
      default -> currentNumber(property, "a value");
    };
  }

  /** Skips the next value. */
  void skip() {
    parser.nextToken();
    parser.skipChildren();
  }

  /** Reads text. */
  String text(String property) {
    expect(parser.nextToken() == JsonToken.VALUE_STRING, property, "text");
    return parser.getString();
  }

  /** Reads text, or an array of one text. */
  String textAlone(String property) {
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      String text = text(property);
      expect(parser.nextToken() == JsonToken.END_ARRAY, property, "one text");
      return text;
    }
    expect(parser.currentToken() == JsonToken.VALUE_STRING, property, "text");
    return parser.getString();
  }

  /** Reads true or false. */
  boolean truth(String property) {
    JsonToken token = parser.nextToken();
    expect(
        token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, property, "true or false");
    return token == JsonToken.VALUE_TRUE;
  }

  /** Reads a whole number in a range. */
  long whole(String property, long min, long max) {
    String range = "a whole number from " + min + " to " + max;
    expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, property, range);
    String digits = parser.getString();
    try {
      long value = Long.parseLong(digits);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Too large for any range.
    }
    throw refusal(property + " must be " + range + ", but is " + Quoted.text(digits));
  }

  /** Reads a finite number. */
  double number(String property) {
    parser.nextToken();
    return currentNumber(property, "a number");
  }

  /** Reads a finite number, or null, which is NaN here: {@link JsonObject} writes it so. */
  double numberOrNull(String property) {
    return parser.nextToken() == JsonToken.VALUE_NULL
        ? Double.NaN
        : currentNumber(property, "a number");
  }

  private double currentNumber(String property, String wanted) {
    JsonToken token = parser.currentToken();
    expect(
        token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT,
        property,
        wanted);
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw refusal(property + " must be finite, but has " + Quoted.text(parser.getString()));
    }
    return value;
  }

  /** Reads an array of texts. */
  List<String> texts(String property) {
    expect(parser.nextToken() == JsonToken.START_ARRAY, property, "an array of texts");
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken() == JsonToken.VALUE_STRING, property, "an array of texts");
      if (texts.size() == MAX_TEXTS) {
        throw refusal(property + " must be at most " + MAX_TEXTS + " texts");
      }
      texts.add(parser.getString());
    }
    return texts;
  }

  /** Reads a rectangular array of finite numbers, of one to a given number of dimensions. */
  NumberArray numbers(String property, int maxDimensions) {
    parser.nextToken();
    return currentNumbers(property, maxDimensions);
  }

  /** Reads an array as {@link #numbers} does, or a number for an array of one. */
  NumberArray numbersOrOne(String property, int maxDimensions) {
    JsonToken token = parser.nextToken();
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT
        ? new NumberArray(new int[] {1}, new double[] {currentNumber(property, "numbers")})
        : currentNumbers(property, maxDimensions);
  }

  private NumberArray currentNumbers(String property, int maxDimensions) {
    expect(parser.currentToken() == JsonToken.START_ARRAY, property, "an array of numbers");
    NumberArrayBuilder array = new NumberArrayBuilder(maxDimensions);
    numbers(property, array, 0);
    return array.build();
  }

  private void numbers(String property, NumberArrayBuilder array, int level) {
    int length = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String problem;
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        problem = array.descend(level);
        if (problem == null) {
          numbers(property, array, level + 1);
        }
      } else {
        problem = array.add(currentNumber(property, "numbers"), level);
      }
      refuse(property, problem);
      length++;
    }
    refuse(property, array.ascend(level, length));
  }

  private void refuse(String property, @Nullable String problem) {
    if (problem != null) {
      throw refusal(property + " " + problem);
    }
  }

  private void expect(boolean met, String property, String wanted) {
    if (!met) {
      throw refusal(property + " must be " + wanted + ", but found " + kind());
    }
  }

  private String kind() {
    JsonToken token = parser.currentToken();
    return token == null
        ? "the end of the file"
        : switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "text";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            "a number such as " + Quoted.text(parser.getString());
          case VALUE_TRUE, VALUE_FALSE -> "true or false";
          case VALUE_NULL -> "null";
          default -> "nothing";
        };
  }

  /** Returns what refuses the value just read. */
  DataException refusal(String problem) {
    return new DataException(place(name, parser.currentTokenLocation()) + ": " + problem);
  }

  /** The parser's own messages name its classes and settings. */
  private static DataException malformed(String name, JacksonException e) {
    if (e instanceof JacksonIOException && e.getCause() instanceof IOException cause) {
      return Failures.reading(name, cause);
    }
    String problem;
    if (e instanceof UnexpectedEndOfInputException) {
      problem = "the file ends too early";
    } else if (e instanceof StreamConstraintsException) {
      problem = "a number, a text or the nesting is beyond what a model file has";
    } else {
      problem = "not valid JSON";
    }
    return new DataException(place(name, e.getLocation()) + ": " + problem, e);
  }

  private static String place(String name, @Nullable TokenStreamLocation at) {
    return at == null || at.getLineNr() < 1
        ? name
        : name + ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
