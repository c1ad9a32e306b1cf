package org.samling.operations.partners;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.partners.HoldAgreement.State;
import org.samling.core.partners.HoldAgreement.Step;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;

/** What the operations on agreements about holds take and return. */
public final class HoldAgreementForms {

  private static final String OTHER = "the other tenant, by its code";
  private static final String MOST = "how many requests of the home may be open at once";

  private HoldAgreementForms() {}

  /**
   * A page of agreements.
   *
   * @param holdAgreements the agreements, by the other tenant's code
   * @param next what the next page comes after
   */
  public record Listed(List<Agreement> holdAgreements, @Means(Paging.NEXT) @Nullable String next) {}

  /** An agreement about holds. */
  public record Agreement(
      @Means("the other tenant's code") String other,
      @Means("its name") String name,
      @Means("what this tenant is in it: home where it asks") Side role,
      State state,
      @Means(MOST) int most,
      @Means("the home asks the supplier with the lowest first; known to the home alone")
          @Nullable Integer turn,
      @JsonUnwrapped Lent lent,
      @JsonUnwrapped Steps steps) {

    static Agreement of(HoldAgreement agreement) {
      return new Agreement(
          agreement.other().code(),
          agreement.other().name(),
          agreement.side(),
          agreement.state(),
          agreement.most(),
          agreement.turn(),
          Lent.of(agreement.lending()),
          Steps.of(agreement));
    }
  }

  /** What is lent; known to the supplier alone. */
  public record Lent(
      @Means("the branch that handles the requests at the supplier") @Size(max = Texts.LONGEST) @Nullable String branch,
      @Means("the item categories that are lent; null for all that are")
          @Nullable List<String> categories) {

    static Lent of(@Nullable Lending lending) {
      return new Lent(
          lending == null ? null : lending.branch(),
          lending == null || lending.categories().isEmpty() ? null : lending.categories());
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

    static Steps of(HoldAgreement agreement) {
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
      @Means(MOST + "; default: 100") @Min(1) @Max(HoldAgreement.MOST_OPEN) @Nullable Integer most,
      @Means("suppliers with a lower turn are asked first; default: 1")
          @Min(1) @Max(HoldAgreement.LAST_TURN) @Nullable Integer turn) {}

  /** What a supplier accepts. */
  public record Acceptance(
      @Means(OTHER) String other,
      @Means("the patron category of the home, by which policy rules know it") @Size(max = 100) String category,
      @Means("the branch that handles its requests") @Size(max = 100) String branch,
      @Means("the item categories that are lent; all that are if empty")
          @Size(max = HoldAgreement.MOST_CATEGORIES) @Nullable List<@Size(max = 100) String> categories) {}
}
