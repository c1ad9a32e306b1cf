package org.samling.bench.kiosk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of a kiosk in one patron's visit, in order; repeated for each patron.
 *
 * @param messages the messages' commands, repeated as often as they are sent
 */
public record KioskMix(List<String> messages) {

  /** Patron information, then items lent and returned. */
  public static final String DEFAULT = "63=1,11=2,09=2";

  private static final List<String> KNOWN = List.of("99", "23", "63", "17", "11", "29", "09", "35");
  private static final int MOST = 100;

  /**
   * Parses a mix such as {@code 63=1,11=2,09=2}.
   *
   * @throws IllegalArgumentException if it is not valid; the message says why
   */
  public static KioskMix of(String written) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var part : written.split(",", -1)) {
      var at = part.indexOf('=');
      var command = at < 0 ? part : part.substring(0, at);
      var count = at < 0 ? "1" : part.substring(at + 1);
      if (!KNOWN.contains(command)
          || !count.matches("\\d{1,3}")
          || Integer.parseInt(count) > MOST) {
        throw new IllegalArgumentException(
            "\"%s\" is not a part of a mix: write COMMAND=COUNT with one of %s and 0 to %d"
                .formatted(part, String.join(", ", KNOWN), MOST));
      }
      counts.merge(command, Integer.parseInt(count), Integer::sum);
    }
    var messages = new ArrayList<String>();
    counts.forEach((command, count) -> {
      for (var i = 0; i < count; i++) {
        messages.add(command);
      }
    });
    check(counts, messages);
    return new KioskMix(List.copyOf(messages));
  }

  private static void check(Map<String, Integer> counts, List<String> messages) {
    var lent = counts.getOrDefault("11", 0);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("the mix is empty");
    } else if (counts.getOrDefault("09", 0) > lent) {
      throw new IllegalArgumentException("the mix returns (09) more than it lends (11)");
    } else if (counts.getOrDefault("29", 0) > 0
        && (lent == 0 || messages.indexOf("29") < messages.indexOf("11"))) {
      throw new IllegalArgumentException("the mix renews (29) what it has not lent (11) before");
    } else if (messages.contains("09") && messages.indexOf("09") < messages.indexOf("11")) {
      throw new IllegalArgumentException("the mix returns (09) before it lends (11)");
    }
  }
}
