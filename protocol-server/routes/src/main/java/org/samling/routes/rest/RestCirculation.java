package org.samling.routes.rest;

import org.samling.core.catalogue.Descriptions;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.search.CatalogueSearch;
import org.samling.routes.Commands;

/** What people at a desk, and their programs, do: patrons, items, loans, holds, fees. */
record RestCirculation(
    RestPatrons patrons, RestItems items, RestLoans loans, RestHolds holds, RestFees fees) {

  static RestCirculation of(
      Circulation circulation,
      Inquiries inquiries,
      PatronAuthentication pins,
      Descriptions descriptions,
      CatalogueSearch search) {
    var commands = new Commands(circulation, RestExchange.DEADLINE);
    return new RestCirculation(
        new RestPatrons(inquiries, pins, commands),
        new RestItems(inquiries, descriptions, search),
        new RestLoans(commands, inquiries),
        new RestHolds(commands),
        new RestFees(commands));
  }
}
