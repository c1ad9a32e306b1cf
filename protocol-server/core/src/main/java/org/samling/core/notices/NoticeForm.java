package org.samling.core.notices;

import java.util.Locale;

/** The form of a text that a channel carries. */
public enum NoticeForm {
  /** A letter, with a subject. */
  FULL(10_000, 10_000),
  /** A text message, without a subject. */
  SHORT(2_000, 1_000);

  private final int longestTemplate;
  private final int longest;

  NoticeForm(int longestTemplate, int longest) {
    this.longestTemplate = longestTemplate;
    this.longest = longest;
  }

  /** The most characters in a template of this form: most of a digest's is left out each time. */
  public int longestTemplate() {
    return longestTemplate;
  }

  /** The most characters in a message of this form. */
  public int longest() {
    return longest;
  }

  /** Its name for users, {@code full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
