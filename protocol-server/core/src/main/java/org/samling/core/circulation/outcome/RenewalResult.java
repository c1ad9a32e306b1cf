package org.samling.core.circulation.outcome;

import org.samling.core.circulation.reason.RefusalReason;

/**
 * The outcome of a renewal, as a result code of Fælles Bibliotekssystem (FBS CMS API, renewal
 * status).
 */
public enum RenewalResult {
  /** The loan was renewed. */
  RENEWED("renewed"),
  /** Somebody waits for the title, or has had it recalled. */
  DENIED_RESERVED("deniedReserved"),
  /** It was renewed as often as allowed. */
  DENIED_MAX_RENEWALS_REACHED("deniedMaxRenewalsReached"),
  /** The patron is blocked, has expired or owes too much. */
  DENIED_LOANER_IS_BLOCKED("deniedLoanerIsBlocked"),
  /** The item is not for loan. */
  DENIED_MATERIAL_IS_NOT_LOANABLE("deniedMaterialIsNotLoanable"),
  /** There is no such item. */
  DENIED_MATERIAL_IS_NOT_FOUND("deniedMaterialIsNotFound"),
  /** There is no such patron. */
  DENIED_LOANER_NOT_FOUND("deniedLoanerNotFound"),
  /** No rule says how it is lent: never returned here, since every category has terms. */
  DENIED_LOANING_PROFILE_NOT_FOUND("deniedLoaningProfileNotFound"),
  /** Anything else, such as too early. */
  DENIED_OTHER_REASON("deniedOtherReason");

  private final String code;

  RenewalResult(String code) {
    this.code = code;
  }

  /** The code as FBS writes it. */
  public String code() {
    return code;
  }

  /** The code for the outcome of a renewal. */
  public static RenewalResult of(CheckoutOutcome outcome) {
    return switch (outcome) {
      case CheckoutOutcome.Granted _, CheckoutOutcome.SetGranted _ -> RENEWED;
      case CheckoutOutcome.Refused refused -> of(refused.reason());
      case CheckoutOutcome.SetRefused refused -> of(refused.reason());
    };
  }

  private static RenewalResult of(RefusalReason reason) {
    return switch (reason) {
      case HELD_FOR_ANOTHER, RECALLED, BOOKED -> DENIED_RESERVED;
      case TOO_MANY_RENEWALS -> DENIED_MAX_RENEWALS_REACHED;
      case PATRON_BLOCKED, PATRON_EXPIRED, DEBT_TOO_HIGH, TOO_MANY_OVERDUE ->
          DENIED_LOANER_IS_BLOCKED;
      case ITEM_NOT_FOR_LOAN -> DENIED_MATERIAL_IS_NOT_LOANABLE;
      case ITEM_UNKNOWN -> DENIED_MATERIAL_IS_NOT_FOUND;
      case PATRON_UNKNOWN -> DENIED_LOANER_NOT_FOUND;
      default -> DENIED_OTHER_REASON;
    };
  }
}
