package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.samling.core.policy.Sight;
import org.samling.core.policy.Unit;

/**
 * A patron with as many of their loans, holds and fees as were asked for: what a kiosk shows.
 *
 * @param contact how the patron is reached
 * @param parts what was asked for; the lists of others can't be had
 * @param loans the open loans, earliest due date first
 * @param holds the open holds, the oldest first
 * @param fees what is owed, the oldest first
 * @param limits what the patron may have
 * @param recallsStopped whether the stop switch currently suspends recalls
 * @param broken the rules that bar the patron, the most serious first
 * @param admissionWithdrawn the tenant, agencies and branches whose libraries the patron may not
 *     enter on their own today
 */
public record PatronAccount(
    PatronFacts patron,
    Contact contact,
    Set<Part> parts,
    List<Loan> loans,
    List<Hold> holds,
    List<Fee> fees,
    Limits limits,
    boolean recallsStopped,
    List<Check> broken,
    List<Unit> admissionWithdrawn) {

  /** What is read beside the patron, each with a statement of its own. */
  public enum Part {
    LOANS,
    HOLDS,
    FEES,
    ADMISSION;

    /** The lists of what the patron has and owes. */
    public static final Set<Part> LISTS = Set.of(LOANS, HOLDS, FEES);

    /** All of it. */
    public static final Set<Part> ALL = Set.of(values());
  }

  /**
   * How the patron is reached.
   *
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   * @param address the postal address as it may be shown; null where it is unknown or protected
   */
  public record Contact(@Nullable String email, @Nullable String phone, @Nullable String address) {}

  /**
   * What the patron may have.
   *
   * @param maxLoans how many loans the patron may have
   * @param maxHolds how many holds the patron may have
   * @param maxDebt the debt above which nothing is lent, in minor units of the tenant's currency
   * @param maxOverdue how many overdue loans the patron may have and still borrow, or null for no
   *     limit
   */
  public record Limits(int maxLoans, int maxHolds, long maxDebt, @Nullable Integer maxOverdue) {}

  /** Copies the lists. */
  public PatronAccount {
    parts = Set.copyOf(parts);
    loans = List.copyOf(loans);
    holds = List.copyOf(holds);
    fees = List.copyOf(fees);
    broken = List.copyOf(broken);
    admissionWithdrawn = List.copyOf(admissionWithdrawn);
  }

  /**
   * The account as somebody sees it who does not see everything: with the loans made, and the holds
   * to be picked up, at branches in sight, and the fees for what was lent or belongs there.
   *
   * @param loanBranches the codes of the branches where the loans were made, by the items' barcodes
   * @param feeBranches the codes of the branches of the fees, by their ids
   */
  public PatronAccount seen(
      Sight sight, Map<String, String> loanBranches, Map<UUID, String> feeBranches) {
    var seenLoans =
        loans.stream().filter(loan -> sees(sight, loanBranches.get(loan.barcode()))).toList();
    var seenHolds = holds.stream().filter(hold -> sight.sees(hold.pickup())).toList();
    var seenFees = fees.stream().filter(fee -> sees(sight, feeBranches.get(fee.id()))).toList();
    return new PatronAccount(
        patron.seen(
            seenLoans.size(),
            (int) seenLoans.stream().filter(Loan::overdue).count(),
            seenHolds.size(),
            seenFees.stream().mapToLong(Fee::open).sum()),
        contact,
        parts,
        seenLoans,
        seenHolds,
        seenFees,
        limits,
        recallsStopped,
        broken,
        admissionWithdrawn.stream().filter(sight::sees).toList());
  }

  @Override
  public List<Loan> loans() {
    return asked(Part.LOANS, loans);
  }

  @Override
  public List<Hold> holds() {
    return asked(Part.HOLDS, holds);
  }

  @Override
  public List<Fee> fees() {
    return asked(Part.FEES, fees);
  }

  @Override
  public List<Unit> admissionWithdrawn() {
    return asked(Part.ADMISSION, admissionWithdrawn);
  }

  /** Nobody takes what was not read for nothing. */
  private <T> List<T> asked(Part part, List<T> list) {
    if (!parts.contains(part)) {
      throw new IllegalStateException("nobody asked for this part of the account: " + part);
    }
    return list;
  }

  private static boolean sees(Sight sight, @Nullable String branch) {
    return branch != null && sight.sees(branch);
  }

  /**
   * All codes by which the patron is blocked: the blocks that were set, and {@link BlockCode#DEBT}
   * while the debt exceeds the limit.
   */
  public List<BlockCode> blocks() {
    var owesTooMuch =
        broken.stream().anyMatch(check -> check.reason() == RefusalReason.DEBT_TOO_HIGH);
    return Stream.concat(
            patron.blocks().stream(), owesTooMuch ? Stream.of(BlockCode.DEBT) : Stream.of())
        .toList();
  }

  /**
   * A loan, as the patron sees it.
   *
   * @param barcode the item's barcode
   * @param record the title's key
   * @param due when it is due
   * @param overdue whether that has passed
   * @param state whether it is recalled, claimed returned or lost
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
   * Whether a loan is recalled, claimed returned or lost.
   *
   * @param isRecalled whether it was recalled
   * @param isClaimedReturned whether the patron says that it was returned
   * @param isLost whether the item was declared lost
   */
  public record LoanState(boolean isRecalled, boolean isClaimedReturned, boolean isLost) {}

  /**
   * A hold as the patron sees it.
   *
   * @param wanted what a hold is for
   * @param barcode the item that is set aside, or null
   * @param pickup the code of the pickup branch
   * @param placed when it was placed
   * @param expires when the hold expires, or null
   * @param shelf the pickup number, or null unless it is on the hold shelf
   * @param pickupUntil the pickup deadline, or null
   * @param pause when it is paused, or null
   * @param partner how far it is with a partner that was asked, or null
   */
  public record Hold(
      UUID id,
      Wanted wanted,
      @Nullable String barcode,
      String pickup,
      HoldState state,
      Instant placed,
      @Nullable Instant expires,
      @Nullable Integer shelf,
      @Nullable Instant pickupUntil,
      HoldFacts.@Nullable Pause pause,
      @Nullable HoldAtPartner partner) {
    /**
     * What a hold is for.
     *
     * @param record the title's key
     * @param enumeration the volume or issue that is wanted, or null for any
     */
    public record Wanted(RecordKey record, String title, @Nullable Enumeration enumeration) {}

    /** The title, with the volume or issue if one was requested. */
    public String named() {
      return wanted.enumeration == null
          ? wanted.title
          : wanted.title + ", " + wanted.enumeration.text();
    }

    public RecordKey record() {
      return wanted.record;
    }

    public String title() {
      return wanted.title;
    }

    public @Nullable Enumeration enumeration() {
      return wanted.enumeration;
    }
  }

  /**
   * Something the patron owes.
   *
   * @param id the ledger entry
   * @param type what it is for
   * @param amount how much it was, in minor units of the tenant's currency
   * @param open how much of it is still owed
   * @param title the title it is for, or null
   * @param reason why, for the patron to read, or null
   * @param arose when it arose
   * @param also the other titles that a late fee covers: those due and returned together with it
   */
  public record Fee(
      UUID id,
      FeeType type,
      long amount,
      long open,
      @Nullable String title,
      @Nullable String reason,
      Instant arose,
      List<String> also) {

    /** Copies the titles. */
    public Fee {
      also = List.copyOf(also);
    }

    /** The same with the other titles that it covers. */
    public Fee covering(List<String> also) {
      return new Fee(id, type, amount, open, title, reason, arose, also);
    }
  }

  public int maxLoans() {
    return limits.maxLoans;
  }

  public int maxHolds() {
    return limits.maxHolds;
  }

  public long maxDebt() {
    return limits.maxDebt;
  }

  public @Nullable Integer maxOverdue() {
    return limits.maxOverdue;
  }
}
