package org.samling.console.policy;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Words;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.Circumstances;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;

/** Texts for rules and their conditions, in one language. */
record RuleTexts(Words words, Tenant tenant) {

  /** Returns the conditions of a rule, one text each; empty for always. */
  List<String> when(Conditions conditions) {
    var parts = new ArrayList<String>();
    for (var subject : Subject.values()) {
      var values = conditions.anyOf().get(subject);
      if (values != null) {
        parts.add(is(subject, String.join(", ", values.stream().sorted().toList())));
      }
    }
    if (!conditions.ages().isEmpty()) {
      parts.add(words.of("policy.age-is", conditions.ages()));
    }
    addNew(parts, conditions.newItem());
    return parts;
  }

  /** Returns the known properties of a hypothetical loan, one text each. */
  List<String> of(Situation situation) {
    var parts = new ArrayList<String>();
    for (var subject : Subject.values()) {
      var value = situation.subjects().get(subject);
      if (value != null) {
        parts.add(is(subject, value));
      }
    }
    var age = situation.age();
    if (age != null) {
      parts.add(words.of("policy.age-is", age.toString()));
    }
    addNew(parts, situation.newItem());
    var day = situation.day();
    if (day != null) {
      parts.add(words.of("policy.on-day", day(day)));
    }
    return parts;
  }

  private String is(Subject subject, String value) {
    return words.of("policy.is", words.of("policy.subject." + subject), value);
  }

  private void addNew(List<String> parts, @Nullable Boolean isNew) {
    if (isNew != null) {
      parts.add(words.of(isNew ? "policy.item-is-new" : "policy.item-is-not-new"));
    }
  }

  /** Returns why a rule does not apply: its first condition that is not true. */
  String reasonNotApplied(PolicyRule rule, Circumstances circumstances) {
    var from = rule.from();
    if (from != null && circumstances.day().isBefore(from)) {
      return words.of("policy.from-day", day(from));
    }
    var until = rule.until();
    if (until != null && circumstances.day().isAfter(until)) {
      return words.of("policy.until-day", day(until));
    }
    for (var subject : Subject.values()) {
      var accepted = rule.conditions().anyOf().get(subject);
      var actual = circumstances.of(subject);
      if (accepted != null && actual.stream().noneMatch(accepted::contains)) {
        return unmet(words.of("policy.subject." + subject), actual, accepted);
      }
    }
    var ages = rule.conditions().ages();
    var newItem = rule.conditions().newItem();
    if (newItem != null && circumstances.isNewItem().filter(newItem::equals).isEmpty()) {
      return words.of(newItem ? "policy.item-is-not-new" : "policy.item-is-new");
    }
    return unmet(
        words.of("policy.age"),
        circumstances.age().map(a -> Set.of(a.toString())).orElse(Set.of()),
        Set.of(ages));
  }

  private String unmet(String what, Set<String> actual, Set<String> accepted) {
    return words.of(
        "policy.unmet",
        what,
        actual.isEmpty()
            ? words.of("policy.unknown")
            : String.join(", ", actual.stream().sorted().toList()),
        String.join(", ", accepted.stream().sorted().toList()));
  }

  /** Returns the terms of a rule, one text each. */
  List<String> then(Map<String, String> terms) {
    return terms.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> Term.ALL.indexOf(Term.named(e.getKey()))))
        .map(e -> words.of("policy.is", name(e.getKey()), value(e.getKey(), e.getValue())))
        .toList();
  }

  /** Returns the name of a term; a setting keeps its own name. */
  String name(String what) {
    return Setting.isOne(what) ? what : words.of("policy.term." + what);
  }

  /** Formats a value for display; amounts in the tenant's currency. */
  String value(String what, String text) {
    if (Setting.isOne(what)) {
      return text;
    }
    var term = Term.named(what);
    if (term.equals(Term.OVERDUE_STEPS)) {
      return Term.OVERDUE_STEPS.read(text).stream()
          .map(s -> words.of("policy.step", String.valueOf(s.fromDay()), money(s.amount())))
          .collect(Collectors.joining("; "));
    }
    if (text.equals("true") || text.equals("false")) {
      return words.of("policy.word." + text);
    }
    return term.isAmount() ? money(Long.parseLong(text)) : text;
  }

  private String money(long minor) {
    var format = NumberFormat.getCurrencyInstance(words.locale());
    format.setCurrency(tenant.currency());
    var digits = Math.max(0, tenant.currency().getDefaultFractionDigits());
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(BigDecimal.valueOf(minor, digits));
  }

  /** Returns the level that decides a value, from {@code policy rule films} and the like. */
  String level(String level) {
    for (var kind : List.of("policy rule ", "item category ", "patron category ")) {
      if (level.startsWith(kind)) {
        return words.of(
            "policy.level." + kind.strip().replace(' ', '-'), level.substring(kind.length()));
      }
    }
    return level.equals("built in") ? words.of("policy.built-in") : level;
  }

  String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(words.locale())
        .format(day);
  }

  /** Returns the validity of a rule; empty for always. */
  String period(PolicyRule rule) {
    var from = rule.from();
    var until = rule.until();
    if (from == null) {
      return until == null ? "" : words.of("policy.until-day", day(until));
    }
    return until == null
        ? words.of("policy.from-day", day(from))
        : words.of("policy.from-until", day(from), day(until));
  }
}
