package org.samling.operations.loans;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination.HoldShelf;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination.Lender;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination.Partner;
import org.samling.core.policy.SortRule.Route;
import org.samling.operations.Means;

/** What checking in takes and returns. */
public final class Returns {

  private Returns() {}

  /** An item that comes back. */
  public record Checkin(@Means("a barcode") @Size(max = Loans.NAME) String item) {}

  /** Where a returned item goes. */
  public enum Destination {
    /** To its place on the shelf. */
    SHELF,
    /** To the hold shelf here. */
    HOLD_SHELF,
    /** To another branch, for a patron. */
    HOLD_ELSEWHERE,
    /** To the branch or the library where it belongs. */
    HOME,
    /** To the tenant that owns it. */
    OTHER_TENANT,
    /** With the other items of its set. */
    SET;

    static Destination of(Route route) {
      return switch (route) {
        case SHELF -> SHELF;
        case HOLD_SHELF -> HOLD_SHELF;
        case HOLD_ELSEWHERE -> HOLD_ELSEWHERE;
        case HOME -> HOME;
      };
    }
  }

  /** An item or a set that was checked in. */
  public record Returned(
      @Means("the barcode of an item or a set") String item,
      String title,
      @JsonUnwrapped Way way,
      @JsonUnwrapped @Nullable SingleItem single,
      @Means("the missing items of a set; left out for an item of another tenant")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<String> missing) {

    static Returned of(CheckinOutcome.Returned returned) {
      var destination = returned.destination();
      var owner = destination instanceof Lender lender ? lender.library() : null;
      var partner = destination instanceof Partner waiting ? waiting.library() : null;
      return new Returned(
          returned.item().barcode(),
          returned.item().title(),
          new Way(Destination.of(destination.way()), destination.branch()),
          new SingleItem(owner, partner, Handling.of(returned)),
          returned.set() == null ? List.of() : returned.set().missing());
    }

    static Returned of(CheckinOutcome.SetReturned returned) {
      var set = returned.set();
      return new Returned(
          set.barcode(),
          set.name(),
          new Way(Destination.SET, returned.branch()),
          null,
          set.missing());
    }

    static Returned of(CheckinOutcome.OfOther other) {
      return new Returned(
          other.barcode(),
          other.title(),
          new Way(Destination.OTHER_TENANT, other.home()),
          SingleItem.of(other.owner(), null),
          null);
    }
  }

  /** Where an item or a set goes now. */
  public record Way(
      @Means("where it goes now") Destination destination,
      @Means("the destination branch: its code, or its name for an item of another tenant")
          String branch) {}

  /** What is known of an item, but not of a set. */
  public record SingleItem(
      @Means(
              "the library or tenant to which it goes back; null for the tenant's own items, left"
                  + " out for a set")
          @Nullable String owner,
      @Means(
              "the partner to which it is sent for a hold, with the branch there; left out for any other item")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String partner,
      @JsonUnwrapped @Nullable Handling handling) {

    /** What is known of an item that goes to no partner. */
    static SingleItem of(@Nullable String owner, @Nullable Handling handling) {
      return new SingleItem(owner, null, handling);
    }
  }

  /** How the library handles an item that it owns or has borrowed. */
  public record Handling(
      @Means("the bin of the sorting machine") @Nullable String bin,
      @Nullable Boolean wasOnLoan,
      @Means("when it was due") @Nullable Instant due,
      @JsonUnwrapped ShelfPlace place) {

    static Handling of(CheckinOutcome.Returned returned) {
      return new Handling(
          returned.bin(),
          returned.loanId() != null,
          returned.due(),
          ShelfPlace.of(returned.destination()));
    }
  }

  /** Where a patron finds it on the hold shelf, and for how long. */
  public record ShelfPlace(
      @Means("the pickup number; null if staff are to shelve it") @Min(0) @Nullable Integer shelf,
      @Nullable Instant pickupUntil) {

    static ShelfPlace of(CheckinOutcome.Destination destination) {
      var shelf = destination instanceof HoldShelf to ? to.shelf() : null;
      return new ShelfPlace(
          shelf == null ? null : shelf.number(), shelf == null ? null : shelf.until());
    }
  }
}
