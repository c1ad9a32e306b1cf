package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.routes.ScreenMessages;

/**
 * The patron in a message, as far as is known from their identifier and PIN.
 *
 * @param identifier what identifies the patron to the core: field AA, or a text that nobody has
 * @param isPinRight whether the PIN is right, or null if none was sent
 * @param isProven whether a right PIN was given, now or before on the same connection
 */
record Sip2Visitor(String identifier, @Nullable Boolean isPinRight, boolean isProven) {

  /** Whether the machine may act for the patron: no wrong PIN was sent. */
  boolean mayAct() {
    return !Boolean.FALSE.equals(isPinRight);
  }

  /**
   * The text of the refusal if a PIN was sent and is wrong; else null. A locked patron is told the
   * same.
   */
  @Nullable String refusal(ScreenMessages messages) {
    return Boolean.FALSE.equals(isPinRight) ? messages.text("pin.wrong") : null;
  }

  @Override
  public String toString() {
    return "visitor[isPinRight=%s, isProven=%s]".formatted(isPinRight, isProven);
  }
}
