package org.samling.sip2.shadow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.SupportedMessages;

/**
 * Compares the reply of another server with the one that was recorded, field by field. What two
 * servers never have in common is left out: the time of the reply, and the numbers of transactions.
 */
public final class ReplyComparison {

  private static final String SUPPORTED = "BX";
  private static final String PATRON_STATUS = "patron status";
  private static final String ALERT_TYPE = "CV";
  private static final String QUEUE = "CF";
  private static final String TEXT_FIELD = "AF";

  /** What the request came to: where it differs, all else follows from it. */
  private static final List<String> OUTCOMES = List.of("ok", "payment accepted", "BL");

  /** What does not follow from that. */
  private static final Set<String> OF_EVERY_OUTCOME = Set.of("AO", "AA", "AB", SUPPORTED);

  private static final String SEVERAL = " / ";
  private static final int LONGEST_PATTERN = 80;
  private static final int LENGTH_OF_ID = 2;

  /** What bytes are read as that are not of the character set. */
  private static final String UNREADABLE = "\ufffd";

  private final RecordedExchange recorded;
  private final List<ReplyDifference> differences = new ArrayList<>();
  private final String message;
  private final String alert;
  private final Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);

  private ReplyComparison(RecordedExchange recorded, @Nullable RecordedMessage now) {
    this.recorded = recorded;
    var before = recorded.reply();
    this.message = before == null ? "" : before.command();
    var type = now == null ? "" : now.value(ALERT_TYPE);
    this.alert = type.isEmpty() && before != null ? before.value(ALERT_TYPE) : type;
    if (before != null && now != null && isQueued(before) && isQueued(now)) {
      circumstances.add(Circumstance.QUEUED);
    }
  }

  /**
   * The differences, none where the replies say the same.
   *
   * @param now the other server's reply, masked as the recording is; null if there was none
   * @param terminator what ended it, or null
   * @param isJustLent whether the item of the request was lent or renewed during the replay
   */
  public static List<ReplyDifference> of(
      RecordedExchange recorded,
      @Nullable RecordedMessage now,
      @Nullable Terminator terminator,
      boolean isJustLent) {
    var comparison = new ReplyComparison(recorded, now);
    if (isJustLent) {
      comparison.circumstances.add(Circumstance.JUST_LENT);
    }
    comparison.compare(now, terminator);
    return comparison.differences;
  }

  /** The difference of a request that the other server does not take from this account. */
  public static ReplyDifference notAllowed(RecordedExchange recorded) {
    var comparison = new ReplyComparison(recorded, null);
    comparison.add(SUPPORTED + " " + recorded.request().command(), "Y", "N", false);
    return comparison.differences.getFirst();
  }

  /**
   * Whether a request is among those that a server takes.
   *
   * @param supported its field BX, or empty: it takes all
   */
  public static boolean isSupported(String command, String supported) {
    var messages = SupportedMessages.Message.values();
    for (int i = 0; i < Math.min(messages.length, supported.length()); i++) {
      if (messages[i].command().equals(command)) {
        return supported.charAt(i) != 'N';
      }
    }
    return true;
  }

  private void compare(@Nullable RecordedMessage now, @Nullable Terminator terminator) {
    var before = recorded.reply();
    if (before == null || now == null || !before.command().equals(now.command())) {
      add(ReplyDifference.REPLY, name(before), name(now), before == null);
      return;
    }
    var ended = recorded.terminator();
    if (ended != null && terminator != null && ended != terminator) {
      add(
          ReplyDifference.TERMINATOR,
          ended.name().toLowerCase(Locale.ROOT),
          terminator.name().toLowerCase(Locale.ROOT),
          false);
    }
    var was = before.values();
    var is = now.values();
    var names = new LinkedHashSet<>(was.keySet());
    names.addAll(is.keySet());
    var outcome =
        OUTCOMES.stream()
            .filter(field -> before.has(field) && now.has(field))
            .filter(field -> !before.value(field).equals(now.value(field)))
            .findFirst();
    if (outcome.isPresent()) {
      add(outcome.get(), outcome(before, outcome.get()), outcome(now, outcome.get()), false);
      names.retainAll(OF_EVERY_OUTCOME);
    }
    for (var name : names) {
      compare(name, was.getOrDefault(name, List.of()), is.getOrDefault(name, List.of()));
    }
  }

  private static String outcome(RecordedMessage reply, String field) {
    var text = sentence(reply.value(TEXT_FIELD));
    return cut(text.isEmpty() ? reply.value(field) : reply.value(field) + ", " + text);
  }

  private static String name(@Nullable RecordedMessage message) {
    return message == null ? "" : message.command().isEmpty() ? "unreadable" : message.command();
  }

  private void compare(String name, List<String> was, List<String> is) {
    var before = joined(was);
    var after = joined(is);
    if (name.equals(SUPPORTED)) {
      compareSupported(before, after);
      return;
    }
    if (name.equals(PATRON_STATUS)) {
      comparePatronStatus(before, after);
      return;
    }
    switch (FieldKind.of(name)) {
      case IGNORED -> {}
      case PRESENCE -> addPattern(name, presence(before), presence(after), false);
      case FORM -> addPattern(name, RecordingMask.form(before), RecordingMask.form(after), false);
      case NUMBER -> {
        if (before.isEmpty() || after.isEmpty()) {
          addPattern(name, number(before), number(after), false);
        } else if (!before.equals(after)) {
          add(name, number(before), "another number", true);
        }
      }
      case CODE -> addPattern(name, before, after, false);
      case MESSAGE -> addPattern(name, sentence(before), sentence(after), false);
      case TEXT -> {
        if (!before.equals(after)) {
          addText(name, was, is);
        }
      }
    }
  }

  private static String joined(List<String> values) {
    return String.join(SEVERAL, values);
  }

  private static String presence(String date) {
    return date.isBlank() ? "" : "a date";
  }

  private static String number(String value) {
    return value.isBlank() ? "" : "a number";
  }

  /** A message to people, in which masked words and numbers are told as such. */
  private static String sentence(String text) {
    return text.replaceAll("\\b[Xx]*X[Xx]*\\b", "X").replaceAll("9+", "9");
  }

  private void compareSupported(String was, String is) {
    var messages = SupportedMessages.Message.values();
    for (int i = 0; i < Math.min(messages.length, Math.min(was.length(), is.length())); i++) {
      addPattern(
          SUPPORTED + " " + messages[i].command(),
          was.substring(i, i + 1),
          is.substring(i, i + 1),
          false);
    }
    if (was.isEmpty() != is.isEmpty()) {
      addPattern(SUPPORTED, was, is, false);
    }
  }

  private void comparePatronStatus(String was, String is) {
    for (var flag : PatronStatusFlags.Flag.values()) {
      addPattern(
          "%s %s".formatted(PATRON_STATUS, flag.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
          position(was, flag),
          position(is, flag),
          false);
    }
  }

  private static String position(String status, PatronStatusFlags.Flag flag) {
    return PatronStatusFlags.read(status).has(flag) ? "Y" : "";
  }

  private static boolean isQueued(RecordedMessage reply) {
    return reply.value(QUEUE).matches("0*[1-9][0-9]*");
  }

  /** Texts that differ in their patterns are told by these, and others by their number. */
  private void addText(String name, List<String> was, List<String> is) {
    var before = pattern(was);
    var after = pattern(is);
    if (was.size() != is.size() && !was.isEmpty() && !is.isEmpty()) {
      add(name, times(was.size()), times(is.size()), false);
    } else if (before.equals(after)) {
      add(name, before, "another " + after, false);
    } else {
      add(name, before, after, false);
    }
  }

  private void addPattern(String name, String was, String is, boolean mayDiffer) {
    if (!was.equals(is)) {
      add(name, cut(was), cut(is), mayDiffer);
    }
  }

  private void add(String field, String was, String is, boolean mayDiffer) {
    differences.add(
        new ReplyDifference(
            message,
            field,
            was,
            is,
            Resent.hadPin(recorded.request()),
            alert,
            circumstances(field, is),
            mayDiffer));
  }

  private Set<Circumstance> circumstances(String field, String is) {
    var all = EnumSet.noneOf(Circumstance.class);
    all.addAll(circumstances);
    if (recorded(field).anyMatch(one -> one.value().contains(UNREADABLE))) {
      all.add(Circumstance.UNREADABLE);
    }
    if (is.isEmpty() && field.length() == LENGTH_OF_ID && !isInLayout(field)) {
      all.add(Circumstance.NO_SUCH_FIELD);
    }
    var once = recorded(field).filter(one -> !one.again()).count();
    if (once < recorded(field).count() && is.equals(times(once))) {
      all.add(Circumstance.LISTED_TWICE);
    }
    return all;
  }

  private Stream<RecordedMessage.Field> recorded(String field) {
    var reply = recorded.reply();
    return reply == null
        ? Stream.empty()
        : reply.fields().stream().filter(one -> one.name().equals(field));
  }

  private boolean isInLayout(String field) {
    return Sip2Layout.responses().stream()
        .filter(layout -> layout.command().equals(message))
        .flatMap(layout -> layout.parts().stream())
        .anyMatch(part -> part.field().id().equals(field));
  }

  private static String times(long count) {
    return count + " times";
  }

  /** The patterns of values: a word, or several, is {@code x}, and a number {@code 9}. */
  private static String pattern(List<String> values) {
    return values.stream()
        .map(value ->
            cut(
                RecordingMask.form(value)
                    .replaceAll("[Xx9]*[Xx][Xx9]*", "x")
                    .replaceAll("9+", "9")
                    .replaceAll("x( x)+", "x")))
        .distinct()
        .collect(Collectors.joining(SEVERAL));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_PATTERN ? text.substring(0, LONGEST_PATTERN) + "…" : text;
  }
}
