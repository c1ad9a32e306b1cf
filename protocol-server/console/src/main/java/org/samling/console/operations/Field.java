package org.samling.console.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Labels.Text;
import org.samling.operations.Operation;
import org.samling.operations.schema.Member;

/**
 * A field of a form.
 *
 * @param name the member's name
 * @param type how it is filled in
 * @param label what it is called
 * @param hint what to fill in; empty where the label says it
 * @param isRequired whether it can't be left empty
 * @param value what was typed
 * @param options what to choose from
 * @param problem what is wrong with it; empty if nothing is
 */
public record Field(
    String name,
    Type type,
    Text label,
    Text hint,
    boolean isRequired,
    String value,
    List<Option> options,
    Text problem) {

  /** A text that may be longer is typed into several lines. */
  private static final int ONE_LINE = 1_000;

  /** What a hint begins with where a code is typed. */
  private static final String THE_CODE = "The code of ";

  /** Copies the list. */
  public Field {
    options = List.copyOf(options);
  }

  /** How a field is filled in. */
  public enum Type {
    /** In one line. */
    TEXT("text"),
    /** With a whole number. */
    NUMBER("number"),
    /** With a day. */
    DAY("date"),
    /** With a day and a time. */
    MOMENT("datetime-local"),
    /** With what nobody may see. */
    SECRET("password"),
    /** By a tick. */
    TICK("checkbox"),
    /** By choosing one of some. */
    SELECT(""),
    /** By ticking some of some. */
    TICKS("checkbox"),
    /** With an entry in each line. */
    LINES(""),
    /** With a text of many lines. */
    LONG_TEXT(""),
    /** With JSON. */
    JSON(""),
    /** Not at all: its value is sent along. */
    HIDDEN("hidden");

    private final String input;

    Type(String input) {
      this.input = input;
    }

    /** The HTML attribute type. */
    public String input() {
      return input;
    }
  }

  /** Something to choose. */
  public record Option(String value, Text label, boolean isChosen) {}

  /** The same where its value is sent along and not asked for. */
  Field hidden() {
    var chosen = options.stream().filter(Option::isChosen).map(Option::value).findFirst();
    return hidden(chosen.orElse(value));
  }

  /** The same with a value that is sent along. */
  Field hidden(String sent) {
    return new Field(name, Type.HIDDEN, label, hint, false, sent, List.of(), problem);
  }

  /** Whether a value is the one that was chosen. */
  boolean isChosen(String sought) {
    return options.stream().anyMatch(o -> o.isChosen() && o.value().equals(sought));
  }

  /** The same where its value is one of some. */
  Field chosenFrom(List<Option> known) {
    return new Field(
        name, Type.SELECT, label, hint.without(THE_CODE), isRequired, value, known, problem);
  }

  /** The id of its element. */
  public String id() {
    return "f-" + name;
  }

  /** Whether something is said of how to fill it in. */
  public boolean hasHint() {
    return !hint.text().isEmpty() || type == Type.LINES || type == Type.JSON;
  }

  /** The ids of the elements that describe it, or null for none. */
  public @Nullable String describedBy() {
    var ids = new ArrayList<String>();
    if (hasHint()) {
      ids.add(id() + "-hint");
    }
    if (!problem.text().isEmpty()) {
      ids.add(id() + "-problem");
    }
    return ids.isEmpty() ? null : String.join(" ", ids);
  }

  /** The fields of an operation's form, with what was typed and what is wrong with it. */
  public static List<Field> of(
      Operation<?, ?, ?> operation,
      Labels labels,
      Map<String, List<String>> typed,
      Trouble trouble) {
    return Member.of(operation.input()).stream()
        .map(member -> {
          var values = typed.getOrDefault(member.name(), List.of());
          var type = type(member);
          return new Field(
              member.name(),
              type,
              labels.member(member.name()),
              labels.hint(member),
              member.isRequired() && !member.isList() && type != Type.TICK,
              values.isEmpty() || type == Type.SECRET ? "" : values.getFirst(),
              options(member, labels, values),
              trouble.at(member.name()));
        })
        .toList();
  }

  private static Type type(Member member) {
    if (member.isList()) {
      return switch (member.kind()) {
        case OBJECT -> Type.JSON;
        case CHOICE -> Type.TICKS;
        default -> Type.LINES;
      };
    }
    return switch (member.kind()) {
      case TEXT -> member.longest() > ONE_LINE ? Type.LONG_TEXT : Type.TEXT;
      case LONG_TEXT -> Type.LONG_TEXT;
      case NUMBER -> Type.NUMBER;
      case FLAG -> member.isRequired() ? Type.TICK : Type.SELECT;
      case DAY -> Type.DAY;
      case MOMENT -> Type.MOMENT;
      case CHOICE -> Type.SELECT;
      case SECRET -> Type.SECRET;
      case OBJECT -> Type.JSON;
    };
  }

  private static List<Option> options(Member member, Labels labels, List<String> values) {
    if (member.kind() == Member.Kind.FLAG) {
      return List.of(
          new Option("true", labels.yesOrNo(true), values.contains("true")),
          new Option("false", labels.yesOrNo(false), values.contains("false")));
    }
    return member.choices().stream()
        .map(word -> new Option(word, labels.choice(word), values.contains(word)))
        .toList();
  }
}
