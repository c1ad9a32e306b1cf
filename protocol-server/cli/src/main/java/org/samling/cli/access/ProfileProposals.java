package org.samling.cli.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.library.yaml.YamlException;
import org.samling.sip2.shadow.Circumstance;
import org.samling.sip2.shadow.ReplyDifference;
import org.samling.sip2.shadow.ShadowReport.Group;
import tools.jackson.databind.JsonNode;

/**
 * Which key of an account's profile closes a difference between two servers. The keys say it
 * themselves, in {@code x-closes} of their schema: patterns of the reply's command, the field, what
 * was and what is, and what to {@code set}, {@code add} or {@code remove}. In that {@code $1} is
 * what the field's pattern found, or the recorded value's, and {@code $alert} the type of alert.
 * With {@code pin} an entry counts only where the client had sent a PIN, which is not in a
 * recording, or only where it had not; with {@code when} only in that {@link Circumstance}. One
 * with {@code why} alone explains, and proposes nothing; what no key changes is explained so at the
 * schema's root.
 */
final class ProfileProposals {

  /** The key whose values the absence of PINs calls for: on a copy only. */
  private static final String WITHOUT_PIN = "without-pin";

  private static final String ALERT = "$alert";
  private static final String FOUND = "$1";

  private final Sip2ProfileChoice account;
  private final List<Rule> rules = new ArrayList<>();
  private final Map<Proposal, Boolean> possible = new HashMap<>();

  /**
   * Proposals for an account.
   *
   * @param account its preset with its overrides, from which proposals start
   */
  ProfileProposals(Sip2ProfileChoice account) {
    this.account = account;
    var schema = Profiles.SCHEMA.rules();
    for (var key : Profiles.keys()) {
      schema.at("/properties/" + key + "/x-closes").forEach(rule -> rules.add(Rule.of(key, rule)));
    }
    schema.at("/x-closes").forEach(rule -> rules.add(Rule.of("", rule)));
  }

  /** The preset that the profile starts from. */
  String preset() {
    return account.preset();
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
      Set<Circumstance> when,
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
          rule.has("when") ? Set.of(circumstance(rule.path("when").asString(""))) : Set.of(),
          action,
          action == null ? "" : rule.path(word(action)).asString(""),
          rule.path("why").asString(""));
    }

    private static Circumstance circumstance(String word) {
      return Circumstance.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
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
          || !difference.circumstances().containsAll(when)
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
      rule.proposals(difference)
          .filter(proposal -> possible.computeIfAbsent(proposal, this::isPossible))
          .forEach(proposal -> found.putIfAbsent(rule.key(), proposal));
    }
    return List.copyOf(found.values());
  }

  /** Whether the key can have the value: an old server may say what no profile has. */
  private boolean isPossible(Proposal proposal) {
    return changed(account, proposal).isPresent();
  }

  /** What a proposal makes of a choice; empty where that is no valid profile. */
  private static Optional<Sip2ProfileChoice> changed(Sip2ProfileChoice choice, Proposal proposal) {
    var action = proposal.action();
    if (action == null) {
      return Optional.of(choice);
    }
    var value =
        switch (action) {
          case SET -> proposal.value();
          case ADD -> Profiles.typed(list(choice, proposal, List.of(proposal.value())));
          case REMOVE -> Profiles.typed(list(choice, proposal, List.of()));
        };
    try {
      return Optional.of(
          Profiles.changed(choice, List.of("%s=%s".formatted(proposal.key(), value))));
    } catch (YamlException | UnfitException _) {
      return Optional.empty();
    }
  }

  /** The list of a key without what a proposal names, and with something after it. */
  private static List<String> list(
      Sip2ProfileChoice choice, Proposal proposal, List<String> added) {
    var before =
        Profiles.PRESETS.values(choice).get(proposal.key()) instanceof List<?> values
            ? values.stream().map(String::valueOf)
            : Stream.<String>of();
    return Stream.concat(
            before.filter(value -> !named(value).equals(named(proposal.value()))), added.stream())
        .toList();
  }

  /** What a list has once: the category of an entry such as {@code book=02}, or the entry. */
  private static String named(String entry) {
    var equals = entry.lastIndexOf('=');
    return equals < 0 ? entry : entry.substring(0, equals);
  }

  /** What has one value: a key, or an entry of a key's list. */
  private record Place(String key, String entry) {

    static Place of(Proposal proposal) {
      return new Place(
          proposal.key(), proposal.action() == Action.SET ? "" : named(proposal.value()));
    }
  }

  /**
   * The values of the keys that close the differences, which make a valid profile: what most of
   * them call for.
   *
   * @param forReplay whether to name the keys that the absence of PINs calls for, too
   */
  Map<String, Object> values(List<Group<Proposal>> groups, boolean forReplay) {
    var counts = new LinkedHashMap<Place, Map<Proposal, Integer>>();
    for (var group : groups) {
      for (var proposal : group.explanations()) {
        if (proposal.action() != null && (forReplay || !proposal.isForReplayOnly())) {
          counts
              .computeIfAbsent(Place.of(proposal), _ -> new LinkedHashMap<>())
              .merge(proposal, group.count(), Integer::sum);
        }
      }
    }
    var choice = account;
    for (var count : counts.values()) {
      var most = Collections.max(count.entrySet(), Map.Entry.comparingByValue()).getKey();
      choice = changed(choice, most).orElse(choice);
    }
    var before = Profiles.PRESETS.values(account);
    var values = new LinkedHashMap<>(choice.overrides());
    values.entrySet().removeIf(value -> value.getValue().equals(before.get(value.getKey())));
    return values;
  }
}
