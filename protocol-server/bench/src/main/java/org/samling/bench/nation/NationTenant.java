package org.samling.bench.nation;

import org.jspecify.annotations.Nullable;
import org.samling.bench.kiosk.KioskMessages;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.Stock;

/**
 * A tenant with its stock, and what was acknowledged to its kiosks. Items and loans are taken from
 * the stock while a message about them is under way, so that no two messages are about the same.
 *
 * @param account the name of its kiosks' account, which is also its password
 * @param stock its patrons and items
 * @param ledger its loans
 */
record NationTenant(String account, Stock stock, LoanLedger ledger) {

  /**
   * Something that a kiosk does.
   *
   * @param traffic what
   * @param due when it was due
   * @param copy the item; null where it is about none
   * @param card the patron; empty where it is about none
   */
  record Request(Traffic traffic, long due, Stock.@Nullable Copy copy, String card) {

    private Stock.Copy item() {
      if (copy == null) {
        throw new IllegalStateException(traffic + " is about an item");
      }
      return copy;
    }

    /** The message for it; each call makes one of its own. */
    byte[] message(KioskMessages messages) {
      return switch (traffic) {
        case CHECKOUT -> messages.checkout(item(), card);
        case RETURN -> messages.checkin(item());
        case RENEWAL -> messages.renew(item(), card);
        case PATRON -> messages.patronInformation(card);
        case ITEM -> messages.itemInformation(item());
        case POLL -> messages.status();
        case SEARCH, LOOKUP -> throw new IllegalStateException("no kiosk sends " + traffic);
      };
    }
  }

  /**
   * Chooses patron and item. Where nothing is on loan, an item is lent in place of a return or
   * renewal; where nothing is left to lend, one is returned.
   */
  Request request(Traffic wanted, long due) {
    return switch (possible(wanted)) {
      case CHECKOUT -> new Request(Traffic.CHECKOUT, due, stock.takeFree(), stock.card());
      case RETURN -> ofLoan(Traffic.RETURN, due);
      case RENEWAL -> ofLoan(Traffic.RENEWAL, due);
      case PATRON -> new Request(Traffic.PATRON, due, null, stock.card());
      case ITEM -> {
        var copy = stock.takeFree();
        stock.shelve(copy);
        yield new Request(Traffic.ITEM, due, copy, "");
      }
      case POLL -> new Request(Traffic.POLL, due, null, "");
      case SEARCH, LOOKUP -> throw new IllegalStateException("no kiosk sends " + wanted);
    };
  }

  private Traffic possible(Traffic wanted) {
    return switch (wanted) {
      case CHECKOUT -> stock.free().isEmpty() ? Traffic.RETURN : wanted;
      case RETURN, RENEWAL -> stock.hasLoans() ? wanted : Traffic.CHECKOUT;
      case PATRON, ITEM, POLL, SEARCH, LOOKUP -> wanted;
    };
  }

  private Request ofLoan(Traffic traffic, long due) {
    var loan = stock.takeLent();
    return new Request(traffic, due, loan.copy(), loan.card());
  }

  /** Records that it was never answered. */
  void unanswered(Request request) {
    var copy = request.copy();
    if (copy != null) {
      ledger.unknown(copy.barcode());
    }
  }

  /** Records that it was acknowledged, by a reply without its terminator. */
  void done(Request request, byte[] reply) {
    switch (request.traffic()) {
      case CHECKOUT -> {
        stock.lend(request.item(), request.card());
        ledger.lent(request.item().barcode(), request.card());
      }
      case RETURN -> {
        stock.shelve(request.item());
        ledger.returned(request.item().barcode());
      }
      case RENEWAL -> {
        stock.lend(request.item(), request.card());
        if (KioskMessages.isRenewed(reply)) {
          ledger.renewed(request.item().barcode());
        }
      }
      case PATRON, ITEM, POLL, SEARCH, LOOKUP -> {}
    }
  }
}
