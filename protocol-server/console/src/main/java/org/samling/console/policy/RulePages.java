package org.samling.console.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;

/** The rules of the policy matrix, and changes to them. */
final class RulePages {

  private static final String ONE = "policy/rule";
  private static final int HEAVIEST = 1_000_000;
  private static final int MOST_VALUES = 100;
  private static final int LONGEST_VALUE = 100;

  private final Inquiries inquiries;
  private final PolicyRegister register;

  RulePages(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(Visit visit) {
    return inquiries.policy(visit.tenant().id());
  }

  private static boolean mayChange(Visit visit) {
    return visit.member().agencies().isEmpty();
  }

  /** Shows all rules, and the categories behind them. */
  Reply list(Visit visit) {
    var policy = policy(visit);
    var words = new RuleTexts(visit.words(), visit.tenant());
    var today = Tree.of(visit, policy).today();
    return Reply.page(
        "policy/matrix",
        new MatrixPage(
            policy.matrix().rules().stream()
                .map(r ->
                    new MatrixPage.Row(
                        r.code(),
                        r.weight(),
                        words.when(r.conditions()),
                        words.then(r.terms()),
                        words.period(r),
                        state(r, today)))
                .toList(),
            policy.itemCategories().values().stream()
                .sorted((a, b) -> a.code().compareTo(b.code()))
                .map(c ->
                    new MatrixPage.Category(
                        c.code(),
                        c.name(),
                        words.then(
                            Map.of(
                                Term.FOR_LOAN.name(),
                                Boolean.toString(c.forLoan()),
                                Term.LOAN_DAYS.name(),
                                Integer.toString(c.loanDays()),
                                Term.RENEWALS.name(),
                                Integer.toString(c.renewals())))))
                .toList(),
            policy.patronCategories().values().stream()
                .sorted((a, b) -> a.code().compareTo(b.code()))
                .map(c ->
                    new MatrixPage.Category(
                        c.code(),
                        c.name(),
                        words.then(
                            Map.of(
                                Term.MAX_LOANS.name(),
                                Integer.toString(c.maxLoans()),
                                Term.MAX_HOLDS.name(),
                                Integer.toString(c.maxHolds()),
                                Term.MAX_DEBT.name(),
                                Long.toString(c.maxDebt())))))
                .toList(),
            mayChange(visit)));
  }

  private static String state(PolicyRule rule, LocalDate today) {
    var from = rule.from();
    var until = rule.until();
    if (from != null && from.isAfter(today)) {
      return "policy.planned";
    }
    return until != null && until.isBefore(today) ? "policy.past" : "policy.now";
  }

  /** Handles a request for an existing rule. */
  private interface OnRule {
    Reply answer(LendingPolicy policy, PolicyRule rule);
  }

  private Reply on(Visit visit, OnRule answer) {
    var policy = policy(visit);
    return policy.matrix().rules().stream()
        .filter(r -> r.code().equals(visit.request().part("rule")))
        .findFirst()
        .map(r -> answer.answer(policy, r))
        .orElseGet(Reply::notFound);
  }

  /** Shows the form for a new rule. */
  Reply form(Visit visit) {
    return Reply.page(ONE, page(visit, policy(visit), "", Map.of("weight", "50"), Map.of(), null));
  }

  /** Shows one rule. */
  Reply show(Visit visit) {
    return on(
        visit,
        (policy, rule) ->
            Reply.page(ONE, page(visit, policy, rule.code(), typed(rule), Map.of(), null)));
  }

  /** Returns the values of a rule form, by field name. */
  private static Map<String, String> typed(PolicyRule rule) {
    var typed = new HashMap<String, String>();
    typed.put("code", rule.code());
    typed.put("weight", Integer.toString(rule.weight()));
    typed.put("from", text(rule.from()));
    typed.put("until", text(rule.until()));
    typed.put("age", rule.conditions().ages());
    typed.put("new-item", text(rule.conditions().newItem()));
    rule.conditions()
        .anyOf()
        .forEach((subject, values) ->
            typed.put(subject.word(), values.stream().sorted().collect(Collectors.joining(", "))));
    rule.terms().forEach((term, text) -> typed.put("term-" + term, text));
    return typed;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<String> fields() {
    return Stream.of(
            Stream.of("code", "weight", "from", "until", "age", "new-item"),
            Arrays.stream(Subject.values()).map(Subject::word),
            Term.ALL.stream().map(t -> "term-" + t.name()))
        .flatMap(s -> s)
        .toList();
  }

  /** Previews a new rule, and creates it once the preview is confirmed. */
  Reply add(Visit visit) {
    return mayChange(visit) ? put(visit, policy(visit), null) : Reply.notFound();
  }

  /** Previews a change of a rule, and makes it once the preview is confirmed. */
  Reply change(Visit visit) {
    return on(
        visit, (policy, rule) -> mayChange(visit) ? put(visit, policy, rule) : Reply.notFound());
  }

  private Reply put(Visit visit, LendingPolicy policy, @Nullable PolicyRule old) {
    var typing = new FormInput(visit.request()::field, visit.words(), fields());
    var code = old == null ? "" : old.code();
    var read = rule(typing, visit, policy, old);
    if (read.isEmpty()) {
      return Reply.unfit(ONE, page(visit, policy, code, typing.typed(), typing.problems(), null));
    }
    var rule = read.get();
    return switch (visit.request().field("step")) {
      case "save" -> {
        register.putRules(visit.tenant().id(), List.of(rule));
        visit.note("rule-put", rule.code(), "weight %d, %s".formatted(rule.weight(), rule.terms()));
        yield Reply.to(visit.path("/policy/matrix"));
      }
      case "plan" -> {
        var change = planned(visit, policy, old, rule);
        yield Reply.page(ONE, page(visit, policy, code, typing.typed(), Map.of(), change));
      }
      default -> Reply.page(ONE, page(visit, policy, code, typing.typed(), Map.of(), null));
    };
  }

  private static Optional<PolicyRule> rule(
      FormInput typing, Visit visit, LendingPolicy policy, @Nullable PolicyRule old) {
    var code = old == null ? typing.text("code") : old.code();
    if (old == null && !code.matches("[A-Za-z0-9][A-Za-z0-9-]{0,39}")) {
      typing.unfit("code", "policy.code-unfit");
    } else if (old == null
        && policy.matrix().rules().stream().anyMatch(r -> r.code().equals(code))) {
      typing.unfit("code", "policy.code-taken");
    }
    var weight = typing.number("weight", -HEAVIEST, HEAVIEST);
    if (typing.text("weight").isEmpty()) {
      typing.unfit("weight", "policy.number-unfit", "-" + HEAVIEST, "" + HEAVIEST);
    }
    var from = typing.day("from");
    var until = typing.day("until");
    typing.period(from, until, "until");
    var terms = terms(typing, visit);
    if (terms.isEmpty()) {
      typing.unfit("terms", "policy.no-terms");
    }
    var conditions = conditions(typing, policy);
    return typing.isFit() && weight != null
        ? Optional.of(new PolicyRule(code, weight, conditions, terms, from, until))
        : Optional.empty();
  }

  private static Map<String, String> terms(FormInput typing, Visit visit) {
    var terms = new HashMap<String, String>();
    for (var term : Term.ALL) {
      var field = "term-" + term.name();
      var text = typing.text(field);
      if (!text.isEmpty()) {
        terms.put(term.name(), text);
        try {
          var _ = term.read(text);
        } catch (IllegalArgumentException e) {
          typing.unfit(
              field, "policy.value-unfit", FormInput.accepted(term.accepted(), visit.words()));
        }
      }
    }
    return terms;
  }

  private static Conditions conditions(FormInput typing, LendingPolicy policy) {
    var known = known(policy);
    var anyOf = new EnumMap<Subject, Set<String>>(Subject.class);
    for (var subject : Subject.values()) {
      var values =
          Arrays.stream(typing.text(subject.word()).split(",", -1))
              .map(String::strip)
              .filter(v -> !v.isEmpty())
              .collect(Collectors.toSet());
      var there = known.get(subject);
      if (there != null && !there.containsAll(values)) {
        var unknown = new HashSet<>(values);
        unknown.removeAll(Set.copyOf(there));
        typing.unfit(
            subject.word(),
            "policy.codes-unfit",
            String.join(", ", unknown),
            String.join(", ", there));
      } else if (values.size() > MOST_VALUES
          || values.stream().anyMatch(v -> v.length() > LONGEST_VALUE)) {
        typing.unfit(subject.word(), "policy.values-unfit");
      } else if (!values.isEmpty()) {
        anyOf.put(subject, values);
      }
    }
    var isNew = typing.text("new-item");
    var conditions = new Conditions(anyOf, isNew.isEmpty() ? null : isNew.equals("true"));
    try {
      return conditions.ofAges(typing.text("age"));
    } catch (IllegalArgumentException _) {
      typing.unfit("age", "policy.age-unfit");
      return conditions;
    }
  }

  /** Returns the existing codes, for the subjects whose codes the tenant knows completely. */
  private static Map<Subject, List<String>> known(LendingPolicy policy) {
    var known = new EnumMap<Subject, List<String>>(Subject.class);
    for (var subject : Subject.values()) {
      policy
          .codes(subject)
          .ifPresent(codes -> known.put(subject, codes.stream().sorted().toList()));
    }
    return known;
  }

  /** Removes a rule, once the preview is confirmed. */
  Reply remove(Visit visit) {
    return on(
        visit,
        (policy, rule) -> {
          if (!mayChange(visit)) {
            return Reply.notFound();
          }
          if (!visit.request().field("step").equals("save")) {
            var change = planned(visit, policy, rule, null);
            return Reply.page(ONE, page(visit, policy, rule.code(), typed(rule), Map.of(), change));
          }
          if (register.removeRule(visit.tenant().id(), rule.code())) {
            visit.note(
                "rule-removed",
                rule.code(),
                "weight %d, %s".formatted(rule.weight(), rule.terms()));
          }
          return Reply.to(visit.path("/policy/matrix"));
        });
  }

  /** Computes the effect of replacing, adding or removing a rule; null stands for no rule. */
  private RulePage.Change planned(
      Visit visit, LendingPolicy policy, @Nullable PolicyRule old, @Nullable PolicyRule rule) {
    var words = new RuleTexts(visit.words(), visit.tenant());
    var rules = new ArrayList<>(policy.matrix().rules());
    if (old != null) {
      rules.remove(old);
    }
    if (rule != null) {
      rules.add(rule);
    }
    var after = policy.withRules(rules);
    var today = Tree.of(visit, policy).today();
    var days = new LinkedHashSet<LocalDate>();
    days.add(today);
    Stream.of(Optional.ofNullable(old), Optional.ofNullable(rule))
        .flatMap(Optional::stream)
        .map(PolicyRule::from)
        .filter(from -> from != null && from.isAfter(today))
        .forEach(days::add);
    var rows = RuleEffect.of(policy, after, days, old, rule, words);
    var shown = rows.subList(0, Math.min(RuleEffect.MOST, rows.size()));
    var described = rule == null ? old : rule;
    return new RulePage.Change(
        rule == null,
        described == null ? List.of() : words.when(described.conditions()),
        described == null ? List.of() : words.then(described.terms()),
        described == null ? "" : words.period(described),
        shown,
        rows.size() - shown.size(),
        BrokenCase.by(
            register.cases(visit.tenant().id()), policy, after, days.toArray(LocalDate[]::new)));
  }

  private static RulePage page(
      Visit visit,
      LendingPolicy policy,
      String code,
      Map<String, String> typed,
      Map<String, String> problems,
      RulePage.@Nullable Change change) {
    return new RulePage(
        code,
        typed,
        problems,
        Term.ALL.stream()
            .collect(
                Collectors.toMap(Term::name, t -> FormInput.accepted(t.accepted(), visit.words()))),
        known(policy),
        mayChange(visit),
        change);
  }
}
