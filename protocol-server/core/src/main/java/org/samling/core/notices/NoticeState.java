package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The state of a notice. */
public enum NoticeState {
  /** It waits to be put into a message. */
  WAITING,
  /** It is in a message that waits to be sent. */
  WRITTEN,
  /** It was sent. */
  SENT,
  /** The patron does not want it. */
  UNWANTED,
  /** There is no address that works, or no channel. */
  NO_ADDRESS,
  /** It was no longer true when it was to be sent. */
  OVERTAKEN,
  /** It could not be sent for days, and was given up. */
  FAILED;

  /** Its name for users, {@code no-address}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state with this name, or empty. */
  public static Optional<NoticeState> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
