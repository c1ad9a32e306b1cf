package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of lending an item or renewing a loan. */
public sealed interface CheckoutOutcome extends Outcome {

  /**
   * The patron has the item on loan.
   *
   * @param at when it was decided
   * @param due when it is due
   * @param renewed whether an existing loan was renewed
   * @param broken the rules that would have refused the loan, had it not already been made
   *     elsewhere; else empty
   * @param why the rule and setting behind the due date
   * @param fee what was charged for it, or null
   */
  record Granted(
      Instant at,
      UUID loanId,
      ItemView item,
      Instant due,
      boolean renewed,
      List<DecisionReason> broken,
      DecisionReason why,
      @Nullable LendingFee fee)
      implements CheckoutOutcome {

    /** A loan that costs nothing. */
    public Granted(
        Instant at,
        UUID loanId,
        ItemView item,
        Instant due,
        boolean renewed,
        List<DecisionReason> broken,
        DecisionReason why) {
      this(at, loanId, item, due, renewed, broken, why, null);
    }

    /** Copies the broken rules. */
    public Granted {
      broken = List.copyOf(broken);
    }
  }

  /**
   * The patron has the available items of a set on loan.
   *
   * @param at when it was decided
   * @param set the set's barcode
   * @param name what it is called
   * @param loans the loans of its items, except those missing
   * @param due when the first of them is due
   * @param missing the barcodes of its items that are lost, missing or on loan to somebody else
   */
  record SetGranted(
      Instant at, String set, String name, List<Granted> loans, Instant due, List<String> missing)
      implements CheckoutOutcome {

    /** Copies the lists; an outcome stored by an earlier version has no missing items. */
    public SetGranted {
      loans = List.copyOf(loans);
      missing = missing == null ? List.of() : List.copyOf(missing);
    }
  }

  /**
   * The patron gets no item of the set, since something in it may not be lent.
   *
   * @param at when it was decided
   * @param reason why the first of them was refused
   * @param set the set's barcode
   * @param name what it is called
   * @param size how many items it has
   * @param refused the items that were refused
   * @param why what the refusal of the first rests on
   * @param fee what has to be accepted or paid for all of it, or null where that would not help
   */
  record SetRefused(
      Instant at,
      RefusalReason reason,
      String set,
      String name,
      int size,
      List<Refused> refused,
      DecisionReason why,
      @Nullable LendingFee fee)
      implements CheckoutOutcome, Refusal {

    /** Copies the refusals. */
    public SetRefused {
      refused = List.copyOf(refused);
    }
  }

  /**
   * The loan or renewal was refused.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode in the command
   * @param item the item, or null where there is none with this barcode
   * @param due when the loan that was not renewed is due, or null
   * @param why what the refusal rests on
   * @param fee what has to be accepted or paid first, or null where that would not help
   */
  record Refused(
      Instant at,
      RefusalReason reason,
      String barcode,
      @Nullable ItemView item,
      @Nullable Instant due,
      DecisionReason why,
      @Nullable LendingFee fee)
      implements CheckoutOutcome, Refusal {

    /** A refusal that does not depend on a loan of the item. */
    public Refused(
        Instant at,
        RefusalReason reason,
        String barcode,
        @Nullable ItemView item,
        DecisionReason why) {
      this(at, reason, barcode, item, null, why, null);
    }
  }
}
