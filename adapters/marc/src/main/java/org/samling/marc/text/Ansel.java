package org.samling.marc.text;

import java.util.HashMap;
import java.util.Map;

/**
 * The extended Latin set of MARC-8 (ANSEL, ANSI/NISO Z39.47), whose marks precede their base
 * letter; and how strongly a mark and a letter indicate MARC-8 rather than Latin-1.
 */
public final class Ansel {

  public static final int FIRST_MARK = 0xE0;

  private static final int POINTS = 3;
  private static final int UNUSUAL = -2;

  /**
   * The lower-case letters on which marks occur, and the points that each pair gives MARC-8: 2, 1,
   * or 0 where the same bytes are as common in Latin-1 ({@code än}, {@code éc}, {@code ão}). Any
   * other letter gives Latin-1 2 points, also after a mark that is not listed: F8 hardly occurs as
   * a mark, but ø is common. An asterisk stands for all other letters.
   */
  private static final String BASES =
      """
      E0 aeiouy - -
      E1 aeou iy nw
      E2 aeiouy - cgklmnprswz
      E3 aeiu y ocghjswz
      E4 a eioy nuv
      E5 - aiouy e
      E6 - aou eig
      E7 - ceginmzbdfhprstwxy -
      E8 aeiouy htwx -
      E9 z - aeioucsrndtlgkjh
      EA au y w
      ED - - adtlou
      EE ou a gy
      EF - mn *
      F0 c dghklnrst -
      F1 - - aeiou
      F2 - * -
      F3 - - uadhstz
      F4 a r *
      F5 - - *
      F6 - - abdeghiklnorstuyz
      F7 * - -
      F9 h - *
      FE - - *
      """;

  private static final Map<Integer, int[]> LETTERS = letters();

  private Ansel() {}

  private static Map<Integer, int[]> letters() {
    var all = new HashMap<Integer, int[]>();
    BASES
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(columns -> {
          var points = new int['z' + 1];
          for (var letter = 'a'; letter <= 'z'; letter++) {
            points[letter] = points(columns, letter);
          }
          all.put(Integer.parseInt(columns[0], 16), points);
        });
    return all;
  }

  private static int points(String[] columns, char letter) {
    for (var wanted : new char[] {letter, '*'}) {
      for (var i = 1; i <= POINTS; i++) {
        if (columns[i].indexOf(wanted) >= 0) {
          return POINTS - i;
        }
      }
    }
    return UNUSUAL;
  }

  /** The points of a mark before a lower-case letter for MARC-8; negative for Latin-1. */
  public static int points(int mark, char letter) {
    var points = LETTERS.get(mark);
    return points == null ? UNUSUAL : points[letter];
  }

  /** The points for MARC-8 of two marks before one letter. */
  public static int pair(int first, int second) {
    var isVietnamese =
        (first == 0xE3 || first == 0xE6)
            && ((second >= 0xE0 && second <= 0xE2) || second == 0xE4 || second == 0xF2);
    if (isVietnamese || first == 0xF2) {
      return 3;
    }
    // Portuguese (ação, ações), French (créé), Danish (blåøje).
    var isLatin1 =
        (first == 0xE7 && (second == 0xE3 || second == 0xF5))
            || (first == 0xE9 && second == 0xE9)
            || first == 0xF8
            || second == 0xF8;
    return isLatin1 ? 0 : 2;
  }

  /** Whether a mark is the first half of a double mark and {@code second} is its other half. */
  public static boolean isFirstHalf(int first, int second) {
    return (first == 0xEB && second == 0xEC) || (first == 0xFA && second == 0xFB);
  }

  public static boolean isSecondHalf(int mark) {
    return mark == 0xEC || mark == 0xFB;
  }

  /** Whether a byte is a letter of ASCII or ANSEL. */
  public static boolean isLetter(int b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= 0xA1 && b <= 0xA6)
        || b == 0xAC
        || b == 0xAD
        || (b >= 0xB1 && b <= 0xB6)
        || b == 0xB8
        || b == 0xBA
        || b == 0xBC
        || b == 0xBD
        || b == 0xC7;
  }

  /** Whether a byte is a letter in Latin-1 or Windows-1252. */
  public static boolean isLatin1Letter(int b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || b == 0x9C
        || (b >= 0xC0 && b != 0xD7 && b != 0xF7);
  }

  /** Whether the set or its control characters define a byte above 7F. */
  public static boolean isDefined(int b) {
    return (b == 0x88 || b == 0x89 || b == 0x8D || b == 0x8E)
        || (b >= 0xA1 && b <= 0xBD && b != 0xAF && b != 0xBB)
        || (b >= 0xC0 && b <= 0xC8)
        || (b >= FIRST_MARK && b <= 0xFE && b != 0xFC && b != 0xFD);
  }
}
