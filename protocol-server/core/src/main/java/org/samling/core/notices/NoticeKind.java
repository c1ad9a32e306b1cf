package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of notice. */
public enum NoticeKind {
  /** A loan is due soon. */
  PRE_DUE,
  /** A loan is overdue, and has reached an overdue step. */
  OVERDUE,
  /** A loan was recalled: it is due sooner. */
  RECALL,
  /** A hold is ready for pickup. */
  READY,
  /** A hold expired: no item came, or it was not picked up. */
  HOLD_EXPIRED,
  /**
   * What another library is asked for was asked for, is on its way, or can't be had; that it is
   * ready is {@link #READY}.
   */
  INTERLIBRARY,
  /** A lending library answered a renewal, or a copy has come from one. */
  LENDER,
  /** The patron's right to borrow ends soon. */
  CARD_EXPIRY;

  /** Its name for users, {@code pre-due}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with this name, or empty. */
  public static Optional<NoticeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
