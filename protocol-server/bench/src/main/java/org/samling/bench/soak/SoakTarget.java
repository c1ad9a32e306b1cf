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
 * The server under soak, and its contents.
 *
 * @param sip2 the SIP2 port and account
 * @param z3950Port the port for Z39.50
 * @param httpPort the port for HTTP
 * @param database the database to search
 * @param stock the patrons and items
 * @param queries searches that each find something
 */
record SoakTarget(
    KioskLoad.Target sip2,
    int z3950Port,
    int httpPort,
    String database,
    Stock stock,
    List<SearchQuery> queries) {

  /** The number of patrons with a PIN. */
  static final int PINS = 16;

  /** The PIN of all of them. */
  static final String PIN = "2580";

  /** The account for REST; its password is the same. */
  static final String DESK = "soak-desk";

  /** The card of a patron with a PIN, from 0. */
  static String withPin(int number) {
    return "soak-%d".formatted(number);
  }

  /** The same server as a search target. */
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

  /** The interlibrary-loan systems that call it. */
  NcipCallers ncip() {
    return new NcipCallers(httpPort, LibraryGenerator.partner(1), stock);
  }
}
