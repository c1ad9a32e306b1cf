package org.samling.operations.guests;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.guests.GuestAgreement.Step;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;

/** What the operations on agreements about guests take and return. */
public final class GuestAgreementForms {

  private static final String OTHER = "the other tenant, by its code";

  private GuestAgreementForms() {}

  /**
   * A page of agreements.
   *
   * @param guestAgreements the agreements, by the other tenant's code
   * @param next what the next page comes after
   */
  public record Listed(
      List<Agreement> guestAgreements, @Means(Paging.NEXT) @Nullable String next) {}

  /** An agreement about guests. */
  public record Agreement(
      @Means("the other tenant's code") String other,
      @Means("its name") String name,
      @Means("what this tenant is in it: home where its patrons borrow elsewhere") Side role,
      State state,
      @Means("what the home tells beside number, last day, block, and whether it is a child")
          List<Told> told,
      @Means("how the home's cards begin") List<String> cards,
      @JsonUnwrapped Belonging belonging,
      @JsonUnwrapped Steps steps) {

    static Agreement of(GuestAgreement agreement) {
      return new Agreement(
          agreement.other().code(),
          agreement.other().name(),
          agreement.side(),
          agreement.state(),
          agreement.terms().told().stream().sorted().toList(),
          agreement.terms().cards(),
          Belonging.of(agreement.place()),
          Steps.of(agreement));
    }
  }

  /** Where guests belong; known to the lender alone. */
  public record Belonging(
      @Means("the patron category of guests at the lender") @Size(max = Texts.LONGEST) @Nullable String category,
      @Means("that of children") @Size(max = Texts.LONGEST) @Nullable String childCategory,
      @Means("the branch of guests at the lender") @Size(max = Texts.LONGEST) @Nullable String branch) {

    static Belonging of(@Nullable Place place) {
      return new Belonging(
          place == null ? null : place.category(),
          place == null ? null : place.childCategory(),
          place == null ? null : place.branch());
    }
  }

  /** When an agreement was offered, accepted and ended, and by whom. */
  public record Steps(
      Instant offered,
      @Means("who offered it") @Size(max = Texts.LONGEST) String offeredBy,
      @Nullable Instant accepted,
      @Means("who accepted it") @Size(max = Texts.LONGEST) @Nullable String acceptedBy,
      @Nullable Instant ended,
      @Means("who ended it") @Size(max = Texts.LONGEST) @Nullable String endedBy) {

    static Steps of(GuestAgreement agreement) {
      return new Steps(
          agreement.offered().at(),
          agreement.offered().by(),
          at(agreement.accepted()),
          by(agreement.accepted()),
          at(agreement.ended()),
          by(agreement.ended()));
    }

    private static @Nullable Instant at(@Nullable Step step) {
      return step == null ? null : step.at();
    }

    private static @Nullable String by(@Nullable Step step) {
      return step == null ? null : step.by();
    }
  }

  /** Which agreement. */
  public record Which(@Means("what this tenant is in it") Side role, @Means(OTHER) String other) {}

  /** What a home offers. */
  public record Offer(
      @Means(OTHER) String other,
      @Means("how the numbers of the home's cards begin; no other card is looked up")
          @Size(min = 1, max = GuestAgreement.MOST_RANGES) List<@Size(max = 20) @Pattern(regexp = "[0-9A-Za-z-]+") String> cards,
      @Means(
              "what the lender is told beside number, last day, block, and whether it is a child; nothing if empty")
          @Nullable List<Told> told) {}

  /** What a lender accepts. */
  public record Acceptance(
      @Means(OTHER) String other,
      @Means("the patron category of its guests") @Size(max = 100) String category,
      @Means("that of children; the same if empty") @Size(max = 100) @Nullable String childCategory,
      @Means("the branch of its guests") @Size(max = 100) String branch) {}
}
