package org.samling.operations.policies;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRule;
import org.samling.operations.Means;
import org.samling.operations.Names;
import org.samling.operations.Paging;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Validity;

/** What the operations on policy rules take and return. */
public final class Policies {

  /** The most characters of a rule's code or of a value. */
  private static final int NAME = 200;

  /** The most characters of a code that a rule asks about. */
  private static final int CODE = 100;

  private static final int MAX_WEIGHT = 1_000_000;

  private Policies() {}

  /**
   * A page of rules.
   *
   * @param policies the rules, heaviest first
   * @param next what the next page comes after
   */
  public record Listed(List<Policy> policies, @Means(Paging.NEXT) @Nullable String next) {}

  /** A policy rule. */
  public record Policy(
      String code,
      @Means("heavier rules go first") int weight,
      @Means("when it applies: all of it must be true") When when,
      @Means("as terms are written on the command line") @Names(Vocabulary.Terms.class)
          Map<String, String> then,
      @Means("the first day") @Nullable LocalDate from,
      @Means("the last day") @Nullable LocalDate until,
      Validity state) {

    static Policy of(PolicyRule rule, LocalDate today) {
      return new Policy(
          rule.code(),
          rule.weight(),
          When.of(rule.conditions()),
          new TreeMap<>(rule.terms()),
          rule.from(),
          rule.until(),
          Validity.of(rule.from(), rule.until(), today));
    }
  }

  /**
   * When a rule applies.
   *
   * @param codes the accepted codes, by the word of their subject; null for no condition
   */
  public record When(
      @JsonAnySetter @JsonAnyGetter @Names(Vocabulary.Subjects.class)
          Map<String, @Size(max = 100) @Nullable List<String>> codes,
      @Means("such as 0-12, or 65- for no upper bound")
          @Size(max = 8) @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String age,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean newItem) {

    static When of(Conditions conditions) {
      var codes = new LinkedHashMap<String, @Nullable List<String>>();
      for (var subject : Subject.values()) {
        var accepted = conditions.anyOf().get(subject);
        if (accepted != null) {
          codes.put(subject.word(), accepted.stream().sorted().toList());
        }
      }
      var ages = conditions.ages();
      return new When(codes, ages.isEmpty() ? null : ages, conditions.newItem());
    }

    /**
     * The conditions.
     *
     * @throws IllegalArgumentException when the ages are not a range
     */
    Conditions conditions(LendingPolicy policy) {
      var anyOf = new EnumMap<Subject, Set<String>>(Subject.class);
      for (var subject : Subject.values()) {
        var accepted = codes.get(subject.word());
        if (accepted != null && !accepted.isEmpty()) {
          accepted.forEach(code -> check(policy, subject, code));
          anyOf.put(subject, Set.copyOf(accepted));
        }
      }
      return new Conditions(anyOf, newItem).ofAges(age == null ? "" : age.strip());
    }
  }

  /** The schema does not say how long the codes in these lists may be. */
  private static void check(LendingPolicy policy, Subject subject, String code) {
    if (code.length() > CODE) {
      throw Problem.invalid(
          "\"%s\" must be a list of texts of at most %d characters."
              .formatted(subject.word(), CODE));
    }
    Places.check(policy, subject, code);
  }

  /** Which rule. */
  public record WhichPolicy(@Means("the code of the rule") String policy) {}

  /** A rule that is to be set. */
  public record NewPolicy(
      @Means("a rule with the same code is replaced") @Size(max = NAME) String code,
      @Means("heavier rules go first") @Min(-MAX_WEIGHT) @Max(MAX_WEIGHT) int weight,
      @Means("all of it must be true; default: always") @Nullable When when,
      @Means("as terms are written on the command line") @Names(Vocabulary.Terms.class)
          Map<String, @Size(max = NAME) @Nullable String> then,
      @Means("the first day") @Nullable LocalDate from,
      @Means("the last day") @Nullable LocalDate until) {}
}
