package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a notice stands. */
public enum NoticeState {
  /** It waits to be put into a message. */
  WAITING,
  /** A message carries it, and waits to be sent. */
  WRITTEN,
  /** It was sent. */
  SENT,
  /** The patron does not want it. */
  UNWANTED,
  /** There is no address that works, or no channel. */
  NO_ADDRESS,
  /** What it tells was no longer so when it was to be sent. */
  OVERTAKEN,
  /** It could not be sent for days, and was given up. */
  FAILED;

  /** Its name where people write it, {@code no-address}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of this name, or nothing. */
  public static Optional<NoticeState> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
