package org.samling.operations.loans;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.RenewalResult;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Refusals;
import org.samling.operations.Why;

/** What the operations on loans take and return; {@link Returns} has those on returns. */
public final class Loans {

  /** The most characters of a card number or a barcode. */
  static final int NAME = 200;

  private static final int RULES = 50;

  private Loans() {}

  /** An item that a patron borrows. */
  public record Checkout(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("whether to renew it if the patron has it on loan") @Nullable Boolean renewIfOnLoan,
      @Means("the card of the person who borrows for a group") @Size(max = NAME) @Nullable String by,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** A loan that was made elsewhere: the patron already has the item. */
  public record MadeElsewhere(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("when; default: now") @Nullable Instant made,
      @Means("default: by the library's rules") @Nullable Instant due) {}

  /** A loan that is to be renewed. */
  public record Renewal(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** An item that a patron borrows although rules forbid it. */
  public record OverriddenCheckout(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means(
              "the reasons for a refusal that are overridden, as a refusal or an explanation names"
                  + " them; any other still refuses")
          @Size(min = 1, max = RULES) List<OverridableRule> rules,
      @Means("why, for the audit log; name no patron in it")
          @Size(min = 1, max = LoanCommand.RuleOverride.MAX_REASON) String reason,
      @Means("the card of the person who borrows for a group") @Size(max = NAME) @Nullable String by,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** A loan that is to be renewed although rules forbid it. */
  public record OverriddenRenewal(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("a barcode") @Size(max = NAME) String item,
      @Means(
              "the reasons for a refusal that are overridden, as a refusal or an explanation names"
                  + " them; any other still refuses")
          @Size(min = 1, max = RULES) List<OverridableRule> rules,
      @Means("why, for the audit log; name no patron in it")
          @Size(min = 1, max = LoanCommand.RuleOverride.MAX_REASON) String reason,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** Whose loans are to be renewed. */
  public record AllRenewal(
      @Means("a card number") String patron,
      @Means("the highest fee that the patron accepts for each of them; default: none")
          @Nullable Amount acceptFee) {}

  /** Which of a patron's loans. */
  public record WhichLoan(@Means("a card number") String patron, @Means("a barcode") String item) {}

  /** A due date that staff set. */
  public record NewDueDate(
      @Means("a card number") String patron,
      @Means("a barcode") String item,
      @Means("the day on which it is due, at its end") LocalDate day) {}

  /** What was just done by mistake: a loan, a renewal or a return. */
  public record Undo(
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("the card of the patron who must have it; default: any") @Size(max = NAME) @Nullable String patron) {}

  /** A loan that was made or renewed, of an item or of a set. */
  public record Lent(
      @Means("the barcode of an item or a set") String item,
      String title,
      @Means("for a set, when the first of its items is due") Instant due,
      @Means("whether an existing loan was renewed") boolean renewed,
      @Means("the number of the loan; left out for a set")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable UUID loan,
      @Means("the rules that the loan breaks; left out where it breaks none")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<Why> broken,
      @Means("what was charged for it; left out where it costs nothing")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee,
      @JsonUnwrapped @Nullable SetContents set) {

    static Lent of(CheckoutOutcome.Granted granted, Tenant tenant) {
      return new Lent(
          granted.item().barcode(),
          granted.item().title(),
          granted.due(),
          granted.renewed(),
          granted.loanId(),
          broken(granted.broken().stream()),
          Refusals.amount(granted.fee(), tenant),
          null);
    }

    private static @Nullable List<Why> broken(Stream<DecisionReason> rules) {
      var broken = rules.map(Why::of).distinct().toList();
      return broken.isEmpty() ? null : broken;
    }

    static Lent of(CheckoutOutcome.SetGranted granted, Tenant tenant) {
      return new Lent(
          granted.set(),
          granted.name(),
          granted.due(),
          granted.loans().stream().anyMatch(CheckoutOutcome.Granted::renewed),
          null,
          broken(granted.loans().stream().flatMap(loan -> loan.broken().stream())),
          Refusals.amount(LendingFee.of(granted), tenant),
          SetContents.of(granted));
    }
  }

  /** What was lent of a set. */
  public record SetContents(
      @Means("the items of a set; left out for a single item") @Nullable List<LentItem> items,
      @Means("the missing items of a set, which are not lent; left out for a single item")
          @Nullable List<String> missing) {

    static SetContents of(CheckoutOutcome.SetGranted granted) {
      return new SetContents(
          granted.loans().stream().map(LentItem::of).toList(), granted.missing());
    }
  }

  /** An item that was lent with its set. */
  public record LentItem(
      @Means("its barcode") @Nullable String item, @Nullable String title, @Nullable Instant due) {

    static LentItem of(CheckoutOutcome.Granted granted) {
      return new LentItem(granted.item().barcode(), granted.item().title(), granted.due());
    }
  }

  /** What became of all of a patron's loans. */
  public record AllRenewed(List<Lent> renewed, List<NotRenewed> refused) {}

  /** A loan that was not renewed. */
  public record NotRenewed(
      @Means("its barcode") String item,
      RefusalReason reason,
      Why why,
      @Means("the result code of Fælles Bibliotekssystem") String fbsCode,
      @Means("what has to be accepted or paid first; left out where it is about no fee")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee) {

    static NotRenewed of(String item, Refusal refusal, RenewalResult result, Tenant tenant) {
      return new NotRenewed(
          item,
          refusal.reason(),
          Why.of(refusal.why()),
          result.code(),
          Refusals.amount(LendingFee.of(refusal), tenant));
    }
  }

  /** An item whose loan was changed in another way than by lending, renewing or returning. */
  public record Changed(
      @Means("its barcode") String item,
      String title,
      @Means("the number of the loan; null if it was not on loan") @Nullable UUID loan,
      @Means("null if it is no longer on loan") @Nullable Instant due,
      @Means(
              "why the due date is unusual, such as a day on which the branch is closed; left out"
                  + " where it is not")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Why warning) {

    /** What a command has changed. */
    public static Changed of(LoanOutcome.Changed changed) {
      var warning = changed.warning();
      return new Changed(
          changed.item().barcode(),
          changed.item().title(),
          changed.loanId(),
          changed.due(),
          warning == null ? null : Why.of(warning));
    }
  }
}
