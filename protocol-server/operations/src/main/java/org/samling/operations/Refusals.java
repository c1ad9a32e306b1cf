package org.samling.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.outcome.RenewalResult;
import org.samling.core.circulation.outcome.ReservationResult;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Tenant;

/** Makes problems of the refusals of commands. */
public final class Refusals {

  private Refusals() {}

  /**
   * The problem that a refusal is: something is unknown where the command named a thing that is not
   * there, and refused by the rules or the present state otherwise. Programs get the reason and the
   * rule behind it.
   */
  public static Problem of(Refusal refusal) {
    return problem(
        refusal.reason(),
        "Refused: %s.".formatted(refusal.reason().words()),
        new Particulars(refusal.reason(), Why.of(refusal.why()), null));
  }

  /** The same, of what may cost a fee. */
  public static Problem of(Refusal refusal, Tenant tenant) {
    var fee = amount(LendingFee.of(refusal), tenant);
    return problem(
        refusal.reason(),
        detail(refusal, fee),
        new Particulars(refusal.reason(), Why.of(refusal.why()), fee));
  }

  private static String detail(Refusal refusal, @Nullable Amount fee) {
    var words = refusal.reason().words();
    return fee == null
        ? "Refused: %s.".formatted(words)
        : "Refused: %s (%s).".formatted(words, fee.text());
  }

  /** An amount that was charged, or has to be accepted or paid; null for none. */
  public static @Nullable Amount amount(@Nullable LendingFee fee, Tenant tenant) {
    return fee == null ? null : Amount.of(fee.amount(), tenant);
  }

  /**
   * The same, of a renewal.
   *
   * @param result what Fælles Bibliotekssystem calls it
   */
  public static Problem of(Refusal refusal, RenewalResult result, Tenant tenant) {
    return ofFbs(refusal, result.code(), tenant);
  }

  /**
   * The same, of a hold that was to be placed.
   *
   * @param result what Fælles Bibliotekssystem calls it
   */
  public static Problem of(Refusal refusal, ReservationResult result, Tenant tenant) {
    return ofFbs(refusal, result.code(), tenant);
  }

  private static Problem ofFbs(Refusal refusal, String code, Tenant tenant) {
    var fee = amount(LendingFee.of(refusal), tenant);
    return problem(
        refusal.reason(),
        detail(refusal, fee),
        new OfFbs(refusal.reason(), Why.of(refusal.why()), code, fee));
  }

  /**
   * The same, of a command about several items.
   *
   * @param item the barcode of the item or the set that the refusal is about; null where it is
   *     about neither
   */
  public static Problem of(Refusal refusal, @Nullable String item) {
    return item == null
        ? of(refusal)
        : problem(
            refusal.reason(),
            "Refused: %s (%s).".formatted(refusal.reason().words(), item),
            new OfItem(refusal.reason(), item, Why.of(refusal.why())));
  }

  private static Problem problem(RefusalReason reason, String detail, Record particulars) {
    return switch (reason) {
      case PATRON_UNKNOWN, ITEM_UNKNOWN, SET_UNKNOWN, RECORD_UNKNOWN, NOT_HELD, FEE_UNKNOWN ->
          Problem.unknown(detail, particulars);
      default -> Problem.refused(detail, particulars);
    };
  }

  /**
   * What a program needs to know of a refusal.
   *
   * @param reason the reason
   * @param why the rule, and where it was set
   * @param fee what has to be accepted or paid first; left out where it is about no fee
   */
  private record Particulars(
      RefusalReason reason,
      Why why,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Amount fee) {}

  /**
   * The same of a renewal or hold.
   *
   * @param reason the reason
   * @param why the rule, and where it was set
   * @param fbsCode the result code of Fælles Bibliotekssystem (FBS CMS API)
   * @param fee what has to be accepted or paid first; left out where it is about no fee
   */
  private record OfFbs(
      RefusalReason reason,
      Why why,
      String fbsCode,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Amount fee) {}

  /**
   * The same of a refusal about one of several items.
   *
   * @param reason the reason
   * @param item its barcode
   * @param why the rule, and where it was set
   */
  private record OfItem(RefusalReason reason, String item, Why why) {}
}
