package org.samling.operations.patrons;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;
import org.samling.operations.holds.Holds.AtPartner;

/** What a patron has on loan, on hold and to pay. */
public final class PatronLists {

  private PatronLists() {}

  /**
   * A page of loans.
   *
   * @param loans the loans, earliest due date first
   * @param next what the next page comes after
   */
  public record Loans(List<Loan> loans, @Means(Paging.NEXT) @Nullable String next) {}

  /** A loan. */
  public record Loan(
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Means("source:number of the title") @Size(max = Texts.LONGEST) String record,
      @Size(max = Texts.LONGEST) String title,
      Instant due,
      boolean overdue,
      boolean recalled,
      @Means("whether the patron says that it was returned") boolean claimedReturned,
      boolean lost,
      @Means("whether no renewals are left") boolean renewalsUsed) {

    static Loan of(PatronAccount.Loan loan) {
      var state = loan.state();
      return new Loan(
          loan.barcode(),
          loan.record().toString(),
          loan.title(),
          loan.due(),
          loan.overdue(),
          state.isRecalled(),
          state.isClaimedReturned(),
          state.isLost(),
          loan.renewalsUsed());
    }
  }

  /**
   * A page of holds.
   *
   * @param holds the holds, the oldest first
   * @param next what the next page comes after
   */
  public record Holds(List<Hold> holds, @Means(Paging.NEXT) @Nullable String next) {}

  /** A hold that is waiting or ready for pickup. */
  public record Hold(
      UUID number,
      @Means("source:number of the title") @Size(max = Texts.LONGEST) String record,
      @Means("with the volume or issue if one was requested") @Size(max = Texts.LONGEST) String title,
      @Means("the code of a branch") @Size(max = Texts.LONGEST) String pickup,
      HoldState state,
      Instant placed,
      @Means("the item that is set aside") @Size(max = Texts.LONGEST) @Nullable String item,
      @Nullable Instant expires,
      @JsonUnwrapped Shelf shelf,
      @JsonUnwrapped Pause pause,
      @JsonUnwrapped AtPartner partner) {

    /** A hold as the patron sees it. */
    public static Hold of(PatronAccount.Hold hold) {
      return new Hold(
          hold.id(),
          hold.record().toString(),
          hold.named(),
          hold.pickup(),
          hold.state(),
          hold.placed(),
          hold.barcode(),
          hold.expires(),
          new Shelf(hold.shelf(), hold.pickupUntil()),
          Pause.of(hold.pause()),
          AtPartner.of(hold.partner()));
    }
  }

  /** Where a hold can be picked up, and until when; both null until then. */
  public record Shelf(
      @Means("the pickup number") @Min(0) @Nullable Integer shelf, @Nullable Instant pickupUntil) {}

  /** When a hold is paused; both null if it is not. */
  public record Pause(
      @Means("the first day of its pause") @Nullable LocalDate pausedFrom,
      @Means("the last day of its pause; null if open-ended") @Nullable LocalDate pausedUntil) {

    static Pause of(HoldFacts.@Nullable Pause pause) {
      return new Pause(pause == null ? null : pause.from(), pause == null ? null : pause.until());
    }
  }

  /**
   * A page of open fees.
   *
   * @param fees the fees, the oldest first
   * @param next what the next page comes after
   */
  public record Fees(List<Fee> fees, @Means(Paging.NEXT) @Nullable String next) {}

  /** A fee of which something is still owed. */
  public record Fee(
      UUID number,
      @Means("the number by which kiosks list it, among those that are open") String shortNumber,
      FeeType type,
      Amount amount,
      @Means("the amount of it that is still owed") Amount open,
      Instant arose,
      @Size(max = Texts.LONGEST) @Nullable String title,
      @Means("the other titles that were due and returned with it, which cost nothing extra")
          List<@Size(max = Texts.LONGEST) String> also,
      @Means("for the patron to read") @Size(max = Texts.LONGEST) @Nullable String reason) {

    static Fee of(PatronAccount.Fee fee, Map<UUID, String> shortNumbers, Tenant tenant) {
      return new Fee(
          fee.id(),
          shortNumbers.getOrDefault(fee.id(), fee.id().toString()),
          fee.type(),
          Amount.of(fee.amount(), tenant),
          Amount.of(fee.open(), tenant),
          fee.arose(),
          fee.title(),
          fee.also(),
          fee.reason());
    }
  }
}
