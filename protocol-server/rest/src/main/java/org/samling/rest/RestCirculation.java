package org.samling.rest;

import org.samling.routes.Commands;
import org.samling.routes.NewPatrons;

/** What staff at a desk, and their programs, work with: patrons, items, loans, holds, fees. */
record RestCirculation(
    RestPatrons patrons,
    RestItems items,
    RestLoans loans,
    RestLoanChanges loanChanges,
    RestHolds holds,
    RestFees fees) {

  static RestCirculation of(RestService.Ports ports) {
    var inquiries = ports.inquiries();
    var commands = new Commands(ports.circulation(), RestExchange.DEADLINE);
    return new RestCirculation(
        new RestPatrons(
            inquiries,
            ports.deskLists(),
            ports.pins(),
            commands,
            new NewPatrons(inquiries, ports.patrons())),
        new RestItems(inquiries, ports.descriptions(), ports.search(), ports.deskLists()),
        new RestLoans(commands, inquiries),
        new RestLoanChanges(commands),
        new RestHolds(commands, inquiries, ports.holdLists()),
        new RestFees(commands));
  }
}
