package org.samling.core.notices;

import java.util.Locale;

/** The form of a text that a channel carries. */
public enum NoticeForm {
  /** A letter, with a subject. */
  FULL(10_000),
  /** A text message, without a subject. */
  SHORT(2_000);

  private final int longest;

  NoticeForm(int longest) {
    this.longest = longest;
  }

  /** The most characters in a template of this form, and in a message made from it. */
  public int longest() {
    return longest;
  }

  /** Its name for users, {@code full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
