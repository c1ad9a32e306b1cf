package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kind of a message: notices of one kind, or a digest of several; or a slip, which is printed
 * and not sent. Each kind has its own texts.
 */
public enum MessageKind {
  /** Loans that are due soon. */
  PRE_DUE,
  /** Loans that are overdue. */
  OVERDUE,
  /** Loans that were recalled. */
  RECALL,
  /** Holds that are ready for pickup. */
  READY,
  /** Holds that ended. */
  HOLD_EXPIRED,
  /** How requests to other libraries stand. */
  INTERLIBRARY,
  /** Answers of lending libraries, and copies from them. */
  LENDER,
  /** The patron's right to borrow, which ends soon. */
  CARD_EXPIRY,
  /** A daily digest of notices of several kinds. */
  DIGEST,
  /** A slip with what a patron borrowed. */
  LOAN_SLIP,
  /** A slip for an item on the hold shelf. */
  HOLD_SLIP,
  /** A slip for an item that goes to another branch. */
  TRANSIT_SLIP,
  /** A receipt for a payment. */
  RECEIPT;

  /** Whether it is printed, and not sent: it has no short form. */
  public boolean isPrinted() {
    return switch (this) {
      case LOAN_SLIP, HOLD_SLIP, TRANSIT_SLIP, RECEIPT -> true;
      case PRE_DUE,
          OVERDUE,
          RECALL,
          READY,
          HOLD_EXPIRED,
          INTERLIBRARY,
          LENDER,
          CARD_EXPIRY,
          DIGEST ->
          false;
    };
  }

  /** The kind of a message that carries notices of one kind. */
  public static MessageKind of(NoticeKind kind) {
    return switch (kind) {
      case PRE_DUE -> PRE_DUE;
      case OVERDUE -> OVERDUE;
      case RECALL -> RECALL;
      case READY -> READY;
      case HOLD_EXPIRED -> HOLD_EXPIRED;
      case INTERLIBRARY -> INTERLIBRARY;
      case LENDER -> LENDER;
      case CARD_EXPIRY -> CARD_EXPIRY;
    };
  }

  /** Its name for users, {@code pre-due}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with this name, or empty. */
  public static Optional<MessageKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
