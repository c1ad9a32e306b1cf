package org.samling.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.policy.Circumstances.Subject;

/**
 * Decides what is lent to whom, where and for how long, by rules in descending weight. The value of
 * a term is that of the first rule that applies and sets it; the terms of the item's and the
 * patron's categories come last.
 */
public final class PolicyMatrix {

  private static final Comparator<PolicyRule> HEAVIEST_FIRST =
      Comparator.comparingInt(PolicyRule::weight).reversed().thenComparing(PolicyRule::code);

  private final List<PolicyRule> rules;
  private final List<Row> rows = new ArrayList<>();
  private final Set<Subject> subjects = EnumSet.noneOf(Subject.class);
  private final boolean asksWhetherNew;
  private final boolean asksForFees;

  /** A rule with its parsed terms. */
  private record Row(String level, PolicyRule rule, Map<String, Object> says) {

    Row(String level, PolicyRule rule) {
      this(level, rule, new HashMap<>());
      rule.terms().forEach((name, text) -> says.put(name, Term.named(name).read(text)));
    }

    @SuppressWarnings("unchecked") // the value under a term's name was parsed by that term
    <T> @Nullable T value(Term<T> term) {
      return (T) says.get(term.name());
    }
  }

  /**
   * Creates a matrix.
   *
   * @param rules the rules, in any order
   * @param itemCategories the item categories, whose terms count where no rule sets one
   * @param patronCategories the patron categories, likewise
   */
  public PolicyMatrix(
      List<PolicyRule> rules,
      Collection<ItemCategory> itemCategories,
      Collection<PatronCategory> patronCategories) {
    this.rules = rules.stream().sorted(HEAVIEST_FIRST).toList();
    this.rules.forEach(rule -> rows.add(new Row("policy rule " + rule.code(), rule)));
    itemCategories.forEach(category -> rows.add(row(category)));
    patronCategories.forEach(category -> rows.add(row(category)));
    rows.forEach(row -> subjects.addAll(row.rule().conditions().anyOf().keySet()));
    this.asksWhetherNew = this.rules.stream().anyMatch(r -> r.conditions().newItem() != null);
    this.asksForFees =
        rows.stream()
            .anyMatch(row ->
                Stream.of(Term.LOAN_FEE, Term.RENEWAL_FEE, Term.HOLD_FEE)
                    .anyMatch(term -> row.value(term) != null));
  }

  private static Row row(ItemCategory category) {
    return new Row(
        "item category " + category.code(),
        new PolicyRule(
            category.code(),
            0,
            Conditions.on(Subject.ITEM_CATEGORY, category.code()),
            Map.of(
                Term.FOR_LOAN.name(),
                Boolean.toString(category.forLoan()),
                Term.LOAN_DAYS.name(),
                Integer.toString(category.loanDays()),
                Term.RENEWALS.name(),
                Integer.toString(category.renewals())),
            null));
  }

  private static Row row(PatronCategory category) {
    return new Row(
        "patron category " + category.code(),
        new PolicyRule(
            category.code(),
            0,
            Conditions.on(Subject.PATRON_CATEGORY, category.code()),
            Map.of(
                Term.MAX_LOANS.name(),
                Integer.toString(category.maxLoans()),
                Term.MAX_HOLDS.name(),
                Integer.toString(category.maxHolds()),
                Term.MAX_DEBT.name(),
                Long.toString(category.maxDebt())),
            null));
  }

  /** The rules, the heaviest first. */
  public List<PolicyRule> rules() {
    return rules;
  }

  /** Whether any rule or category asks about a subject. */
  public boolean asksAbout(Subject subject) {
    return subjects.contains(subject);
  }

  /** Whether any rule asks whether an item is new. */
  public boolean asksWhetherNew() {
    return asksWhetherNew;
  }

  /** Whether any rule says what a loan, renewal or hold costs. */
  public boolean asksForFees() {
    return asksForFees;
  }

  /** The value of a term. */
  public <T> Optional<Ruling<T>> find(Term<T> term, Circumstances circumstances) {
    for (var row : rows) {
      var value = row.value(term);
      if (value != null && row.rule().applies(circumstances)) {
        return Optional.of(new Ruling<>(term, value, row.level()));
      }
    }
    return Optional.empty();
  }

  /** The value of a term, the heavier rules that do not apply, and the lighter ones that do. */
  public LookupResult explain(Term<?> term, Circumstances circumstances) {
    var passed = new ArrayList<SkippedRule>();
    var applying = new ArrayList<SourcedValue>();
    for (var i = 0; i < rows.size(); i++) {
      var rule = rows.get(i).rule();
      var text = rule.terms().get(term.name());
      if (text == null) {
        continue;
      }
      var unmet = rule.unmet(circumstances);
      if (unmet.isEmpty()) {
        applying.add(new SourcedValue(text, rows.get(i).level()));
      } else if (applying.isEmpty() && i < rules.size()) {
        // other categories could not have applied
        passed.add(new SkippedRule(rule, text, unmet.get()));
      }
    }
    return new LookupResult(
        term,
        applying.stream().findFirst(),
        passed,
        applying.subList(Math.min(1, applying.size()), applying.size()));
  }

  /**
   * The value of a term that every category sets.
   *
   * @throws IllegalStateException where nothing sets it
   */
  public <T> Ruling<T> get(Term<T> term, Circumstances circumstances) {
    return find(term, circumstances)
        .orElseThrow(() -> new IllegalStateException("no rule and no category sets " + term));
  }

  /**
   * The value that a rule sets.
   *
   * @param value the value
   * @param level the rule or category that sets it, for people: {@code policy rule short-loans}
   */
  public record Ruling<T>(Term<T> term, T value, String level) {}

  /**
   * The result of looking up a term.
   *
   * @param said the value, or empty where no rule and no category sets one
   * @param passed the heavier rules that set another value but do not apply, the heaviest first
   * @param beaten the values overridden by it, the heaviest first; the category last
   */
  public record LookupResult(
      Term<?> term,
      Optional<SourcedValue> said,
      List<SkippedRule> passed,
      List<SourcedValue> beaten) {

    /** Copies the lists. */
    public LookupResult {
      passed = List.copyOf(passed);
      beaten = List.copyOf(beaten);
    }
  }

  /**
   * What holds.
   *
   * @param text the value as text
   * @param level the rule or category that sets it, for people: {@code policy rule short-loans}
   */
  public record SourcedValue(String text, String level) {}

  /**
   * A rule that sets a term but does not apply.
   *
   * @param says its value as text
   * @param because why it does not apply, in words
   */
  public record SkippedRule(PolicyRule rule, String says, String because) {}
}
