package org.samling.bench.library;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;

/** The tenants of a library, prepared for a bench: no limit on numbers causes a refusal. */
public final class BenchTenants {

  private static final int NO_LIMIT = 1_000_000;
  private static final int MOST_RENEWALS = 1_000;

  private BenchTenants() {}

  /**
   * Lifts the limits of every tenant, and reads its stock.
   *
   * @throws IllegalStateException if there are none
   */
  public static List<Stock> of(BenchServer server) throws SQLException {
    var store = server.library().store();
    var stocks = new ArrayList<Stock>();
    for (var tenant : store.tenants().all()) {
      var policy = store.inquiries().policy(tenant.id());
      store
          .libraryRegister()
          .putItemCategories(
              tenant.id(),
              policy.itemCategories().values().stream()
                  .map(c ->
                      new ItemCategory(
                          c.code(),
                          c.name(),
                          c.mediaType(),
                          c.forLoan(),
                          c.loanDays(),
                          MOST_RENEWALS))
                  .toList());
      store
          .libraryRegister()
          .putPatronCategories(
              tenant.id(),
              policy.patronCategories().values().stream()
                  .map(c -> new PatronCategory(c.code(), c.name(), NO_LIMIT, NO_LIMIT, NO_LIMIT))
                  .toList());
      stocks.add(Stock.read(server.superuser(), tenant.id()));
    }
    if (stocks.isEmpty()) {
      throw new IllegalStateException("the library is empty: make one with generate");
    }
    return stocks;
  }
}
