package org.samling.operations.transport;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.Conditions;
import org.samling.core.policy.SortRule.ReturnedItem;
import org.samling.core.policy.SortRule.Route;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Places;
import org.samling.operations.Texts;

/** What the operations on the rules of sorting machines take and return. */
public final class SortRules {

  /** The most characters of a code, a barcode or the beginning of a location. */
  private static final int NAME = 200;

  /** The most codes in a condition. */
  private static final int CODES = 1_000;

  private SortRules() {}

  /** Which rules are listed. */
  public record Filter(
      @Means("the code of a branch; default: all") @Size(max = NAME) @Nullable String branch,
      @Means("the name of a table; default: all") @Size(max = SortRule.LONGEST_TABLE) @Nullable String table) {}

  /**
   * A page of rules.
   *
   * @param sortRules the rules, table by table from the top
   * @param next what the next page comes after
   */
  public record Listed(List<Rule> sortRules, @Means(Paging.NEXT) @Nullable String next) {}

  /** A table after a change. */
  public record Table(
      @Means("from the top; the first that applies gives the bin") List<Rule> sortRules) {

    static Table of(List<SortRule> rules) {
      return new Table(rules.stream().map(Rule::of).toList());
    }
  }

  /** When a rule applies: all of it must be true. */
  public record When(
      @Means("the ways that an item may go; none for any") @Size(max = 4) @Nullable List<Route> ways,
      @Means("the codes of branches where it may go; none for any") @Size(max = CODES) @Nullable List<@Size(max = NAME) String> destinations,
      @Means("the codes of its categories; none for any") @Size(max = CODES) @Nullable List<@Size(max = NAME) String> itemCategories,
      @Means("its material groups; none for any") @Size(max = CODES) @Nullable List<@Size(max = NAME) String> materialGroups,
      @Means("the beginning of its location, such as Voksen; null for any") @Size(max = NAME) @Nullable String location) {

    static When of(Conditions conditions) {
      return new When(
          conditions.ways().stream().sorted().toList(),
          sorted(conditions.destinations()),
          sorted(conditions.itemCategories()),
          sorted(conditions.materialGroups()),
          conditions.locationPrefix());
    }

    private static List<String> sorted(Collection<String> codes) {
      return codes.stream().sorted().toList();
    }

    Conditions conditions(LendingPolicy policy) {
      var branches = setOf(destinations);
      branches.forEach(code -> Places.checkBranch(policy, code));
      var categories = setOf(itemCategories);
      categories.forEach(code -> Places.check(policy, Subject.ITEM_CATEGORY, code));
      return new Conditions(
          setOf(ways),
          branches,
          categories,
          setOf(materialGroups).stream()
              .map(group -> Texts.needed("material-groups", group))
              .collect(Collectors.toSet()),
          Texts.clean(location));
    }

    private static <T> Set<T> setOf(@Nullable List<T> entries) {
      return entries == null ? Set.of() : Set.copyOf(entries);
    }
  }

  /** A rule. */
  public record Rule(
      @Means("the code of the branch where the machine stands") String branch,
      @Means("the name of the table") String table,
      @Means("in the table, from 1") @Min(1) int place,
      @Means("as in SIP2 field CL") String bin,
      @JsonUnwrapped When when,
      @Means("who set it") String by,
      @Means("when it was set") Instant at) {

    static Rule of(SortRule rule) {
      return new Rule(
          rule.branch(),
          rule.table(),
          rule.position(),
          rule.bin(),
          When.of(rule.conditions()),
          rule.by(),
          rule.at());
    }
  }

  /** A rule that is to be added. */
  public record NewRule(
      @Means("the code of the branch where the machine stands") String branch,
      @Means("the name of the table; default: default") @Size(max = SortRule.LONGEST_TABLE) @Nullable String table,
      @Means("its place in the table, from 1; default: below all others")
          @Min(1) @Max(SortRule.MOST) @Nullable Integer place,
      @Means("as in SIP2 field CL") @Size(max = 40) String bin,
      @JsonUnwrapped When when) {}

  /** Which rule. */
  public record WhichRule(
      @Means("the code of the branch where the machine stands") String branch,
      @Means("its place in the table, from 1") @Min(1) @Max(SortRule.MOST) int place,
      @Means("the name of the table; default: default") @Size(max = SortRule.LONGEST_TABLE) @Nullable String table) {}

  /** An item that is only asked about. */
  public record Question(
      @Means("the code of the branch where the machine stands") String branch,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("the name of the table; default: default") @Size(max = SortRule.LONGEST_TABLE) @Nullable String table) {}

  /** Where an item would go, and by which rule. */
  public record Explained(
      String item,
      @Means("the way that it would go") Route way,
      @Means("the code of the branch where it would go") String destination,
      @Means("null if no rule applies") @Nullable String bin,
      @Means("the rules that were checked; the last is the one that applies, if any does")
          List<CheckedRule> rules) {}

  /** A rule that was checked. */
  public record CheckedRule(
      @JsonUnwrapped Rule rule,
      boolean applies,
      @Means("why it does not apply") @Nullable String because) {

    static CheckedRule of(SortRule rule, ReturnedItem item) {
      Optional<String> unmet = rule.conditions().firstUnmet(item);
      return new CheckedRule(Rule.of(rule), unmet.isEmpty(), unmet.orElse(null));
    }
  }
}
