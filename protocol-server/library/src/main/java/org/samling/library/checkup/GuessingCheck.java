package org.samling.library.checkup;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a server's metrics whether many wrong PINs came from one place within the last hour. */
final class GuessingCheck {

  private static final Pattern GUESSING =
      Pattern.compile(
          "samling_pins_guessing\\{limit=\"(?<limit>[^\"]*)\",tenant=\"(?<tenant>[^\"]*)\"} (?<number>.*)");

  private GuessingCheck() {}

  static List<Finding> findings(String metrics) {
    var found =
        metrics
            .lines()
            .map(GUESSING::matcher)
            .filter(Matcher::matches)
            .filter(line -> Double.parseDouble(line.group("number")) > 0)
            .map(line ->
                Finding.warn(
                    "PINs: many wrong ones for patrons of %s came from one %s within an hour"
                        .formatted(line.group("tenant"), line.group("limit")),
                    "See the server's log for \"many wrong PINs\", which names it: somebody may be trying cards."))
            .toList();
    return found.isEmpty() ? List.of(Finding.ok("PINs: nobody tries many cards")) : found;
  }
}
