package org.samling.sip2.shadow;

import java.util.Set;

/**
 * How the replies of two servers to one request differ in one field.
 *
 * @param message the command of the reply that was recorded; empty if there was none
 * @param field the field's name; {@link #REPLY} for the reply as a whole, {@link #TERMINATOR} for
 *     what ends it, and {@code BX 11} for the Y or N of request 11 in BX, and {@code patron status}
 *     with a position's name for one of its fourteen
 * @param was what the recorded reply has, or its pattern; empty without one
 * @param is what the other reply has, likewise
 * @param hadPin whether the client had sent a PIN, which is not sent again
 * @param alert the type of alert that either reply has, or empty
 * @param circumstances what else the exchange shows
 * @param mayDiffer whether it is to be expected, such as a number that depends on the data
 */
public record ReplyDifference(
    String message,
    String field,
    String was,
    String is,
    boolean hadPin,
    String alert,
    Set<Circumstance> circumstances,
    boolean mayDiffer) {

  /** Copies the set. */
  public ReplyDifference {
    circumstances = Set.copyOf(circumstances);
  }

  /** The reply as a whole: one is missing, or is another message. */
  public static final String REPLY = "reply";

  /** What ends the reply: cr, lf or crlf. */
  public static final String TERMINATOR = "terminator";
}
