package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemShown;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of lending an item, or of lengthening a loan. */
public sealed interface CheckoutOutcome extends Outcome {

  /**
   * The patron has the item on loan.
   *
   * @param at when it was decided
   * @param loanId the loan
   * @param due when it is due
   * @param renewed whether the loan was there already and was lengthened
   * @param broken the rules that would have refused a loan which was already made elsewhere; else
   *     empty
   * @param why what the due date rests on
   */
  record Granted(
      Instant at,
      UUID loanId,
      ItemShown item,
      Instant due,
      boolean renewed,
      List<Why> broken,
      Why why)
      implements CheckoutOutcome {

    /** Copies the broken rules. */
    public Granted {
      broken = List.copyOf(broken);
    }
  }

  /**
   * The patron has what is there of a set on loan.
   *
   * @param at when it was decided
   * @param set what is printed on the set
   * @param name what it is called
   * @param loans its items, but for what is missing
   * @param due when the first of them is due
   * @param missing the barcodes of its items that are lost, not to be found or somebody else's loan
   */
  record SetGranted(
      Instant at, String set, String name, List<Granted> loans, Instant due, List<String> missing)
      implements CheckoutOutcome {

    /** Copies the lists; an outcome that was kept by an earlier version tells nothing missing. */
    public SetGranted {
      loans = List.copyOf(loans);
      missing = missing == null ? List.of() : List.copyOf(missing);
    }
  }

  /**
   * The patron gets nothing of a set, for something in it is not lent.
   *
   * @param at when it was decided
   * @param reason why, of the first
   * @param set what is printed on the set
   * @param name what it is called
   * @param size how many items it has
   * @param refused the items that stand in the way
   * @param why what the refusal of the first rests on
   */
  record SetRefused(
      Instant at,
      RefusalReason reason,
      String set,
      String name,
      int size,
      List<Refused> refused,
      Why why)
      implements CheckoutOutcome, Refusal {

    /** Copies the refusals. */
    public SetRefused {
      refused = List.copyOf(refused);
    }
  }

  /**
   * The patron does not get the item, or not for longer.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode that was asked for
   * @param item the item, or null where there is none with this barcode
   * @param due when the loan that was not lengthened is due, or null
   * @param why what the refusal rests on
   */
  record Refused(
      Instant at,
      RefusalReason reason,
      String barcode,
      @Nullable ItemShown item,
      @Nullable Instant due,
      Why why)
      implements CheckoutOutcome, Refusal {}
}
