package org.samling.console.trial;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.console.trial.TrialMachine.Canned;

/**
 * Makes of a message as a log has it one that can be sent to a sandbox: with what there is to try
 * with in place of what is masked, and the time at which it is sent in place of the one then.
 */
final class Replay {

  private static final String MASK = "*";

  /** Error detection, which would be wrong by then. */
  private static final Pattern TRAILER =
      Pattern.compile("(?:AY\\d(?:AZ[0-9A-Fa-f]{0,4})?|(?<=\\|)AZ[0-9A-Fa-f]{0,4})\\|*$");

  private static final Pattern DATE = Pattern.compile("\\d{8}.{4}\\d{6}");

  /** A field that may say who and what; the first one stands behind those of fixed lengths. */
  private static final Pattern FIELD = Pattern.compile("([^A]*)(A[ABCD])(.*)");

  /** Takes back: has the time of the return beside that of the message. */
  private static final String CHECKIN = "09";

  private Replay() {}

  /**
   * The message to be sent.
   *
   * @param logged the message on one line, masked
   * @param canned what there is to try with
   * @param isOfSandbox whether the log is the same tenant's, where its other patrons and items are
   */
  static String of(String logged, Canned canned, boolean isOfSandbox) {
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
      String part, Canned canned, boolean isOfSandbox, boolean isPinMasked) {
    var field = FIELD.matcher(part);
    if (!field.matches() || field.group(3).isEmpty()) {
      return part;
    }
    var value = field.group(3);
    var isMasked = value.contains(MASK);
    var sent =
        switch (field.group(2)) {
          // A PIN is its patron's: where it is another one, so is the patron.
          case "AA" -> isMasked || isPinMasked || !isOfSandbox ? canned.patron() : value;
          case "AB" -> isMasked || !isOfSandbox ? canned.item() : value;
          case "AD" -> isMasked ? canned.pin() : value;
          default -> isMasked ? "" : value; // the terminal's password decides nothing
        };
    return field.group(1) + field.group(2) + sent;
  }
}
