package org.samling.console.desk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scanner types. Scanners can be set to send more than what is printed: a symbology
 * identifier before it (ISO/IEC 15424, {@code ]A0}), control characters around it, the start and
 * stop characters of Code 39 ({@code *}) or Codabar (a letter from A to D).
 */
final class Scan {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern SYMBOLOGY = Pattern.compile("^\\][A-Za-z][0-9A-Za-z]");
  private static final Pattern CODE_39 = Pattern.compile("\\*([^*]+)\\*");
  private static final Pattern CODABAR = Pattern.compile("[A-Da-d]([0-9$:/.+-]+)[A-Da-d]");
  private static final Pattern NUMBER = Pattern.compile("\\d{7,}");

  private Scan() {}

  /**
   * What may be printed where this was read: as it came first, then without what a scanner may have
   * added. Whoever looks it up takes the first that is known.
   */
  static List<String> readings(String typed) {
    Set<String> readings = new LinkedHashSet<>();
    var plain = CONTROL.matcher(typed).replaceAll("").strip();
    readings.add(plain);
    var without = SYMBOLOGY.matcher(plain).replaceFirst("");
    readings.add(without);
    for (var frame : List.of(CODE_39, CODABAR)) {
      var framed = frame.matcher(without);
      if (framed.matches()) {
        readings.add(framed.group(1));
      }
    }
    readings.remove("");
    return List.copyOf(readings);
  }

  /** Whether it is a number that stands on something, and no word of a title or year. */
  static boolean isNumber(String reading) {
    return NUMBER.matcher(reading).matches();
  }
}
