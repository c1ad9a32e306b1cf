package org.samling.cli.client;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.samling.operations.schema.Member;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A member of an operation's input as an argument of its command. */
final class Argument {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final CSVFormat TABLE =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Member member;
  private final ArgSpec spec;

  private Argument(Member member, ArgSpec spec) {
    this.member = member;
    this.spec = spec;
  }

  /** An argument that has its place: a parameter of the path. */
  static Argument placed(Member member, int place) {
    return new Argument(
        member,
        PositionalParamSpec.builder()
            .index(Integer.toString(place))
            .paramLabel(member.name().toUpperCase(Locale.ROOT))
            .type(String.class)
            .required(true)
            .description(escaped(sentence(member)))
            .build());
  }

  /** An argument that has a name. */
  static Argument named(Member member) {
    var builder =
        OptionSpec.builder("--" + member.name())
            .required(member.isRequired())
            .description(escaped(sentence(member)));
    if (member.kind() == Member.Kind.FLAG && !member.isList()) {
      return new Argument(member, builder.type(Boolean.class).negatable(true).arity("0").build());
    }
    if (member.kind() == Member.Kind.SECRET) {
      return new Argument(
          member,
          builder
              .type(String.class)
              .interactive(true)
              .arity("0..1")
              .paramLabel("TEXT")
              .prompt(member.name() + ": ")
              .build());
    }
    builder.paramLabel(label(member));
    if (member.isList()) {
      builder.type(List.class).auxiliaryTypes(String.class).arity("1").splitRegex(split(member));
    } else {
      builder.type(String.class).arity("1");
    }
    if (!member.choices().isEmpty()) {
      builder.completionCandidates(member.choices());
    }
    return new Argument(member, builder.build());
  }

  /** Entries of a list are separated by commas, but for those that hold commas themselves. */
  private static String split(Member member) {
    return member.kind() == Member.Kind.OBJECT ? "" : ",";
  }

  private static String label(Member member) {
    return switch (member.kind()) {
      case NUMBER -> "N";
      case DAY -> "DAY";
      case MOMENT -> "TIME";
      case OBJECT -> "JSON";
      case LONG_TEXT -> "FILE";
      case CHOICE -> "ONE";
      case TEXT, FLAG, SECRET -> "TEXT";
    };
  }

  private static String sentence(Member member) {
    var means = member.means().isEmpty() ? member.name().replace('-', ' ') : member.means();
    var choices =
        member.choices().isEmpty() ? "" : ": one of " + String.join(", ", member.choices());
    var more =
        member.isList() && member.kind() != Member.Kind.OBJECT
            ? "; several with commas, or @FILE with one on each line"
            : "";
    var json =
        switch (member.kind()) {
          case OBJECT ->
              member.columns().isEmpty()
                  ? "; JSON, or @FILE with it"
                  : "; JSON, or @FILE with it or with a table (.csv)";
          case LONG_TEXT -> ": the name of a file with it, in UTF-8";
          default -> "";
        };
    return Character.toUpperCase(means.charAt(0))
        + means.substring(1)
        + choices
        + more
        + json
        + ".";
  }

  /** Picocli reads percent signs as its own. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  ArgSpec spec() {
    return spec;
  }

  Member member() {
    return member;
  }

  boolean isGiven() {
    return spec.getValue() != null;
  }

  /** Its text, as the path and the query have it. */
  String text() {
    var value = spec.getValue();
    return value instanceof List<?> list
        ? list.stream().flatMap(this::entries).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  /** An entry of a list, or those of the file that it names. */
  private Stream<String> entries(Object entry) {
    var text = entry.toString();
    return text.startsWith("@") && member.kind() != Member.Kind.OBJECT
        ? ListFile.entries(text.substring(1))
        : Stream.of(text);
  }

  /**
   * Its value in the body. What is none of its type stays a text, for the server to refuse.
   *
   * @throws IllegalArgumentException when it is to be JSON and is none
   */
  JsonNode json() {
    var value = spec.getValue();
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof List<?> list) {
      var array = NODES.arrayNode();
      list.stream()
          .flatMap(this::entries)
          .forEach(entry -> {
            var one = json(entry);
            if (one.isArray()) {
              array.addAll(one.valueStream().toList());
            } else {
              array.add(one);
            }
          });
      return array;
    }
    return json(String.valueOf(value));
  }

  private JsonNode json(String text) {
    return switch (member.kind()) {
      case OBJECT -> parsed(text);
      case LONG_TEXT -> NODES.stringNode(content(text));
      default -> json(member.kind(), text);
    };
  }

  private static JsonNode json(Member.Kind kind, String text) {
    return switch (kind) {
      case NUMBER -> {
        try {
          yield NODES.numberNode(Long.parseLong(text));
        } catch (NumberFormatException _) {
          yield NODES.stringNode(text);
        }
      }
      case FLAG ->
          text.equals("true") || text.equals("false")
              ? NODES.booleanNode(text.equals("true"))
              : NODES.stringNode(text);
      case TEXT, LONG_TEXT, DAY, MOMENT, CHOICE, SECRET, OBJECT -> NODES.stringNode(text);
    };
  }

  private JsonNode parsed(String text) {
    if (!text.startsWith("@")) {
      return read(text);
    }
    var file = text.substring(1);
    return !member.columns().isEmpty() && file.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? table(Path.of(file))
        : read(content(file));
  }

  private JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--%s is not JSON: %s".formatted(member.name(), e.getOriginalMessage()), e);
    }
  }

  private String content(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("--%s: %s is not UTF-8".formatted(member.name(), file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--%s: %s can't be read".formatted(member.name(), file), e);
    }
  }

  /** The rows of a CSV file (RFC 4180) in UTF-8 whose first line names members; empty is absent. */
  private ArrayNode table(Path file) {
    var columns = member.columns().stream().collect(toMap(Member::name, Function.identity()));
    var rows = NODES.arrayNode();
    try (var reader = Files.newBufferedReader(file);
        var table = TABLE.parse(reader)) {
      if (!columns.keySet().containsAll(table.getHeaderNames())) {
        throw new IllegalArgumentException(
            "--%s: the first line of %s must name columns among %s, not %s"
                .formatted(
                    member.name(),
                    file,
                    String.join(", ", member.columns().stream().map(Member::name).toList()),
                    String.join(", ", table.getHeaderNames())));
      }
      for (var record : table) {
        var row = rows.addObject();
        record
            .toMap()
            .forEach((name, value) -> {
              var column = columns.get(name);
              if (column != null && !value.isBlank()) {
                row.set(name, json(column.kind(), value.strip()));
              }
            });
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "--%s: %s can't be read".formatted(member.name(), file), e);
    }
    return rows;
  }
}
