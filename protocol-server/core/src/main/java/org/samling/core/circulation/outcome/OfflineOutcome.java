package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of reporting a transaction made while offline. */
public sealed interface OfflineOutcome extends Outcome {

  /**
   * It is recorded. Reporting it again gives the same outcome.
   *
   * @param at when it was decided
   * @param barcode the barcode that was named
   * @param item the item, or null where there is none with this barcode
   * @param loanId the loan that it began, ended or renewed, or null where none is known yet
   * @param due when that loan is due, or null
   * @param reason why staff have to look at it, or null where they need not
   * @param why the rule and setting behind that, or null
   */
  record Recorded(
      Instant at,
      String barcode,
      @Nullable ItemView item,
      @Nullable UUID loanId,
      @Nullable Instant due,
      @Nullable RefusalReason reason,
      @Nullable DecisionReason why)
      implements OfflineOutcome {

    /** A loan that was made, and that nobody has to look at. */
    public Recorded(
        Instant at,
        String barcode,
        @Nullable ItemView item,
        @Nullable UUID loanId,
        @Nullable Instant due) {
      this(at, item, barcode, loanId, due, null);
    }

    private Recorded(
        Instant at,
        @Nullable ItemView item,
        String barcode,
        @Nullable UUID loanId,
        @Nullable Instant due,
        @Nullable RefusalReason reason) {
      this(at, barcode, item, loanId, due, reason, null);
    }

    private Recorded(
        Instant at,
        String barcode,
        @Nullable ItemView item,
        @Nullable Instant due,
        @Nullable RefusalReason reason,
        @Nullable DecisionReason why) {
      this(at, barcode, item, null, due, reason, why);
    }

    private Recorded(
        Instant at,
        String barcode,
        @Nullable ItemView item,
        @Nullable RefusalReason reason,
        @Nullable DecisionReason why) {
      this(at, barcode, item, null, reason, why);
    }

    private Recorded(
        Instant at, String barcode, @Nullable ItemView item, @Nullable DecisionReason why) {
      this(at, barcode, item, (RefusalReason) null, why);
    }

    private Recorded(Instant at, String barcode, @Nullable RefusalReason reason) {
      this(at, barcode, null, reason, null);
    }

    /** The same without what depends on who the patron is. */
    public Recorded withoutPatron() {
      return new Recorded(at, barcode, item, null);
    }

    /** A return of another tenant's item, which changes nothing here. */
    public static Recorded ofOthers(Instant at, String barcode) {
      return new Recorded(at, barcode, null);
    }

    /** A transaction that can't be applied: staff have to look at it. */
    public static Recorded conflict(
        Instant at,
        String barcode,
        @Nullable ItemView item,
        RefusalReason reason,
        DecisionReason why) {
      return new Recorded(at, barcode, item, reason, why);
    }
  }

  /**
   * The library does not accept offline transactions here, and nothing was recorded: the request is
   * to be sent as though it happened now.
   *
   * @param at when it was decided
   */
  record NotTaken(Instant at) implements OfflineOutcome {}
}
