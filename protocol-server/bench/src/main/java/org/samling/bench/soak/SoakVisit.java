package org.samling.bench.soak;

/** What a soak does, and how often of a hundred and fifty times. */
enum SoakVisit {
  /** A kiosk lends an item or takes one back. */
  CIRCULATE(60, "loans and returns"),
  /** A kiosk renews a loan. */
  RENEW(10, "renewals"),
  /** A kiosk looks at a patron. */
  PATRON(15, "patrons"),
  /** A kiosk says a patron's PIN, right or wrong. */
  PIN(6, "PINs"),
  /** A kiosk looks at an item. */
  ITEM(8, "items"),
  /** A kiosk wants what it can't have. */
  REFUSED(8, "refused"),
  /** A kiosk sends a checkout twice. */
  REPEAT(5, "repeated"),
  /** A kiosk loses its connection before the reply to a checkout, and asks again. */
  RECONNECT(5, "reconnected"),
  /** Somebody sends what is no message, or half of one. */
  DAMAGED(6, "damaged"),
  /** Another library searches by Z39.50, and gets records. */
  Z3950(10, "Z39.50"),
  /** A discovery system searches by SRU. */
  SRU(6, "SRU"),
  /** An interlibrary-loan system looks at a patron by NCIP. */
  NCIP(6, "NCIP"),
  /** A program of the library's looks at an item by REST. */
  REST(4, "REST"),
  /** A program of the library's sends in a file of records. */
  IMPORT(1, "imports");

  private static final int OF = 150;

  private final int weight;
  private final String title;

  SoakVisit(int weight, String title) {
    this.weight = weight;
    this.title = title;
  }

  /** What the summary calls it. */
  String title() {
    return title;
  }

  /**
   * The visit of a number from 0 to 149: each has as many numbers as its weight.
   *
   * @param number any number; what is beyond begins again
   */
  static SoakVisit of(int number) {
    var left = Math.floorMod(number, OF);
    for (var visit : values()) {
      left -= visit.weight;
      if (left < 0) {
        return visit;
      }
    }
    throw new IllegalStateException("the weights are less than " + OF);
  }
}
