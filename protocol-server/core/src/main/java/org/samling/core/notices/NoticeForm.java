package org.samling.core.notices;

import java.util.Locale;

/** How long a text is: what a channel carries. */
public enum NoticeForm {
  /** A letter, with a subject. */
  FULL(10_000),
  /** As a telephone shows it, without a subject. */
  SHORT(1_000);

  private final int longest;

  NoticeForm(int longest) {
    this.longest = longest;
  }

  /** How many characters a template of this form has at most, and what is sent by it, too. */
  public int longest() {
    return longest;
  }

  /** Its name where people write it, {@code full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
