package org.samling.library.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file that follows its schema, with the line of every value. Keys that the file leaves out
 * have their defaults.
 *
 * <p>Safe for use by many threads.
 */
public final class YamlDocument {

  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int MAX_PROBLEMS = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private final String file;
  private final YamlSchema schema;
  private final Place root;
  private final JsonNode value;

  /** The environment variables that override the file, by the pointers of the keys. */
  private final Map<String, String> overridden = new TreeMap<>();

  private YamlDocument(String file, YamlSchema schema, Place root, JsonNode value) {
    this.file = file;
    this.schema = schema;
    this.root = root;
    this.value = value;
  }

  /** Where the values of environment variables come from. */
  public interface Environment {
    /** The value of a variable, or null where it is not set. */
    @Nullable String get(String name);
  }

  /**
   * Reads a file.
   *
   * @param schema the rules for it
   * @throws YamlException when it can't be read, is not YAML or breaks the rules
   */
  public static YamlDocument read(Path file, YamlSchema schema) {
    return of(file.toString(), text(file), schema, null);
  }

  /**
   * Reads a file in which {@code ${NAME}} stands for the value of an environment variable, and
   * whose keys may be overridden by variables: {@code SAMLING_HTTP_PORT} for {@code http.port}.
   *
   * @param schema the rules for it
   * @param environment the variables
   * @throws YamlException when it can't be read, is not YAML, names a variable that is not set or
   *     breaks the rules
   */
  public static YamlDocument read(Path file, YamlSchema schema, Environment environment) {
    return of(file.toString(), text(file), schema, environment);
  }

