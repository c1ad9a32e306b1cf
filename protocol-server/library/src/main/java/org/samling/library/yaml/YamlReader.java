package org.samling.library.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * Reads the text of a YAML file into a tree, and keeps the position of every value. Refuses
 * whatever would make the tree differ from what a reader of the file sees: duplicate keys, aliases,
 * further documents.
 */
final class YamlReader {

  /** How deep mappings and lists may be nested; no file of ours needs ten levels. */
  static final int MAX_DEPTH = 32;

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
          .loadSettings(
              LoadSettings.builder()
                  .setCodePointLimit(YamlDocument.MAX_BYTES)
                  // This class refuses them itself, and names both lines.
                  .setAllowDuplicateKeys(true)
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String file;
  private final YAMLParser parser;
  private final List<String> problems = new ArrayList<>();

  private YamlReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * What was read.
   *
   * @param value the value of the whole file; an empty block where the file says nothing
   * @param place its position
   */
  record Tree(JsonNode value, Place place) {}

  /**
   * Reads a text.
   *
   * @param file the file's name in error messages
   * @throws YamlException when it is not YAML, or uses a feature of YAML that is not supported here
   */
  static Tree read(String file, String text) {
    try (var parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var reader = new YamlReader(file, parser);
      var tree = reader.document();
      if (!reader.problems.isEmpty()) {
        throw new YamlException(reader.problems);
      }
      return tree;
    } catch (JacksonException e) {
      throw new YamlException(List.of(syntax(file, e)));
    }
  }

  private Tree document() {
    if (parser.nextToken() == null) {
      return new Tree(NODES.objectNode(), new Place(1, 1, Map.of(), List.of()));
    }
    var tree = value(parser.currentTokenLocation(), 1);
    if (parser.nextToken() != null) {
      report("a second document begins here; put everything into one, without a line \"---\"");
    }
    return tree;
  }

  private Tree value(TokenStreamLocation at, int depth) {
    if (depth > MAX_DEPTH) {
      throw new YamlException(
          List.of(
              problem(
                  parser.currentTokenLocation(),
                  "is nested more than %d levels deep; check the indentation and brackets before it"
                      .formatted(MAX_DEPTH))));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> block(at, depth);
      case START_ARRAY -> list(at, depth);
      case VALUE_NUMBER_INT -> scalar(at, NODES.numberNode(parser.getBigIntegerValue()));
      case VALUE_NUMBER_FLOAT -> scalar(at, NODES.numberNode(parser.getDecimalValue()));
      case VALUE_TRUE -> scalar(at, NODES.booleanNode(true));
      case VALUE_FALSE -> scalar(at, NODES.booleanNode(false));
      case VALUE_NULL -> scalar(at, NODES.nullNode());
      default -> text(at);
    };
  }

  private Tree block(TokenStreamLocation at, int depth) {
    var node = NODES.objectNode();
    var members = new LinkedHashMap<String, Place>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var nameAt = parser.currentTokenLocation();
      parser.nextToken();
      var tree = value(nameAt, depth + 1);
      var before = members.putIfAbsent(name, tree.place());
      if (before == null) {
        node.set(name, tree.value());
      } else {
        problems.add(
            problem(
                nameAt,
                "the key \"%s\" is already in line %d; keep one of the two"
                    .formatted(name, before.line())));
      }
    }
    return new Tree(node, place(at, members, List.of()));
  }

  private Tree list(TokenStreamLocation at, int depth) {
    var node = NODES.arrayNode();
    var elements = new ArrayList<Place>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var tree = value(parser.currentTokenLocation(), depth + 1);
      node.add(tree.value());
      elements.add(tree.place());
    }
    return new Tree(node, place(at, Map.of(), elements));
  }

  private Tree text(TokenStreamLocation at) {
    var text = parser.getString();
    if (parser.isCurrentAlias()) {
      report("the alias *%s is not supported; write the value itself".formatted(text));
    } else if (text.codePoints().anyMatch(YamlReader::isUnwritable)) {
      report("contains a control character or an incomplete character; remove it");
    }
    return scalar(at, NODES.stringNode(text));
  }

  private static boolean isUnwritable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\n' && character != '\t';
      case Character.SURROGATE -> true;
      default -> false;
    };
  }

  private static Tree scalar(TokenStreamLocation at, JsonNode node) {
    return new Tree(node, place(at, Map.of(), List.of()));
  }

  private static Place place(
      TokenStreamLocation at, Map<String, Place> members, List<Place> elements) {
    return new Place(at.getLineNr(), at.getColumnNr(), members, elements);
  }

  private void report(String message) {
    problems.add(problem(parser.currentTokenLocation(), message));
  }

  private String problem(TokenStreamLocation at, String message) {
    return "%s:%d:%d: %s".formatted(file, at.getLineNr(), at.getColumnNr(), message);
  }

  private static String syntax(String file, JacksonException e) {
    if (e.getCause() instanceof MarkedYamlEngineException marked) {
      var mark = marked.getProblemMark();
      if (mark.isPresent()) {
        return "%s:%d:%d: is not YAML: %s; check the indentation, quotes and brackets around it"
            .formatted(
                file, mark.get().getLine() + 1, mark.get().getColumn() + 1, marked.getProblem());
      }
    }
    var at = e.getLocation();
    return "%s:%d:%d: is not YAML: %s"
        .formatted(
            file,
            at == null ? 1 : Math.max(1, at.getLineNr()),
            at == null ? 1 : Math.max(1, at.getColumnNr()),
            e.getOriginalMessage());
  }
}
