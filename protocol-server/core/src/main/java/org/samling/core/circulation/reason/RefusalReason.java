package org.samling.core.circulation.reason;

import java.util.Locale;

/** Why something was refused. */
public enum RefusalReason {
  /** No patron has this identifier. */
  PATRON_UNKNOWN,
  /** The card is blocked; the patron may have other cards. */
  IDENTIFIER_BLOCKED,
  /** The card is not valid yet, or no longer. */
  IDENTIFIER_EXPIRED,
  /** Somebody has this identifier already. */
  IDENTIFIER_TAKEN,
  /** Only cards are replaced, and this identifier is none. */
  NOT_A_CARD,
  /** The patron is a guest, whose cards their home gives out. */
  CARD_IS_OF_HOME,
  /** The person registry keeps this up to date. */
  OWNED_BY_REGISTRY,
  /** The patron is not a person, or not one in the person registry. */
  NOT_A_PERSON,
  /** The patron is not of age. */
  NOT_OF_AGE,
  /** This patron can't be the other's guardian, or the other needs none. */
  GUARDIAN_UNFIT,
  /** No patron category has this code. */
  CATEGORY_UNKNOWN,
  /** This block follows from the debt and can be neither set nor removed. */
  BLOCK_IS_DERIVED,
  /** The patron is blocked. */
  PATRON_BLOCKED,
  /** The patron's right to borrow has expired. */
  PATRON_EXPIRED,
  /** The patron may not enter this library on their own. */
  ADMISSION_WITHDRAWN,
  /** The patron is below the minimum age for entering here. */
  TOO_YOUNG,
  /** The patron is above the maximum age for entering here. */
  TOO_OLD,
  /** The patron's age is not known. */
  AGE_UNKNOWN,
  /** The patron owes too much. */
  DEBT_TOO_HIGH,
  /** The patron has as many loans as allowed. */
  TOO_MANY_LOANS,
  /** The patron has as many loans of this material group as allowed. */
  TOO_MANY_LOANS_IN_GROUP,
  /** The patron has too many overdue loans. */
  TOO_MANY_OVERDUE,
  /** The patron has as many holds as allowed. */
  TOO_MANY_HOLDS,
  /** No item has this barcode. */
  ITEM_UNKNOWN,
  /** The item is for use in the library. */
  ITEM_NOT_FOR_LOAN,
  /** Another patron has the item on loan. */
  ON_LOAN_TO_ANOTHER,
  /** The patron has the item on loan already. */
  ON_LOAN_TO_SAME_PATRON,
  /** The patron does not have the item on loan. */
  NOT_ON_LOAN_TO_PATRON,
  /** Somebody else is waiting for the item. */
  HELD_FOR_ANOTHER,
  /** The loan was renewed as often as allowed. */
  TOO_MANY_RENEWALS,
  /** The item was recalled. */
  RECALLED,
  /** The library that lent the item was asked for a longer loan, and will answer. */
  LENDER_ASKED,
  /** The patron claims to have returned the item. */
  CLAIMED_RETURNED,
  /** A loan or return can no longer be undone. */
  UNDO_TOO_LATE,
  /** There is no return of this item to undo. */
  NO_RETURN,
  /** The item has been lent or moved since. */
  MOVED_SINCE,
  /** The date of the transaction can't be read. */
  DATE_UNREADABLE,
  /** The date of the transaction is in the future: the machine's clock is wrong. */
  DATE_AHEAD,
  /** The transaction is too old to be accepted. */
  TOO_LONG_AGO,
  /** The item is not on loan. */
  NOT_ON_LOAN,
  /** A loan can't be due before it began. */
  DUE_BEFORE_LOAN,
  /** The stop switch suspends recalls. */
  RECALLS_STOPPED,
  /** It is too early to renew the loan. */
  RENEWAL_TOO_EARLY,
  /** The item is on order or being made ready. */
  ITEM_NOT_READY,
  /** No record has this key. */
  RECORD_UNKNOWN,
  /** Holds can't be placed on this title. */
  NOT_RESERVABLE,
  /** Holds can't be placed on this item. */
  ITEM_NOT_RESERVABLE,
  /** The item is lost. */
  ITEM_LOST,
  /** The item was taken out of the collection. */
  ITEM_DISCARDED,
  /** The item is part of a set and not lent without it. */
  PART_OF_SET,
  /** No set has this barcode. */
  SET_UNKNOWN,
  /** There is nothing in the set. */
  SET_EMPTY,
  /** The set would have more items than a set can have. */
  SET_TOO_LARGE,
  /** The set is booked. */
  SET_BOOKED,
  /** Another item, or a set, has this barcode. */
  BARCODE_TAKEN,
  /** The patron is not a group. */
  NOT_A_GROUP,
  /** A group borrows through a named, authorised person, and none was named. */
  BORROWER_NOT_NAMED,
  /** This person may not borrow for the group. */
  NOT_FOR_GROUP,
  /** Others have booked the item. */
  BOOKED,
  /** There are not enough copies for that period. */
  TOO_FEW_COPIES,
  /** Bookings can't be made for this period. */
  PERIOD_UNFIT,
  /** There is no such booking, or it is over. */
  BOOKING_UNKNOWN,
  /** The booking is not over yet. */
  BOOKING_NOT_OVER,
  /** The item belongs to another library. */
  ITEM_BORROWED,
  /** The item is neither on order nor being made ready. */
  NOT_ON_ORDER,
  /** The item is on loan, in transit or set aside, or not on the shelf. */
  ITEM_IN_USE,
  /** A hold is waiting that only this item can fill. */
  ITEM_WANTED,
  /** The item was not taken out of the collection. */
  NOT_WITHDRAWN,
  /** The patron has the title on loan. */
  ALREADY_ON_LOAN,
  /** The patron has had the title before, and gets each title only once. */
  LENT_BEFORE,
  /** The last day on which the hold would be wanted has passed. */
  EXPIRY_PASSED,
  /** The hold has not expired, or can still be picked up. */
  HOLD_NOT_OVER,
  /** The item is not set aside for pickup here. */
  NOT_SET_ASIDE,
  /** The item is not in transit to another branch. */
  NOT_IN_TRANSIT,
  /** The crate goes to another branch. */
  CRATE_FOR_ELSEWHERE,
  /** The item is not on the pull list. */
  NOT_LOOKED_FOR,
  /** The patron already waits for this title. */
  ALREADY_HELD,
  /** The patron does not wait for this title. */
  NOT_HELD,
  /** No item of this title can be lent. */
  NO_ITEMS_FOR_LOAN,
  /** No branch has this code. */
  BRANCH_UNKNOWN,
  /** No agency has this number. */
  AGENCY_UNKNOWN,
  /** The patron has no such fee. */
  FEE_UNKNOWN,
  /** The patron made no such payment. */
  PAYMENT_UNKNOWN,
  /** A different payment with this reference exists already. */
  PAYMENT_REFERENCE_USED,
  /** The amount is more than there is to pay, waive or refund. */
  AMOUNT_TOO_HIGH,
  /** There is nothing to pay, waive or charge. */
  NOTHING_OWED,
  /** It costs a fee that the patron has not accepted. */
  FEE_NOT_ACCEPTED,
  /** It costs a fee that has to be paid first. */
  FEE_NOT_PAID,
  /** The loan is not overdue, or not further overdue than was already recorded. */
  NOT_OVERDUE;

  /** The reason in words, to be read after "refused": {@code too many loans}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
