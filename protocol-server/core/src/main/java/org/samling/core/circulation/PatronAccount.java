package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.policy.Unit;

/**
 * A patron with everything that the library has to do with them: what a kiosk shows.
 *
 * @param email the e-mail address, or null
 * @param phone the telephone number, or null
 * @param address the postal address as it may be shown, or null: where it is not known, and where
 *     it is protected
 * @param loans the open loans, the one due first first
 * @param holds the open holds, the one placed first first
 * @param fees what is owed, the oldest first
 * @param maxLoans how many loans the patron may have
 * @param maxHolds how many holds the patron may have
 * @param maxDebt the debt above which nothing is lent, in minor units of the tenant's currency
 * @param maxOverdue how many overdue loans the patron may have and still borrow, or null where
 *     nothing is said
 * @param recallsStopped whether nothing is recalled at present, by the stop switch
 * @param broken the rules by which the patron gets nothing, the weightiest first
 * @param admissionWithdrawn into whose libraries the patron may not go by themselves today
 */
public record PatronAccount(
    PatronFacts patron,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String address,
    List<Loan> loans,
    List<Hold> holds,
    List<Fee> fees,
    int maxLoans,
    int maxHolds,
    long maxDebt,
    @Nullable Integer maxOverdue,
    boolean recallsStopped,
    List<Check> broken,
    List<Unit> admissionWithdrawn) {

  /** Copies the lists. */
  public PatronAccount {
    loans = List.copyOf(loans);
    holds = List.copyOf(holds);
    fees = List.copyOf(fees);
    broken = List.copyOf(broken);
    admissionWithdrawn = List.copyOf(admissionWithdrawn);
  }

  /**
   * Why the patron is barred, by all codes: the blocks that were put, and {@link BlockCode#DEBT} as
   * long as the debt is above what is allowed.
   */
  public List<BlockCode> blocks() {
    var owesTooMuch =
        broken.stream().anyMatch(check -> check.reason() == RefusalReason.DEBT_TOO_HIGH);
    return Stream.concat(
            patron.blocks().stream(), owesTooMuch ? Stream.of(BlockCode.DEBT) : Stream.of())
        .toList();
  }

  /**
   * A loan as the patron sees it.
   *
   * @param barcode the item's barcode
   * @param record the title's key
   * @param due when it is due
   * @param overdue whether that has passed
   * @param state what was done about it beside lending and renewing
   * @param renewalsUsed whether it was renewed as often as allowed, and at least once
   */
  public record Loan(
      String barcode,
      RecordKey record,
      String title,
      Instant due,
      boolean overdue,
      LoanState state,
      boolean renewalsUsed) {}

  /**
   * What was done about a loan beside lending and renewing.
   *
   * @param isRecalled whether it was asked back
   * @param isClaimedReturned whether the patron says that it was returned
   * @param isLost whether the item was declared lost
   */
  public record LoanState(boolean isRecalled, boolean isClaimedReturned, boolean isLost) {}

  /**
   * A hold as the patron sees it.
   *
   * @param id the hold
   * @param record the title's key
   * @param enumeration the volume or issue that is wanted, or null for any
   * @param barcode the item that is set aside, or null
   * @param pickup the code of the branch where it will be fetched
   * @param state how far it has come
   * @param placed when it was asked for
   * @param expires until when it is wanted, or null
   * @param shelf the pickup number, or null where it is on no hold shelf
   * @param pickupUntil until when it can be fetched, or null
   * @param pause when it lets others go first, or null
   */
  public record Hold(
      UUID id,
      RecordKey record,
      String title,
      @Nullable Enumeration enumeration,
      @Nullable String barcode,
      String pickup,
      HoldState state,
      Instant placed,
      @Nullable Instant expires,
      @Nullable Integer shelf,
      @Nullable Instant pickupUntil,
      HoldFacts.@Nullable Pause pause) {

    /** The title, and which volume or issue of it where one is wanted. */
    public String named() {
      return enumeration == null ? title : title + ", " + enumeration.text();
    }
  }

  /**
   * Something the patron owes.
   *
   * @param id the entry in the ledger
   * @param type what it is for
   * @param amount how much it was, in minor units of the tenant's currency
   * @param open how much of it is still owed
   * @param title the title it is for, or null
   * @param reason why, for the patron to read, or null
   * @param arose when it arose
   */
  public record Fee(
      UUID id,
      FeeType type,
      long amount,
      long open,
      @Nullable String title,
      @Nullable String reason,
      Instant arose) {}
}
