package org.samling.bench.soak;

/** The kinds of visits in a soak, with their frequencies in 150. */
enum SoakVisit {
  /** A kiosk lends or returns an item. */
  CIRCULATE(60, "loans and returns"),
  /** A kiosk renews a loan. */
  RENEW(10, "renewals"),
  /** A kiosk gets a patron's information. */
  PATRON(15, "patrons"),
  /** A kiosk checks a patron's PIN, right or wrong. */
  PIN(6, "PINs"),
  /** A kiosk gets an item's information. */
  ITEM(8, "items"),
  /** A kiosk makes a request that must be refused. */
  REFUSED(8, "refused"),
  /** A kiosk sends a checkout twice. */
  REPEAT(5, "repeated"),
  /** A kiosk loses its connection before the reply to a checkout, and sends it again. */
  RECONNECT(5, "reconnected"),
  /** A client sends something that is not a message, or only half of one. */
  DAMAGED(6, "damaged"),
  /** Another library searches by Z39.50, and gets records. */
  Z3950(10, "Z39.50"),
  /** A discovery system searches by SRU. */
  SRU(6, "SRU"),
  /** An interlibrary-loan system looks up a patron by NCIP. */
  NCIP(6, "NCIP"),
  /** A client program of the library gets an item by REST. */
  REST(4, "REST"),
  /** A client program of the library uploads a file of records. */
  IMPORT(1, "imports");

  private static final int OF = 150;

  private final int weight;
  private final String title;

  SoakVisit(int weight, String title) {
    this.weight = weight;
    this.title = title;
  }

  /** Its name in the summary. */
  String title() {
    return title;
  }

  /**
   * The visit for a number from 0 to 149: each kind has as many numbers as its weight.
   *
   * @param number any number, taken modulo 150
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
