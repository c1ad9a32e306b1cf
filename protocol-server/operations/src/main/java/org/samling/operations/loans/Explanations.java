package org.samling.operations.loans;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Bounds;
import org.samling.operations.Means;
import org.samling.operations.Texts;
import org.samling.operations.Why;
import org.samling.operations.loans.Returns.Returned;

/** What the operations that explain loans, renewals, returns and holds take and return. */
public final class Explanations {

  private Explanations() {}

  /** A loan or renewal that is only asked about. */
  public record LoanQuestion(
      @Means("a card number") @Size(max = Loans.NAME) String patron,
      @Means("a barcode") @Size(max = Loans.NAME) String item,
      @Means("the code of the branch where it would happen; default: the patron's own")
          @Size(max = Loans.NAME) @Nullable String branch) {}

  /** A return that is only asked about. */
  public record ReturnQuestion(
      @Means("a barcode") @Size(max = Loans.NAME) String item,
      @Means("the code of the branch where it would happen; default: the account's")
          @Size(max = Loans.NAME) @Nullable String branch) {}

  /** A hold that is only asked about. */
  public record HoldQuestion(
      @Means("a card number") @Size(max = Loans.NAME) String patron,
      @Means(
              "the title, as source:number, or a single issue, as source:number?year=2026&issue=3;"
                  + " or")
          @Size(max = Loans.NAME) @Nullable String record,
      @Means("the barcode of one particular item") @Size(max = Loans.NAME) @Nullable String item,
      @Means("the code of a branch; default: the patron's own") @Size(max = Loans.NAME) @Nullable String pickup) {}

  /** Whether something would be granted. */
  public record Decision(
      boolean granted, @Means("null if it is granted") @Nullable RefusalReason reason) {

    static final Decision GRANTED = new Decision(true, null);

    static Decision of(Refusal refusal) {
      return new Decision(false, refusal.reason());
    }
  }

  /** A rule that was checked. */
  public record CheckedRule(
      boolean broken,
      @Means("the reason for a refusal if it is broken") RefusalReason reason,
      @JsonUnwrapped Why why,
      @Means(
              "what was compared with the value; null where it is a total of which the account may see a part only")
          @Size(max = Texts.LONGEST) @Nullable String found) {

    static List<CheckedRule> of(Explanation explanation) {
      return explanation.checks().stream().map(CheckedRule::of).toList();
    }

    private static CheckedRule of(Check check) {
      var isTold = Bounds.now().isNone() || !check.isOfTheWhole();
      return new CheckedRule(
          check.isBroken(), check.reason(), Why.of(check.why()), isTold ? check.found() : null);
    }
  }

  /** What a loan or renewal would come to. */
  public record LoanExplanation(
      @JsonUnwrapped Decision decision,
      @Means("the rule behind the refusal or the due date; null for a set that is lent")
          @Nullable Why why,
      @Means("null if it is refused; for a set, when the first of its items is due")
          @Nullable Instant due,
      @Means("the items of a set that are missing and would not be lent") List<String> missing,
      @Means("the most serious first; the first broken one decides") List<CheckedRule> checks) {

    static LoanExplanation of(Explanation explanation) {
      var checks = CheckedRule.of(explanation);
      return switch (explanation.outcome()) {
        case CheckoutOutcome.Granted granted ->
            new LoanExplanation(
                Decision.GRANTED, Why.of(granted.why()), granted.due(), List.of(), checks);
        case CheckoutOutcome.SetGranted granted ->
            new LoanExplanation(Decision.GRANTED, null, granted.due(), granted.missing(), checks);
        case Refusal refusal ->
            new LoanExplanation(
                Decision.of(refusal), Why.of(refusal.why()), null, List.of(), checks);
        default -> throw unexpected("a loan", explanation.outcome());
      };
    }
  }

  /** What a return would come to. */
  public record ReturnExplanation(
      @JsonUnwrapped Decision decision,
      @Means("the rule behind a refusal") @Nullable Why why,
      @Means("what checking it in would answer; null if it is refused") @Nullable Returned returned,
      @Means("the most serious first; the first broken one decides") List<CheckedRule> checks) {

    static ReturnExplanation of(Explanation explanation) {
      return switch (explanation.outcome()) {
        case CheckinOutcome.Returned returned -> of(Returned.of(returned), explanation);
        case CheckinOutcome.SetReturned returned -> of(Returned.of(returned), explanation);
        case CheckinOutcome.OfOther other -> of(Returned.of(other), explanation);
        case Refusal refusal ->
            new ReturnExplanation(
                Decision.of(refusal), Why.of(refusal.why()), null, CheckedRule.of(explanation));
        default -> throw unexpected("a return", explanation.outcome());
      };
    }

    private static ReturnExplanation of(Returned returned, Explanation explanation) {
      return new ReturnExplanation(Decision.GRANTED, null, returned, CheckedRule.of(explanation));
    }
  }

  /** What placing a hold would come to. */
  public record HoldExplanation(
      @JsonUnwrapped Decision decision,
      @Means("the rule behind a refusal") @Nullable Why why,
      @Means("in the queue, from 1; null if it is refused") @Min(1) @Nullable Integer position,
      @Means("the most serious first; the first broken one decides") List<CheckedRule> checks) {

    static HoldExplanation of(Explanation explanation) {
      var checks = CheckedRule.of(explanation);
      return switch (explanation.outcome()) {
        case HoldOutcome.Placed placed ->
            new HoldExplanation(Decision.GRANTED, null, placed.position(), checks);
        case Refusal refusal ->
            new HoldExplanation(Decision.of(refusal), Why.of(refusal.why()), null, checks);
        default -> throw unexpected("a hold", explanation.outcome());
      };
    }
  }

  private static IllegalStateException unexpected(String what, Outcome outcome) {
    return new IllegalStateException(
        "not an outcome of %s: %s".formatted(what, outcome.getClass().getName()));
  }
}
