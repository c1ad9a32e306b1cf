package org.samling.console.trial;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.console.trial.TrialMachine.TestData;

/**
 * Turns a logged message into one that can be sent to a sandbox: the sandbox's patron and item
 * replace what is masked, and the current time replaces the logged one.
 */
final class Replay {

  private static final String MASK = "*";

  /** Error detection fields, which would no longer be right. */
  private static final Pattern TRAILER =
      Pattern.compile("(?:AY\\d(?:AZ[0-9A-Fa-f]{0,4})?|(?<=\\|)AZ[0-9A-Fa-f]{0,4})\\|*$");

  private static final Pattern DATE = Pattern.compile("\\d{8}.{4}\\d{6}");

  /** A field that may identify a patron or item; the first one follows the fixed-length fields. */
  private static final Pattern FIELD = Pattern.compile("([^A]*)(A[ABCD])(.*)");

  /** Checkin: has the return date beside the transaction date. */
  private static final String CHECKIN = "09";

  private Replay() {}

  /**
   * Returns the message to send.
   *
   * @param logged the message on one line, masked
   * @param canned the sandbox's patron and item
   * @param isOfSandbox whether the log is the sandbox tenant's own, so that its other patrons and
   *     items exist
   */
  static String of(String logged, TestData canned, boolean isOfSandbox) {
    var message = TRAILER.matcher(logged.strip()).replaceFirst("");
    var parts = message.split("\\|", -1);
    var dated = DATE.matcher(parts[0]).replaceFirst("{date}");
    parts[0] = message.startsWith(CHECKIN) ? DATE.matcher(dated).replaceFirst("{date}") : dated;
    var isPinMasked = Arrays.stream(parts).anyMatch(p -> p.startsWith("AD" + MASK));
    return Stream.of(parts)
        .map(part -> field(part, canned, isOfSandbox, isPinMasked))
        .collect(Collectors.joining("|"));
  }

  private static String field(
      String part, TestData canned, boolean isOfSandbox, boolean isPinMasked) {
    var field = FIELD.matcher(part);
    if (!field.matches() || field.group(3).isEmpty()) {
      return part;
    }
    var value = field.group(3);
    var isMasked = value.contains(MASK);
    var sent =
        switch (field.group(2)) {
          // PIN and patron belong together: replacing one replaces the other.
          case "AA" -> isMasked || isPinMasked || !isOfSandbox ? canned.patron() : value;
          case "AB" -> isMasked || !isOfSandbox ? canned.item() : value;
          case "AD" -> isMasked ? canned.pin() : value;
          default -> isMasked ? "" : value; // the terminal password has no effect
        };
    return field.group(1) + field.group(2) + sent;
  }
}
