package org.samling.bench.nation;

import java.util.List;

/** What a nation's libraries ask for, in the order of the report. */
enum Traffic {
  /** A kiosk lends an item. */
  CHECKOUT("checkouts (11)"),
  /** A kiosk takes an item back. */
  RETURN("returns (09)"),
  /** A kiosk renews a loan. */
  RENEWAL("renewals (29)"),
  /** A kiosk asks whether the server is there. */
  POLL("status (99)"),
  /** A kiosk gets a patron's account. */
  PATRON("patron information (63)"),
  /** A kiosk gets an item's information. */
  ITEM("item information (17)"),
  /** A search by Z39.50 and its first ten records, with the items as they stand. */
  SEARCH("searches, present 10"),
  /** An interlibrary-loan system looks up a patron. */
  LOOKUP("LookupUser");

  private final String title;

  Traffic(String title) {
    this.title = title;
  }

  /** Its name in the report. */
  String title() {
    return title;
  }

  /** The kind that it is counted as. */
  Kind kind() {
    return switch (this) {
      case CHECKOUT, RETURN, RENEWAL -> Kind.WRITES;
      case POLL -> Kind.POLLS;
      case PATRON, ITEM -> Kind.READS;
      case SEARCH -> Kind.SEARCHES;
      case LOOKUP -> Kind.LOOKUPS;
    };
  }

  /**
   * The kinds of traffic, with what comes of each in a second of Denmark's worst minute.
   *
   * <p>Searches and look-ups are assumed: a search for every ten messages of kiosks that write or
   * read, and a look-up for every fifty.
   */
  enum Kind {
    WRITES("writes", 309, 50),
    POLLS("polls", 500, 10),
    READS("reads", 142, 50),
    SEARCHES("Z39.50", 45, 0),
    LOOKUPS("NCIP", 9, 0);

    private static final List<Traffic> OF_WRITES =
        List.of(
            CHECKOUT, RETURN, CHECKOUT, RENEWAL, RETURN, CHECKOUT, RETURN, RENEWAL, CHECKOUT,
            RETURN);

    private static final List<Traffic> OF_READS = List.of(PATRON, PATRON, ITEM, PATRON, ITEM);

    private final String title;
    private final double perSecond;
    private final double aimMillis;

    Kind(String title, double perSecond, double aimMillis) {
      this.title = title;
      this.perSecond = perSecond;
      this.aimMillis = aimMillis;
    }

    /** Its name in the report. */
    String title() {
      return title;
    }

    /** How many a second. */
    double perSecond() {
      return perSecond;
    }

    /** Whether its 99th percentile has an aim. */
    boolean hasAim() {
      return aimMillis > 0;
    }

    /** The aim for the 99th percentile, in milliseconds. */
    double aimMillis() {
      return aimMillis;
    }

    /** What comes with a number, from 0: checkouts, returns and renewals are 4 : 4 : 2. */
    Traffic traffic(long number) {
      return switch (this) {
        case WRITES -> turn(OF_WRITES, number);
        case POLLS -> POLL;
        case READS -> turn(OF_READS, number);
        case SEARCHES -> SEARCH;
        case LOOKUPS -> LOOKUP;
      };
    }

    private static Traffic turn(List<Traffic> cycle, long number) {
      return cycle.get((int) (number % cycle.size()));
    }
  }
}
