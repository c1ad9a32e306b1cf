package org.samling.sip2;

/**
 * A fault found in a client's message. Contains no field value.
 *
 * @param fault what is wrong
 * @param message the number of the message, from 1
 * @param command the message's first two characters; may be empty
 * @param offset the number of bytes that the client had sent before this message
 * @param position the offset within the message, in bytes
 * @param what what is wrong, as a clause
 * @param tolerated whether Samling does what was meant nevertheless
 */
public record Sip2Finding(
    Sip2Fault fault,
    int message,
    String command,
    long offset,
    int position,
    String what,
    boolean tolerated) {

  /** Where, what, whether it matters, and how to fix it: two lines, without a line end. */
  @Override
  public String toString() {
    return "message %d%s, byte %d (%d + %d): %s%n    %s; 3M SIP 2.00, %s: %s"
        .formatted(
            message,
            command.isEmpty() ? "" : " (" + command + ")",
            offset + position,
            offset,
            position,
            what,
            tolerated ? "tolerated" : "NOT TOLERATED",
            fault.section(),
            fault.remedy());
  }
}
