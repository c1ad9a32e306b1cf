package org.samling.bench.reference;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.Superuser;

/**
 * The table from which pgbench takes what it lends, takes back, renews and waits for: a row for
 * each transaction, by its number, with the identifiers that the store finds by barcode and card.
 */
final class PgbenchFeed {

  private static final String MAKE =
      """
      drop schema if exists bench cascade;
      create schema bench;
      create unlogged table bench.feed (n int8 primary key, item_id uuid, loan_id uuid, patron_id uuid, record_id uuid,
        branch text);
      grant usage on schema bench to {role};
      grant select on bench.feed to {role}
      """;

  private static final String FILL =
      """
      insert into bench.feed (n, item_id, loan_id, patron_id, record_id, branch)
      select {first} + e.n - 1, i.id, l.id, coalesce(p.patron_id, l.patron_id), r.id, e.branch
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
        e (barcode, card, source, control_number, branch, n)
      left join item i on i.tenant_id = {tenant} and i.barcode = e.barcode
      left join loan l on l.tenant_id = {tenant} and l.item_id = i.id and l.returned_at is null
      left join patron_identifier p on p.tenant_id = {tenant} and p.value = e.card
      left join common_record r on r.source = e.source and r.control_number = e.control_number
      """;

  /** Room for the rows of one tenant. */
  private static final long ROOM = 10_000_000;

  private final Superuser superuser;
  private final Operation operation;
  private final List<Stock> stocks;
  private final List<List<Stock.Lent>> taken = new ArrayList<>();

  /** A feed for an operation on what some tenants have. */
  PgbenchFeed(Superuser superuser, Operation operation, List<Stock> stocks) {
    this.superuser = superuser;
    this.operation = operation;
    this.stocks = stocks;
  }

  /**
   * Fills the table anew, with as many rows for each tenant as are wanted and as every tenant has.
   *
   * @param role the role that reads it
   * @param wanted how many rows each tenant would need
   * @return how many each has got
   */
  int fill(String role, int wanted) throws SQLException {
    superuser.execute(MAKE.replace("{role}", role));
    var rows = stocks.stream().mapToInt(this::has).reduce(wanted, Math::min);
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      var stock = stocks.get(tenant);
      var columns = new Columns();
      var mine = new ArrayList<Stock.Lent>();
      for (var row = 0; row < rows; row++) {
        switch (operation) {
          case CHECKOUT -> mine.add(columns.add(new Stock.Lent(stock.takeFree(), stock.card())));
          case CHECKIN, RENEW -> mine.add(columns.add(stock.takeLent()));
          case HOLD -> columns.add(stock.wish(), stock.branch());
          case PATRON -> columns.add(stock.card());
        }
      }
      taken.add(mine);
      superuser.execute(
          FILL.replace("{tenant}", stock.tenant().toString())
              .replace("{first}", Long.toString(first(tenant))),
          columns.columns);
    }
    superuser.execute("analyze bench.feed");
    return rows;
  }

  /** For so many operations a tenant has what they need. */
  private int has(Stock stock) {
    return switch (operation) {
      case CHECKOUT -> stock.free().size();
      case CHECKIN, RENEW -> stock.loans();
      case HOLD -> stock.wishes();
      case PATRON -> Integer.MAX_VALUE;
    };
  }

  /** The number of the first row of a tenant, from 0. */
  static long first(int tenant) {
    return tenant * ROOM;
  }

  /** Tells the stocks what has become of what they gave. */
  void giveBack() throws SQLException {
    var onLoan = new HashSet<String>();
    if (operation == Operation.CHECKOUT || operation == Operation.CHECKIN) {
      superuser.rows(
          "select i.barcode from bench.feed f join item i on i.id = f.item_id where i.status = 'ON_LOAN'",
          row -> onLoan.add(row.getString(1)));
    }
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      giveBack(stocks.get(tenant), taken.get(tenant), onLoan);
    }
    taken.clear();
  }

  private void giveBack(Stock stock, List<Stock.Lent> mine, Set<String> onLoan) {
    for (var one : mine) {
      if (operation == Operation.RENEW || onLoan.contains(one.copy().barcode())) {
        stock.lend(one.copy(), one.card());
      } else {
        stock.shelve(one.copy());
      }
    }
  }

  /** The columns of the rows to come. */
  private static final class Columns {

    private final List<List<String>> columns =
        List.of(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());

    Stock.Lent add(Stock.Lent one) {
      row(one.copy().barcode(), one.card(), "", "", one.copy().branch());
      return one;
    }

    void add(Stock.Wish wish, String branch) {
      row("", wish.card(), wish.title().source(), wish.title().number(), branch);
    }

    void add(String card) {
      row("", card, "", "", "");
    }

    private void row(String... values) {
      for (var i = 0; i < values.length; i++) {
        columns.get(i).add(values[i]);
      }
    }
  }
}