  /**
   * Reads a file that is shipped with a class.
   *
   * @param beside a class in the same package
   * @param name its file name
   * @param schema the rules for it
   * @throws YamlException when it is not YAML or breaks the rules
   */
  public static YamlDocument readShipped(Class<?> beside, String name, YamlSchema schema) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name + " beside " + beside);
      }
      return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), schema, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads text that somebody typed.
   *
   * @param name its name in error messages
   * @param schema the rules for it
   * @throws YamlException when it is not YAML or breaks the rules
   */
  public static YamlDocument typed(String name, String text, YamlSchema schema) {
    return of(name, text, schema, null);
  }

  public static YamlDocument of(
      String file, String text, YamlSchema schema, @Nullable Environment environment) {
    var tree = YamlReader.read(file, text);
    var document = new YamlDocument(file, schema, tree.place(), tree.value());
    if (environment == null) {
      schema.removeEmpty(tree.value(), schema.rules());
    } else {
      document.replace(environment);
    }
    var wording = new SchemaMessages(schema);
    var findings = schema.validate(tree.value()).stream().map(wording::of).toList();
    if (!findings.isEmpty()) {
      throw new YamlException(document.problems(findings));
    }
    schema.fill(tree.value(), schema.rules());
    return document;
  }

  private void replace(Environment environment) {
    var unset = new ArrayList<String>();
    var variables =
        new Variables(
            schema,
            environment,
            (pointer, message) -> unset.add(problem(pointer.toString(), message)));
    variables.replaceIn(value);
    if (!unset.isEmpty()) {
      throw new YamlException(unset);
    }
    schema.removeEmpty(value, schema.rules());
    overridden.putAll(variables.override(value));
  }

  private List<String> problems(List<SchemaMessages.Finding> findings) {
    var inOrder =
        findings.stream()
            .sorted(
                Comparator.<SchemaMessages.Finding>comparingInt(f -> root.find(f.pointer()).line())
                    .thenComparingInt(f -> root.find(f.pointer()).column()))
            .map(f -> problem(f.pointer().toString(), f.message()))
            .toList();
    var once = new ArrayList<>(new LinkedHashSet<>(inOrder));
    if (once.size() > MAX_PROBLEMS) {
      var rest = once.subList(MAX_PROBLEMS, once.size());
      var more = "%s: … and %d more".formatted(file, rest.size());
      rest.clear();
      once.add(more);
    }
    return once;
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(file, "is a directory; name a file");
      }
      if (!Files.exists(file)) {
        throw unreadable(file, "does not exist; check the name and the directory");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw unreadable(
            file, "is larger than %d MiB; split it into several files".formatted(MAX_BYTES >> 20));
      }
      return decode(file, bytes);
    } catch (IOException e) {
      throw unreadable(file, "can't be read: " + e);
    }
  }

  private static String decode(Path file, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(in)
          .toString();
    } catch (CharacterCodingException e) {
      var line = 1;
      for (var i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new YamlException(
          List.of("%s:%d: is not in UTF-8; save it as UTF-8".formatted(file, line)));
    }
  }

  private static YamlException unreadable(Path file, String message) {
    return new YamlException(List.of(file + ": " + message));
  }

  /** Whether the value at a pointer comes from the file or a variable, rather than a default. */
  public boolean says(String pointer) {
    return root.says(JsonPointer.compile(pointer)) || overridden.containsKey(pointer);
  }

  /**
   * The paths of the keys whose values differ in another document; a list that differs counts as a
   * whole.
   */
  public List<String> differences(YamlDocument other) {
    var differences = new ArrayList<String>();
    differ("", value, other.value, differences);
    return differences;
  }

  private static void differ(String path, JsonNode one, JsonNode two, List<String> differences) {
    if (one instanceof ObjectNode && two instanceof ObjectNode) {
      var keys = new LinkedHashSet<>(one.propertyNames());
      keys.addAll(two.propertyNames());
      for (var key : keys) {
        differ(path.isEmpty() ? key : path + "." + key, one.path(key), two.path(key), differences);
      }
    } else if (!one.equals(two)) {
      differences.add(path);
    }
  }

  /** The environment variables that override the file. */
  public Collection<String> overriding() {
    return overridden.values();
  }

  /** The file's name in error messages. */
  public String file() {
    return file;
  }

  /**
   * Binds the whole file to a record, whose components are the keys in camel case.
   *
   * @param type the record
   */
  public <T> T bind(Class<T> type) {
    return MAPPER.treeToValue(value, type);
  }

  /**
   * Binds a block that the file leaves out, with all its defaults.
   *
   * @param pointer which block, as a JSON pointer
   * @param type the record
   */
  public <T> T defaults(String pointer, Class<T> type) {
    var rules = schema.rules(JsonPointer.compile(pointer));
    var block = MAPPER.createObjectNode();
    if (rules != null) {
      schema.fill(block, rules);
    }
    return MAPPER.treeToValue(block, type);
  }

  /**
   * Formats a problem with a value as all problems are: {@code file:line: field: message}. The
   * field is the path of keys, without list indexes.
   *
   * @param pointer which value, as a JSON pointer (RFC 6901); if the file leaves it out, the line
   *     of the enclosing value is used
   * @param message what is wrong and what to do
   */
  public String problem(String pointer, String message) {
    var compiled = JsonPointer.compile(pointer);
    var field = field(compiled);
    return "%s: %s%s".formatted(position(pointer), field.isEmpty() ? "" : field + ": ", message);
  }

  /** Where a value comes from: {@code file:line}, or the name of an environment variable. */
  public String position(String pointer) {
    var variable = overridden.get(pointer);
    return variable != null
        ? variable
        : file + ":" + root.find(JsonPointer.compile(pointer)).line();
  }

  /** The column of a value, from 1. */
  public int column(String pointer) {
    return root.find(JsonPointer.compile(pointer)).column();
  }

  private static String field(JsonPointer pointer) {
    var keys = new ArrayList<String>();
    for (var rest = pointer; !rest.matches(); rest = rest.tail()) {
      if (rest.getMatchingIndex() < 0) {
        keys.add(rest.getMatchingProperty());
      }
    }
    return String.join(".", keys);
  }
}
