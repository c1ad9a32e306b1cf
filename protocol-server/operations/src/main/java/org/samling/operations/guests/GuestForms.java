package org.samling.operations.guests;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;

/** What the operations on guests take and return. */
public final class GuestForms {

  private GuestForms() {}

  /**
   * A page of guests.
   *
   * @param guests the guests, by card
   * @param next what the next page comes after
   */
  public record Listed(List<Guest> guests, @Means(Paging.NEXT) @Nullable String next) {}

  /** A patron of another tenant who borrows here. */
  public record Guest(
      @Means("the card") @Size(max = Texts.LONGEST) String patron,
      @Means("the code of the tenant whose patron it is") String home,
      @Means("its name") String homeName,
      @Means("when they first came") Instant since,
      @Means("when their home last told how they stand") Instant told,
      @Means("since when they may not borrow any more and wait to be erased")
          @Nullable Instant leaving) {

    static Guest of(org.samling.core.guests.Guest guest) {
      return new Guest(
          guest.card(),
          guest.home().code(),
          guest.home().name(),
          guest.since(),
          guest.toldAt(),
          guest.leavingSince());
    }
  }

  /** Which guest. */
  public record Which(@Means("the number on the card") String guest) {}

  /** Who comes with another tenant's card. */
  public record Arrival(@Means("the number on the card") @Size(max = 100) String card) {}

  /** Which patron. */
  public record WhichPatron(@Means("a card number, or another identifier") String patron) {}

  /** Where a patron is a guest. */
  public record Places(List<Place> places) {}

  /** A tenant where a patron is a guest. */
  public record Place(
      @Means("the code of the tenant that lends to them") String lender,
      @Means("its name") String name,
      @Means("when they were last introduced there") Instant introduced,
      @Means("when it was last told how they stand") @Nullable Instant told) {

    static Place of(PatronsElsewhere.Visit visit) {
      return new Place(visit.lender(), visit.name(), visit.introduced(), visit.told());
    }
  }
}
