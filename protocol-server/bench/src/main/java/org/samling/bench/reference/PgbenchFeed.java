package org.samling.bench.reference;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.Superuser;

/**
 * The table with pgbench's items, loans, patrons and titles: a row for each transaction, by number,
 * with the identifiers that the store looks up by barcode and card.
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

  /** The range of numbers reserved for the rows of one tenant. */
  private static final long ROOM = 10_000_000;

  private final Superuser superuser;
  private final Operation operation;
  private final List<Stock> stocks;
  private final List<List<Stock.Loan>> taken = new ArrayList<>();

  /** Makes a feed for an operation on the stocks of some tenants. */
  PgbenchFeed(Superuser superuser, Operation operation, List<Stock> stocks) {
    this.superuser = superuser;
    this.operation = operation;
    this.stocks = stocks;
  }

  /**
   * Refills the table, with the wanted number of rows for each tenant or as many as every tenant
   * can supply.
   *
   * @param role the role that reads it
   * @param wanted how many rows each tenant needs
   * @return how many rows each tenant got
   */
  int fill(String role, int wanted) throws SQLException {
    superuser.execute(MAKE.replace("{role}", role));
    var rows = stocks.stream().mapToInt(this::supply).reduce(wanted, Math::min);
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      var stock = stocks.get(tenant);
      var columns = new Columns();
      var mine = new ArrayList<Stock.Loan>();
      for (var row = 0; row < rows; row++) {
        switch (operation) {
          case CHECKOUT -> mine.add(columns.add(new Stock.Loan(stock.takeFree(), stock.card())));
          case CHECKIN, RENEW -> mine.add(columns.add(stock.takeLent()));
          case HOLD -> columns.add(stock.nextHoldRequest(), stock.branch());
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

  /** The number of operations for which a tenant's stock suffices. */
  private int supply(Stock stock) {
    return switch (operation) {
      case CHECKOUT -> stock.free().size();
      case CHECKIN, RENEW -> stock.loans();
      case HOLD -> stock.holdRequests();
      case PATRON -> Integer.MAX_VALUE;
    };
  }

  /** The number of a tenant's first row, from 0. */
  static long first(int tenant) {
    return tenant * ROOM;
  }

  /** Updates the stocks with what has become of the items taken from them. */
  void updateStocks() throws SQLException {
    var onLoan = new HashSet<String>();
    if (operation == Operation.CHECKOUT || operation == Operation.CHECKIN) {
      superuser.rows(
          "select i.barcode from bench.feed f join item i on i.id = f.item_id where i.status = 'ON_LOAN'",
          row -> onLoan.add(row.getString(1)));
    }
    for (var tenant = 0; tenant < stocks.size(); tenant++) {
      updateStocks(stocks.get(tenant), taken.get(tenant), onLoan);
    }
    taken.clear();
  }

  private void updateStocks(Stock stock, List<Stock.Loan> mine, Set<String> onLoan) {
    for (var one : mine) {
      if (operation == Operation.RENEW || onLoan.contains(one.copy().barcode())) {
        stock.lend(one.copy(), one.card());
      } else {
        stock.shelve(one.copy());
      }
    }
  }

  /** The columns of the rows to insert. */
  private static final class Columns {

    private final List<List<String>> columns =
        List.of(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());

    Stock.Loan add(Stock.Loan one) {
      row(one.copy().barcode(), one.card(), "", "", one.copy().branch());
      return one;
    }

    void add(Stock.HoldRequest wish, String branch) {
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
