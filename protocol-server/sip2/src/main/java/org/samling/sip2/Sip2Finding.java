package org.samling.sip2;

/**
 * Something that a client does wrong. It holds no value of a field.
 *
 * @param fault what is wrong
 * @param message the number of the message, from 1
 * @param command the message's first two characters, or nothing
 * @param offset how many bytes the client had sent before this message
 * @param position the offset within the message, in bytes
 * @param what what is wrong, as a sentence
 * @param tolerated whether Samling does what was meant all the same
 */
public record Sip2Finding(
    Sip2Fault fault,
    int message,
    String command,
    long offset,
    int position,
    String what,
    boolean tolerated) {

  /** Where, what, whether it matters, and how to mend it: two lines without an end. */
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
