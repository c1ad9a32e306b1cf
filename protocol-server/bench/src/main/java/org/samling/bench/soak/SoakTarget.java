package org.samling.bench.soak;

import java.util.List;
import org.samling.bench.kiosk.KioskLoad;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.ncip.NcipCallers;
import org.samling.bench.search.SearchQuery;
import org.samling.exchange.generate.LibraryGenerator;

/**
 * The server that a soak loads, and what it has.
 *
 * @param sip2 where kiosks log in
 * @param z3950Port the port for Z39.50
 * @param httpPort the port for HTTP
 * @param database the database that is searched
 * @param stock whom and what is asked for
 * @param queries searches that each find something
 */
record SoakTarget(
    KioskLoad.Target sip2,
    int z3950Port,
    int httpPort,
    String database,
    Stock stock,
    List<SearchQuery> queries) {

  /** How many patrons have a PIN. */
  static final int PINS = 16;

  /** The PIN of all of them. */
  static final String PIN = "2580";

  /** The account that asks by REST; its password is the same. */
  static final String DESK = "soak-desk";

  /** The card of a patron with a PIN, from 0. */
  static String withPin(int number) {
    return "soak-%d".formatted(number);
  }

  /** The same server, as those see it who search. */
  SearchTarget search() {
    return new SearchTarget(
        "Samling",
        z3950Port,
        database,
        database,
        new SearchTarget.Sru(
            httpPort,
            "/sru/%s?version=1.2&operation=searchRetrieve&recordSchema=marcxml&maximumRecords=5&query="
                .formatted(database),
            SearchTarget.Query.CQL),
        new ProcessTrees(List.of()),
        new ProcessTrees(List.of()));
  }

  /** The interlibrary-loan systems that ask it. */
  NcipCallers ncip() {
    return new NcipCallers(httpPort, LibraryGenerator.partner(1), stock);
  }
}
