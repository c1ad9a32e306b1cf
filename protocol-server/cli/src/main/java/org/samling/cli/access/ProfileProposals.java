package org.samling.cli.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.sip2.shadow.ReplyDifference;
import org.samling.sip2.shadow.ShadowReport.Group;
import tools.jackson.databind.JsonNode;

/**
 * Which key of an account's profile closes a difference between two servers. The keys say it
 * themselves, in {@code x-closes} of their schema: patterns of the reply's command, the field, what
 * was and what is, and what to {@code set}, {@code add} or {@code remove}. In that {@code $1} is
 * what the field's pattern found, or the recorded value's, and {@code $alert} the type of alert.
 * With {@code pin} an entry counts only where the client had sent a PIN, which is not in a
 * recording, or only where it had not. One with {@code why} alone explains, and proposes nothing;
 * what no key changes is explained so at the schema's root.
 */
final class ProfileProposals {

  /** The key whose values the absence of PINs calls for: on a copy only. */
  private static final String WITHOUT_PIN = "without-pin";

  private static final String ALERT = "$alert";
  private static final String FOUND = "$1";

  private final List<Rule> rules = new ArrayList<>();

  ProfileProposals() {
    var schema = Profiles.SCHEMA.rules();
    for (var key : Profiles.keys()) {
      schema.at("/properties/" + key + "/x-closes").forEach(rule -> rules.add(Rule.of(key, rule)));
    }
    schema.at("/x-closes").forEach(rule -> rules.add(Rule.of("", rule)));
  }

  /** What a key is to be changed by. */
  enum Action {
    SET,
    ADD,
    REMOVE
  }

  /**
   * A change of a key.
   *
   * @param key empty for what no key changes
   * @param action null where it only explains the difference
   * @param why the explanation, or empty
   * @param isForReplayOnly whether it is needed because the recording has no PINs
   */
  record Proposal(
      String key, @Nullable Action action, String value, String why, boolean isForReplayOnly) {

    @Override
    public String toString() {
      var what =
          action == null
              ? why
              : switch (action) {
                case SET -> "%s: %s".formatted(key, value);
                case ADD -> "%s with %s".formatted(key, value);
                case REMOVE -> "%s without %s".formatted(key, value);
              };
      return isForReplayOnly && action != null ? what + " (on the copy: no PIN was sent)" : what;
    }
  }

  private record Rule(
      String key,
      Map<String, Pattern> patterns,
      @Nullable Boolean pin,
      @Nullable Action action,
      String value,
      String why) {

    static Rule of(String key, JsonNode rule) {
      var patterns = new LinkedHashMap<String, Pattern>();
      for (var part : List.of("message", "field", "was", "is")) {
        patterns.put(part, Pattern.compile(rule.path(part).asString(".*"), Pattern.DOTALL));
      }
      var action =
          Stream.of(Action.values()).filter(one -> rule.has(word(one))).findFirst().orElse(null);
      return new Rule(
          key,
          patterns,
          rule.has("pin") ? rule.path("pin").asBoolean() : null,
          action,
          action == null ? "" : rule.path(word(action)).asString(""),
          rule.path("why").asString(""));
    }

    private static String word(Action action) {
      return action.name().toLowerCase(Locale.ROOT);
    }

    private Matcher matcher(String part, String text) {
      return patterns.getOrDefault(part, Pattern.compile("")).matcher(text);
    }

    Stream<Proposal> proposals(ReplyDifference difference) {
      var field = matcher("field", difference.field());
      var was = matcher("was", difference.was());
      if (!field.matches()
          || !was.matches()
          || !matcher("message", difference.message()).matches()
          || !matcher("is", difference.is()).matches()
          || (pin != null && pin != difference.hadPin())
          || (value.equals(ALERT) && difference.alert().isEmpty())) {
        return Stream.empty();
      }
      var found =
          field.groupCount() > 0 ? field.group(1) : was.groupCount() > 0 ? was.group(1) : "";
      return Stream.of(
          new Proposal(
              key,
              action,
              value.replace(ALERT, difference.alert()).replace(FOUND, found == null ? "" : found),
              why,
              key.equals(WITHOUT_PIN) && difference.hadPin()));
    }
  }

  /** The proposals that close a difference; of the rules of a key the first counts. */
  List<Proposal> of(ReplyDifference difference) {
    var found = new LinkedHashMap<String, Proposal>();
    for (var rule : rules) {
      rule.proposals(difference).forEach(proposal -> found.putIfAbsent(rule.key(), proposal));
    }
    return List.copyOf(found.values());
  }

  /**
   * The values of the keys that close the differences: what most of them call for.
   *
   * @param account the account's preset with its overrides, from which lists are changed
   * @param forReplay whether to name the keys that the absence of PINs calls for, too
   */
  static Map<String, Object> values(
      List<Group<Proposal>> groups, Sip2ProfileChoice account, boolean forReplay) {
    var before = Profiles.PRESETS.values(account);
    var settings = new LinkedHashMap<String, Map<String, Integer>>();
    var lists = new LinkedHashMap<String, Set<String>>();
    each(
        groups,
        (proposal, count) -> {
          if (proposal.isForReplayOnly() && !forReplay) {
            return;
          }
          var key = proposal.key();
          switch (proposal.action()) {
            case SET ->
                settings
                    .computeIfAbsent(key, _ -> new LinkedHashMap<>())
                    .merge(proposal.value(), count, Integer::sum);
            case ADD -> list(lists, before, key).add(proposal.value());
            case REMOVE -> list(lists, before, key).remove(proposal.value());
            case null -> {}
          }
        });
    var values = new LinkedHashMap<String, Object>();
    settings.forEach((key, counts) ->
        values.put(
            key,
            counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> typed(key, most.getKey()))
                .orElseThrow()));
    lists.forEach((key, list) -> values.put(key, List.copyOf(list)));
    values.entrySet().removeIf(value -> value.getValue().equals(before.get(value.getKey())));
    return values;
  }

  private static void each(List<Group<Proposal>> groups, BiConsumer<Proposal, Integer> consumer) {
    groups.forEach(group ->
        group.explanations().forEach(proposal -> consumer.accept(proposal, group.count())));
  }

  private static Set<String> list(
      Map<String, Set<String>> lists, Map<String, Object> before, String key) {
    return lists.computeIfAbsent(
        key,
        _ -> {
          var list = new LinkedHashSet<String>();
          if (before.get(key) instanceof List<?> values) {
            values.forEach(value -> list.add(String.valueOf(value)));
          }
          return list;
        });
  }

  private static Object typed(String key, String value) {
    return switch (Profiles.SCHEMA.type(key)) {
      case "integer" -> Integer.valueOf(value);
      case "boolean" -> Boolean.valueOf(value);
      default -> value;
    };
  }
}
