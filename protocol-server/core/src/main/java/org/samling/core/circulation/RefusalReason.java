package org.samling.core.circulation;

/** Why something was refused. */
public enum RefusalReason {
  /** No patron has this identifier. */
  PATRON_UNKNOWN,
  /** The card is blocked: the patron may have others. */
  IDENTIFIER_BLOCKED,
  /** The card is not valid yet, or no longer. */
  IDENTIFIER_EXPIRED,
  /** The patron is not a person, or not one of whom the person registry tells. */
  NOT_A_PERSON,
  /** The patron is not of age. */
  NOT_OF_AGE,
  /** This patron can't be the other's guardian, or the other needs none. */
  GUARDIAN_UNFIT,
  /** No patron category has this code. */
  CATEGORY_UNKNOWN,
  /** This block follows from the debt and can neither be put nor taken away. */
  BLOCK_IS_DERIVED,
  /** The patron is barred. */
  PATRON_BLOCKED,
  /** The patron's right to borrow has expired. */
  PATRON_EXPIRED,
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
  /** A loan or return can no longer be undone. */
  UNDO_TOO_LATE,
  /** There is no return of this item to undo. */
  NO_RETURN,
  /** The item is not on loan. */
  NOT_ON_LOAN,
  /** A loan can't be due before it began. */
  DUE_BEFORE_LOAN,
  /** Recalls stand still by the stop switch. */
  RECALLS_STOPPED,
  /** It is too early to renew the loan. */
  RENEWAL_TOO_EARLY,
  /** The item is on order or being made ready. */
  ITEM_NOT_READY,
  /** No record has this key. */
  RECORD_UNKNOWN,
  /** No holds are placed on this title. */
  NOT_RESERVABLE,
  /** The patron already waits for this title. */
  ALREADY_HELD,
  /** The patron does not wait for this title. */
  NOT_HELD,
  /** No item of this title is lent. */
  NO_ITEMS_FOR_LOAN,
  /** No branch has this code. */
  BRANCH_UNKNOWN
}
