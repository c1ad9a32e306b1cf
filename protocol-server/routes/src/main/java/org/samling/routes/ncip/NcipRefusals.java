package org.samling.routes.ncip;

import org.samling.core.circulation.reason.RefusalReason;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.routes.ScreenMessages;

/** Converts refusals to the standard's problems. */
final class NcipRefusals {

  private static final ScreenMessages ENGLISH = ScreenMessages.of("001");

  private NcipRefusals() {}

  /** The problem for a refusal. */
  static ProblemException problem(NcipService service, RefusalReason reason) {
    var ineligible = ineligible(service);
    return switch (reason) {
      case PATRON_UNKNOWN -> problem(ProblemType.UNKNOWN_USER, reason, "UserId");
      case IDENTIFIER_BLOCKED, IDENTIFIER_EXPIRED ->
          problem(ProblemType.USER_BLOCKED, reason, "UserId");
      case IDENTIFIER_TAKEN,
          NOT_A_CARD,
          CARD_IS_OF_HOME,
          OWNED_BY_REGISTRY,
          NOT_A_PERSON,
          NOT_OF_AGE,
          GUARDIAN_UNFIT,
          CATEGORY_UNKNOWN,
          BLOCK_IS_DERIVED ->
          problem(ProblemType.ELEMENT_RULE_VIOLATED, reason, "UserId");
      case PATRON_BLOCKED, DEBT_TOO_HIGH -> problem(ProblemType.USER_BLOCKED, reason, "UserId");
      case ADMISSION_WITHDRAWN, TOO_YOUNG, TOO_OLD, AGE_UNKNOWN ->
          problem(ProblemType.USER_BLOCKED, reason, "UserId");
      case PATRON_EXPIRED, TOO_MANY_HOLDS -> problem(ineligible, reason, "UserId");
      case TOO_MANY_OVERDUE -> problem(ProblemType.USER_BLOCKED, reason, "UserId");
      case TOO_MANY_LOANS, TOO_MANY_LOANS_IN_GROUP ->
          problem(ProblemType.MAXIMUM_CHECK_OUTS_EXCEEDED, reason, "UserId");
      case SET_UNKNOWN -> problem(ProblemType.UNKNOWN_ITEM, reason, "ItemId");
      case SET_EMPTY, SET_TOO_LARGE, SET_BOOKED, BARCODE_TAKEN, BOOKED ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "ItemId");
      case NOT_A_GROUP, BORROWER_NOT_NAMED, NOT_FOR_GROUP -> problem(ineligible, reason, "UserId");
      case TOO_FEW_COPIES, PERIOD_UNFIT, BOOKING_UNKNOWN, BOOKING_NOT_OVER ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "UserId");
      case ITEM_UNKNOWN -> problem(ProblemType.UNKNOWN_ITEM, reason, "ItemId");
      case RECORD_UNKNOWN -> problem(ProblemType.UNKNOWN_ITEM, reason, "BibliographicId");
      case ITEM_NOT_FOR_LOAN -> problem(ProblemType.ITEM_DOES_NOT_CIRCULATE, reason, "ItemId");
      case ITEM_LOST, ITEM_DISCARDED, ITEM_BORROWED, PART_OF_SET, ITEM_NOT_RESERVABLE ->
          problem(ProblemType.ITEM_DOES_NOT_CIRCULATE, reason, "ItemId");
      case LENT_BEFORE -> problem(ineligible, reason, "UserId");
      case EXPIRY_PASSED,
          HOLD_NOT_OVER,
          NOT_SET_ASIDE,
          NOT_LOOKED_FOR,
          NOT_IN_TRANSIT,
          NOT_ON_ORDER,
          ITEM_IN_USE,
          ITEM_WANTED,
          NOT_WITHDRAWN,
          CRATE_FOR_ELSEWHERE ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "ItemId");
      case NO_ITEMS_FOR_LOAN, NOT_RESERVABLE ->
          problem(ProblemType.ITEM_DOES_NOT_CIRCULATE, reason, "BibliographicId");
      case HELD_FOR_ANOTHER ->
          problem(
              service == NcipService.RENEW_ITEM
                  ? ProblemType.RENEWAL_NOT_ALLOWED
                  : ProblemType.RESOURCE_CANNOT_BE_PROVIDED,
              reason,
              "ItemId");
      case ON_LOAN_TO_ANOTHER, ON_LOAN_TO_SAME_PATRON, ITEM_NOT_READY ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "ItemId");
      case ALREADY_HELD, ALREADY_ON_LOAN ->
          problem(ProblemType.DUPLICATE_REQUEST, reason, "UserId");
      case NOT_HELD -> problem(ProblemType.UNKNOWN_REQUEST, reason, "UserId");
      case AGENCY_UNKNOWN -> problem(ProblemType.ELEMENT_RULE_VIOLATED, reason, "AgencyId");
      case BRANCH_UNKNOWN -> problem(ProblemType.ELEMENT_RULE_VIOLATED, reason, "PickupLocation");
      case NOT_ON_LOAN_TO_PATRON, NOT_ON_LOAN, NO_RETURN ->
          problem(ProblemType.ITEM_NOT_CHECKED_OUT, reason, "ItemId");
      case RENEWAL_TOO_EARLY, CLAIMED_RETURNED ->
          problem(ProblemType.ITEM_NOT_RENEWABLE, reason, "ItemId");
      case RECALLED, LENDER_ASKED -> problem(ProblemType.RENEWAL_NOT_ALLOWED, reason, "ItemId");
      case UNDO_TOO_LATE,
          MOVED_SINCE,
          RECALLS_STOPPED,
          DUE_BEFORE_LOAN,
          DATE_UNREADABLE,
          DATE_AHEAD,
          TOO_LONG_AGO ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "ItemId");
      case FEE_UNKNOWN, PAYMENT_UNKNOWN, NOTHING_OWED, NOT_OVERDUE ->
          problem(ProblemType.RESOURCE_CANNOT_BE_PROVIDED, reason, "UserId");
      case FEE_NOT_ACCEPTED, FEE_NOT_PAID ->
          problem(
              ProblemType.RESOURCE_CANNOT_BE_PROVIDED,
              reason,
              service == NcipService.CHECK_OUT_ITEM
                      || service == NcipService.RENEW_ITEM
                      || service == NcipService.REQUEST_ITEM
                  ? "AcknowledgedFeeAmount"
                  : "UserId");
      case PAYMENT_REFERENCE_USED, AMOUNT_TOO_HIGH ->
          problem(ProblemType.ELEMENT_RULE_VIOLATED, reason, "FiscalTransactionInformation");
      case TOO_MANY_RENEWALS -> problem(ProblemType.MAXIMUM_RENEWALS_EXCEEDED, reason, "ItemId");
    };
  }

  private static ProblemType ineligible(NcipService service) {
    if (service == NcipService.REQUEST_ITEM) {
      return ProblemType.USER_INELIGIBLE_TO_REQUEST_THIS_ITEM;
    }
    return service == NcipService.RENEW_ITEM
        ? ProblemType.USER_INELIGIBLE_TO_RENEW_THIS_ITEM
        : ProblemType.USER_INELIGIBLE_TO_CHECK_OUT_THIS_ITEM;
  }

  private static ProblemException problem(ProblemType type, RefusalReason reason, String element) {
    return new ProblemException(type, ENGLISH.refusal(reason), element);
  }
}
