package org.samling.core.circulation.command;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.organisation.ReturnHandling;

/** A command that changes a loan. */
public sealed interface LoanCommand<O extends Outcome> extends Command<O> {

  /**
   * Lends an item to a patron; or a set, with all its items or none.
   *
   * @param patron the patron's identifier
   * @param item the item's barcode, or the set's
   * @param renewIfOnLoan whether a loan of the item that the patron already has is renewed instead
   *     of refused
   * @param asRecorded how the loan was made elsewhere, or null for one that is made now
   * @param by an identifier of the person who borrows for a group, or null where only the patron's
   *     own identifier was read
   * @param override the rules that staff override, or null for none
   * @param acceptedFee the highest fee that the patron accepts, in minor units; 0 for none
   */
  record Checkout(
      Origin origin,
      String patron,
      String item,
      boolean renewIfOnLoan,
      @Nullable AsRecorded asRecorded,
      @Nullable String by,
      @Nullable RuleOverride override,
      long acceptedFee)
      implements LoanCommand<CheckoutOutcome> {

    /** A checkout for which no fee is accepted. */
    public Checkout(
        Origin origin,
        String patron,
        String item,
        boolean renewIfOnLoan,
        @Nullable AsRecorded asRecorded,
        @Nullable String by,
        @Nullable RuleOverride override) {
      this(origin, patron, item, renewIfOnLoan, asRecorded, by, override, 0);
    }

    /** A checkout that overrides no rule. */
    public Checkout(
        Origin origin,
        String patron,
        String item,
        boolean renewIfOnLoan,
        @Nullable AsRecorded asRecorded,
        @Nullable String by) {
      this(origin, patron, item, renewIfOnLoan, asRecorded, by, null);
    }

    /** A checkout with the patron's own identifier only. */
    public Checkout(
        Origin origin,
        String patron,
        String item,
        boolean renewIfOnLoan,
        @Nullable AsRecorded asRecorded) {
      this(origin, patron, item, renewIfOnLoan, asRecorded, null);
    }

    /**
     * The same, with a fee that the patron accepts.
     *
     * @param fee the highest, in minor units
     */
    public Checkout accepting(long fee) {
      return new Checkout(origin, patron, item, renewIfOnLoan, asRecorded, by, override, fee);
    }

    @Override
    public @Nullable String remark() {
      return override == null ? null : override.note();
    }
  }

  /**
   * Staff's decision to lend or renew although rules forbid it.
   *
   * @param reason why, for the audit log; 1 to {@value #MAX_REASON} characters
   * @param rules what staff were told and override; a rule that is broken besides still refuses
   */
  record RuleOverride(String reason, Set<OverridableRule> rules) {

    /** The longest reason, in characters. */
    public static final int MAX_REASON = 200;

    /** Copies the rules and checks both. */
    public RuleOverride {
      rules = Set.copyOf(rules);
      if (reason.isBlank() || reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("a reason has 1 to %d characters".formatted(MAX_REASON));
      }
      if (rules.isEmpty()) {
        throw new IllegalArgumentException("name the rules that are overridden");
      }
    }

    /** For the audit log: {@code debt-too-high, held-for-another: pays on Friday}. */
    String note() {
      return rules.stream()
              .sorted()
              .map(rule -> rule.reason().words().replace(' ', '-'))
              .collect(Collectors.joining(", "))
          + ": "
          + reason;
    }
  }

  /**
   * A loan already made while offline or in another system. Policy does not refuse such a loan,
   * since the patron has the item; any rule it breaks is recorded with it.
   *
   * @param at when it was made; a future time counts as now
   * @param due when it is due, or null to count from {@code at}
   * @param renewals how often it has been renewed since
   */
  record AsRecorded(Instant at, @Nullable Instant due, int renewals) {}

  /**
   * Returns an item; or a set, as {@link org.samling.core.policy.Setting#SET_RETURN_WHOLE} says.
   *
   * @param item the item's barcode, or the set's
   * @param at when it was handed in; a future time counts as now, a time before the loan counts as
   *     the loan's start
   * @param handling what the machine does with it
   */
  record Checkin(Origin origin, String item, Instant at, ReturnHandling handling)
      implements LoanCommand<CheckinOutcome> {

    /** A return with the usual handling. */
    public Checkin(Origin origin, String item, Instant at) {
      this(origin, item, at, ReturnHandling.USUAL);
    }
  }

