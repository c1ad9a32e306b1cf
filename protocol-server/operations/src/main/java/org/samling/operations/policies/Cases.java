package org.samling.operations.policies;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.PolicyMatrix.SkippedRule;
import org.samling.core.policy.PolicyMatrix.SourcedValue;
import org.samling.core.policy.Situation;
import org.samling.operations.Means;
import org.samling.operations.Names;
import org.samling.operations.Places;
import org.samling.operations.Texts;
import org.samling.operations.Validity;

/** What the operations on hypothetical loans take and return. */
public final class Cases {

  private Cases() {}

  /**
   * A hypothetical loan.
   *
   * @param codes the known codes, by the word of their subject
   */
  public record Loan(
      @JsonAnySetter @JsonAnyGetter @Names(Vocabulary.Subjects.class)
          Map<String, @Size(max = 100) @Nullable String> codes,
      @Means("in whole years") @Min(0) @Max(Situation.MAX_AGE) @Nullable Integer age,
      @Nullable Boolean newItem,
      @Means("default: today") @Nullable LocalDate day,
      @Means("settings to return besides the terms") @Size(max = 100) @Nullable List<@Size(max = 100) String> settings) {

    Situation situation(LendingPolicy policy) {
      var subjects = new EnumMap<Subject, String>(Subject.class);
      for (var subject : Subject.values()) {
        var code = Texts.clean(codes.get(subject.word()));
        if (code != null) {
          Places.check(policy, subject, code);
          subjects.put(subject, code);
        }
      }
      Validity.checkPlanned("day", day);
      return new Situation(subjects, age, newItem, day);
    }
  }

  /** What the policy says about a loan. */
  public record Explanation(
      LocalDate day, List<ExplainedTerm> terms, List<ExplainedSetting> settings) {}

  /** A value, and where it comes from. */
  public record Sourced(String value, @Means("where the value comes from") String level) {

    static Sourced of(SourcedValue value) {
      return new Sourced(value.text(), value.level());
    }
  }

  /** What the policy says about a term. */
  public record ExplainedTerm(
      String term,
      @Means("null if nothing sets it") @Nullable String value,
      @Means("where the value comes from") @Nullable String level,
      @Means("heavier rules that do not apply") List<Passed> passed,
      @Means("other values that apply but are outranked") List<Sourced> beaten) {

    static ExplainedTerm of(LookupResult found) {
      return new ExplainedTerm(
          found.term().name(),
          found.said().map(SourcedValue::text).orElse(null),
          found.said().map(SourcedValue::level).orElse(null),
          found.passed().stream().map(Passed::of).toList(),
          found.beaten().stream().map(Sourced::of).toList());
    }
  }

  /** The terms for a patron and an item. */
  public record Terms(
      @Means("the code of the branch where the loan would be made") String branch,
      List<ExplainedTerm> terms) {}

  /** A rule that does not apply. */
  public record Passed(
      String policy, int weight, String value, @Means("why it does not apply") String because) {

    static Passed of(SkippedRule skipped) {
      return new Passed(
          skipped.rule().code(), skipped.rule().weight(), skipped.says(), skipped.because());
    }
  }

  /** The value of a setting. */
  public record ExplainedSetting(String setting, @JsonUnwrapped Sourced value) {}

  /** The test cases. */
  public record Tested(
      List<TestCase> cases, @Means("how many are not as expected") @Min(0) long broken) {}

  /** A test case. */
  public record TestCase(
      String name,
      boolean asExpected,
      @Means("by the names of terms and settings") Map<String, String> expected,
      @Means("who made it") String by,
      List<Broken> broken) {

    static TestCase of(PolicyCase test, LendingPolicy policy, LocalDate today) {
      var broken = test.failures(policy, today).stream().map(Broken::of).toList();
      return new TestCase(
          test.name(), broken.isEmpty(), new TreeMap<>(test.expected()), test.by(), broken);
    }
  }

  /** What is not as expected. */
  public record Broken(
      @Means("a term or setting") String what,
      String expected,
      @Means("null if nothing sets it") @Nullable String found,
      @Means("where the value comes from") @Nullable String level) {

    static Broken of(PolicyCase.Failure failure) {
      var level = failure.level();
      return new Broken(
          failure.what(), failure.expected(), failure.found(), level.isEmpty() ? null : level);
    }
  }
}
