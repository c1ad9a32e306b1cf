package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Of what a patron is told. */
public enum NoticeKind {
  /** A loan is due soon. */
  PRE_DUE,
  /** A loan is overdue, and has reached a step of being so. */
  OVERDUE,
  /** A loan was recalled: it is due sooner. */
  RECALL,
  /** A hold can be fetched. */
  READY,
  /** A hold ended because its day passed: nothing came, or it was not fetched. */
  HOLD_EXPIRED,
  /** The patron's right to borrow ends soon. */
  CARD_EXPIRY;

  /** Its name where people write it, {@code pre-due}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this name, or nothing. */
  public static Optional<NoticeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
