package org.samling.console.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.SourcedValue;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;

/**
 * The effect of changing a rule, for each patron category with each item category. For the rule's
 * other conditions, uses the first value that each names.
 */
final class RuleEffect {

  /** The maximum number of rows shown. */
  static final int MOST = 60;

  private RuleEffect() {}

  static List<RulePage.Row> of(
      LendingPolicy before,
      LendingPolicy after,
      Collection<LocalDate> days,
      @Nullable PolicyRule old,
      @Nullable PolicyRule rule,
      RuleTexts words) {
    var rules =
        Stream.of(Optional.ofNullable(old), Optional.ofNullable(rule))
            .flatMap(Optional::stream)
            .toList();
    var terms =
        Term.ALL.stream()
            .filter(t -> rules.stream().anyMatch(r -> r.terms().containsKey(t.name())))
            .toList();
    var rows = new ArrayList<RulePage.Row>();
    for (var day : days) {
      for (var patron : before.patronCategories().keySet().stream().sorted().toList()) {
        for (var item : before.itemCategories().keySet().stream().sorted().toList()) {
          for (var term : terms) {
            rules.stream()
                .flatMap(
                    r -> row(before, after, situation(r, patron, item, day), term, words).stream())
                .findFirst()
                .ifPresent(rows::add);
          }
        }
      }
    }
    return rows;
  }

  private static Situation situation(PolicyRule rule, String patron, String item, LocalDate day) {
    var conditions = rule.conditions();
    var subjects = new EnumMap<Subject, String>(Subject.class);
    conditions
        .anyOf()
        .forEach((subject, values) ->
            subjects.put(subject, values.stream().sorted().toList().getFirst()));
    subjects.put(Subject.PATRON_CATEGORY, patron);
    subjects.put(Subject.ITEM_CATEGORY, item);
    var age = conditions.minAge() == null ? conditions.maxAge() : conditions.minAge();
    return new Situation(
        subjects,
        age == null ? null : Math.clamp(age, 0, Situation.MAX_AGE),
        conditions.newItem(),
        day);
  }

  private static Optional<RulePage.Row> row(
      LendingPolicy before,
      LendingPolicy after,
      Situation situation,
      Term<?> term,
      RuleTexts words) {
    var day = situation.on(LocalDate.EPOCH);
    var then = situation.value(term.name(), before, day);
    var now = situation.value(term.name(), after, day);
    if (then.map(SourcedValue::text).equals(now.map(SourcedValue::text))) {
      return Optional.empty();
    }
    return Optional.of(
        new RulePage.Row(
            day,
            situation.subjects().getOrDefault(Subject.PATRON_CATEGORY, ""),
            situation.subjects().getOrDefault(Subject.ITEM_CATEGORY, ""),
            words.name(term.name()),
            said(then, term, words),
            said(now, term, words)));
  }

  private static String said(Optional<SourcedValue> said, Term<?> term, RuleTexts words) {
    return said.map(
            s -> "%s (%s)".formatted(words.value(term.name(), s.text()), words.level(s.level())))
        .orElse("–");
  }
}
