package org.samling.core.search;

import java.util.Random;

/** ISBNs of a small range, made by the rule of the standard. */
final class Isbns {

  /**
   * An ISBN.
   *
   * @param written as it stands in a record
   * @param ten its form of ten digits
   * @param thirteen its form of thirteen digits
   */
  record Isbn(String written, String ten, String thirteen) {}

  private Isbns() {}

  static Isbn random(Random random) {
    var nine = "8790131" + (10 + random.nextInt(90));
    var ten = nine + "0123456789X".charAt(checkTen(nine));
    var thirteen = "978" + nine + checkThirteen("978" + nine);
    var hyphened = "87-90131-" + nine.substring(7) + "-" + ten.substring(9);
    var written = random.nextBoolean() ? random.nextBoolean() ? hyphened : ten : thirteen;
    return new Isbn(written, ten, thirteen);
  }

  /** The sum of all ten digits, weighted from 10 down to 1, is a multiple of 11. */
  private static int checkTen(String nine) {
    var check = 0;
    while (true) {
      var sum = check;
      for (var i = 0; i < 9; i++) {
        sum += (10 - i) * Character.digit(nine.charAt(i), 10);
      }
      if (sum % 11 == 0) {
        return check;
      }
      check++;
    }
  }

  /** The sum of all thirteen digits, weighted 1 and 3 in turn, is a multiple of 10. */
  private static int checkThirteen(String twelve) {
    var check = 0;
    while (true) {
      var sum = check;
      for (var i = 0; i < 12; i++) {
        sum += Character.digit(twelve.charAt(i), 10) * (1 + i % 2 * 2);
      }
      if (sum % 10 == 0) {
        return check;
      }
      check++;
    }
  }
}
