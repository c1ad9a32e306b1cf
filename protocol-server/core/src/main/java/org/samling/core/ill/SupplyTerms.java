package org.samling.core.ill;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.LenderRenewal;

/**
 * The terms of the lender of a request: what this library says where it lends, and what the other
 * says where it borrows. In a message they are what is said now; of a request, what holds.
 *
 * @param due when the item has to be back with its lender, or null where not stated
 * @param renewal whether the lender was asked for a longer loan, and what it said; null where it
 *     was not asked
 * @param isCopy whether a copy is supplied, also where a loan was asked for
 * @param link where an electronic copy can be fetched, or null
 * @param offer the terms on which it would supply, or null
 * @param retryOf of a request of the tenant's own that was sent again because the lender's terms
 *     were accepted, which of its lenders had named them; else null
 */
public record SupplyTerms(
    @Nullable Instant due,
    @Nullable LenderRenewal renewal,
    boolean isCopy,
    @Nullable String link,
    @Nullable SupplyOffer offer,
    @Nullable Integer retryOf) {

  /** Nothing was said. */
  public static final SupplyTerms NONE = new SupplyTerms((Instant) null);

  /** The most characters of a link. */
  public static final int LONGEST_LINK = 1_000;

  private SupplyTerms(@Nullable Instant due) {
    this(due, null);
  }

  private SupplyTerms(@Nullable Instant due, @Nullable LenderRenewal renewal) {
    this(due, renewal, false, null);
  }

  private SupplyTerms(
      @Nullable Instant due,
      @Nullable LenderRenewal renewal,
      boolean isCopy,
      @Nullable String link) {
    this(due, renewal, isCopy, link, null);
  }

  private SupplyTerms(
      @Nullable Instant due,
      @Nullable LenderRenewal renewal,
      boolean isCopy,
      @Nullable String link,
      @Nullable SupplyOffer offer) {
    this(due, renewal, isCopy, link, offer, null);
  }

  /** Only when the item has to be back; null for not even that. */
  public static SupplyTerms until(@Nullable Instant due) {
    return new SupplyTerms(due);
  }

  /** Only the terms on which the lender would supply. */
  public static SupplyTerms of(SupplyOffer offer) {
    return new SupplyTerms(NONE.due, NONE.renewal, NONE.isCopy, NONE.link, offer);
  }

  /** A copy, and where it can be fetched; null where it comes on paper. */
  public static SupplyTerms copy(@Nullable String link) {
    return new SupplyTerms(NONE.due, NONE.renewal, true, link);
  }

  /** The lender's answer to a renewal. */
  public static SupplyTerms answer(boolean isGranted, @Nullable Instant due) {
    return new SupplyTerms(due, isGranted ? LenderRenewal.GRANTED : LenderRenewal.REFUSED);
  }

  /** A text where it is the address of a page, and not a barcode; else null. */
  public static @Nullable String link(@Nullable String text) {
    var trimmed = Objects.requireNonNullElse(text, "").strip();
    return trimmed.length() <= LONGEST_LINK && trimmed.matches("(?i)https?://\\S+")
        ? trimmed
        : null;
  }
}