  /**
   * Returns a set, except for its missing items.
   *
   * @param item the set's barcode
   * @param missing the barcodes of its items that did not come with it
   * @param at when it was handed in; limits as for one item
   */
  record CheckinSet(Origin origin, String item, List<String> missing, Instant at)
      implements LoanCommand<CheckinOutcome> {

    /** Copies the list. */
    public CheckinSet {
      missing = List.copyOf(missing);
      if (missing.size() > SetFacts.MAX_ITEMS) {
        throw new IllegalArgumentException(
            "a set has at most %d items".formatted(SetFacts.MAX_ITEMS));
      }
    }
  }

  /**
   * Returns an item that another tenant took in: ends its loan and puts it in transit home.
   * Anything that has happened to the item since is not undone.
   *
   * @param origin its branch is the branch where the item belongs
   * @param item the item's barcode
   * @param tenant the code of the tenant that took it in
   * @param branch the code of that tenant's branch
   * @param at when it was handed in there; a future time counts as now, a time before the loan
   *     counts as the loan's start
   * @param recorded when the other tenant recorded that; a loan that began later is not affected
   */
  record CheckinElsewhere(
      Origin origin, String item, String tenant, String branch, Instant at, Instant recorded)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Renews a loan; or those of a set, all or none.
   *
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode, or the set's
   * @param override the rules that staff override, or null for none
   * @param acceptedFee the highest fee that the patron accepts, in minor units; 0 for none
   */
  record Renew(
      Origin origin, String patron, String item, @Nullable RuleOverride override, long acceptedFee)
      implements LoanCommand<CheckoutOutcome> {

    /** A renewal for which no fee is accepted. */
    public Renew(Origin origin, String patron, String item, @Nullable RuleOverride override) {
      this(origin, patron, item, override, 0);
    }

    /** A renewal that overrides no rule. */
    public Renew(Origin origin, String patron, String item) {
      this(origin, patron, item, null);
    }

    /**
     * The same, with a fee that the patron accepts.
     *
     * @param fee the highest, in minor units
     */
    public Renew accepting(long fee) {
      return new Renew(origin, patron, item, override, fee);
    }

    @Override
    public @Nullable String remark() {
      return override == null ? null : override.note();
    }
  }

  /**
   * Undoes a loan or renewal that was just made, since the terminal failed to write the item's tag.
   * Everything the loan changed is restored, including its hold.
   *
   * @param origin its branch is the branch where the loan was made
   * @param patron the identifier of the patron who has it, or null where the terminal names none
   * @param item the item's barcode
   */
  record UndoCheckout(Origin origin, @Nullable String patron, String item)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Undoes a return that was just made: the loan continues, as though the return had filled no
   * hold, started no transit and charged nothing.
   *
   * @param origin its branch is the branch where the item was returned
   * @param patron an identifier of the patron who had it, or null where none is named
   * @param item the item's barcode
   */
  record UndoCheckin(Origin origin, @Nullable String patron, String item)
      implements LoanCommand<LoanOutcome> {

    /** Undoes a return, whoever had the item. */
    public UndoCheckin(Origin origin, String item) {
      this(origin, null, item);
    }
  }

  /**
   * Recalls a loan.
   *
   * @param item the item's barcode
   */
  record Recall(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Cancels a recall: the loan gets back its earlier due date, or a later one where that has
   * changed since.
   *
   * @param item the item's barcode
   */
  record CancelRecall(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Records a claimed return. The loan stays open until the item is found.
   *
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode
   */
  record ClaimReturned(Origin origin, String patron, String item)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Records that an item is lost. If it is on loan, its price is charged and the loan stays open
   * until it is found or written off.
   *
   * @param item the item's barcode
   */
  record DeclareLost(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Sets the due date of a loan manually.
   *
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode
   * @param day the day at whose end it is due; not before the loan began
   */
  record ChangeDueDate(Origin origin, String patron, String item, LocalDate day)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Adjusts the due date of a loan to the current calendar and stop switch.
   *
   * @param origin its branch is the branch where the loan was made
   * @param item the item's barcode
   */
  record Reschedule(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Renews a loan of another library's item because its lender has agreed: until the lender's day,
   * or where it named none for as long again as it was lent.
   *
   * @param origin its branch is the branch where the request is handled
   * @param item the item's barcode
   */
  record RenewByLender(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Marks a loan as overdue, once for each step of lateness that it reaches.
   *
   * @param origin its branch is the branch where the loan was made
   * @param item the item's barcode
   */
  record MarkOverdue(Origin origin, String item) implements LoanCommand<LoanOutcome> {}
}
