package org.samling.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.samling.operations.schema.Member;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A member of an operation's input as an argument of its command. */
final class Argument {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
      return new Argument(
          member, builder.type(Boolean.class).negatable(!member.isRequired()).arity("0").build());
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
      case CHOICE -> "ONE";
      case TEXT, FLAG, SECRET -> "TEXT";
    };
  }

  private static String sentence(Member member) {
    var means = member.means().isEmpty() ? member.name().replace('-', ' ') : member.means();
    var choices =
        member.choices().isEmpty() ? "" : ": one of " + String.join(", ", member.choices());
    var more = member.isList() && member.kind() != Member.Kind.OBJECT ? "; several with commas" : "";
    var json =
        member.kind() == Member.Kind.OBJECT ? "; JSON, or @FILE with it" : "";
    return Character.toUpperCase(means.charAt(0)) + means.substring(1) + choices + more + json + ".";
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
        ? String.join(",", list.stream().map(Object::toString).toList())
        : String.valueOf(value);
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
      list.forEach(entry -> {
        var one = json(entry.toString());
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
      case OBJECT -> parsed(text);
      case TEXT, DAY, MOMENT, CHOICE, SECRET -> NODES.stringNode(text);
    };
  }

  private JsonNode parsed(String text) {
    try {
      return JSON.readTree(text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--%s is not JSON: %s".formatted(member.name(), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--%s: %s can't be read".formatted(member.name(), text.substring(1)), e);
    }
  }
}
