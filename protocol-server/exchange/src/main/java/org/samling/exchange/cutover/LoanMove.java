package org.samling.exchange.cutover;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.cutover.CutoverInquiries.StoredItem;
import org.samling.core.cutover.CutoverInquiries.StoredLoan;
import org.samling.core.cutover.CutoverInquiries.StoredPatron;
import org.samling.exchange.cutover.ExpectedState.LoanExpected;
import org.samling.exchange.cutover.Notation.Moment;

/** Moves open loans, each recorded as a loan that was made elsewhere. */
final class LoanMove {

  private final CutoverPass pass;
  private final CommandSubmitter commands;
  private final Set<String> taken = new HashSet<>();

  LoanMove(CutoverPass pass) {
    this.pass = pass;
    this.commands = new CommandSubmitter(pass, Kind.LOANS);
  }

  private record Row(
      String card, String item, Instant lent, Instant due, int renewals, @Nullable String branch) {}

  void move() {
    pass.each(Kind.LOANS, this::translate, this::take);
    commands.settleAll();
  }

  private @Nullable Row translate(RowFields v) {
    var card = pass.patron(v);
    var item = pass.item(v);
    var lent = v.instant("lent", Moment.FIRST);
    var due = v.instant("due", Moment.LAST);
    var renewals = v.number("renewals", 0);
    var branch = v.oneOf("branch", pass.policy().branches().keySet(), "branch");
    if (!v.faults().isEmpty()) {
      return null;
    }
    if (item == null) {
      v.fault("item", "is missing");
    } else if (lent == null) {
      v.fault("lent", "is missing");
    } else if (due == null) {
      v.fault("due", "is missing");
    } else if (lent.isAfter(pass.began())) {
      v.fault("lent", "is in the future");
    } else if (due.isBefore(lent)) {
      v.fault("due", "is before the loan");
    } else if (!taken.add(item)) {
      v.fault("item", "is already on loan in an earlier row");
    } else {
      return new Row(card, item, lent.truncatedTo(ChronoUnit.MICROS), due, renewals, branch);
    }
    return null;
  }

  private void take(List<RowValue<Row>> batch) {
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var barcodes = batch.stream().map(r -> r.value().item()).toList();
    var items = pass.itemsThere(barcodes);
    var inquiries = pass.ports().inquiries();
    var loans =
        Stream.concat(
                inquiries.openLoans(pass.tenant(), Set.copyOf(barcodes)).stream(),
                inquiries.endedLoans(pass.tenant(), Set.copyOf(barcodes)).stream())
            .collect(Collectors.groupingBy(StoredLoan::item, HashMap::new, Collectors.toList()));
    for (var row : batch) {
      var r = row.value();
      if (pass.names().card(r.card()) == null && !patrons.containsKey(r.card())) {
        pass.report().reject(Kind.LOANS, row, "patron", "no patron has this card");
      } else if (pass.names().item(r.item()) == null && !items.containsKey(r.item())) {
        pass.report().reject(Kind.LOANS, row, "item", "no item has this barcode");
      } else if (pass.expected() != null) {
        expect(pass.expected(), r, branch(r, items));
      } else {
        take(row, patrons.get(r.card()), loans.getOrDefault(r.item(), List.of()), branch(r, items));
      }
    }
  }

  private String branch(Row row, Map<String, StoredItem> items) {
    if (row.branch() != null) {
      return row.branch();
    }
    var named = pass.names().item(row.item());
    var there = items.get(row.item());
    return named != null ? named.branch() : there == null ? "" : there.branch();
  }

  private void expect(ExpectedState expected, Row r, String branch) {
    var known = pass.names().card(r.card());
    var card = known == null ? r.card() : known;
    expected.loans.put(r.item(), new LoanExpected(card, pass.policy().day(r.due()), branch));
    expected.patron(card).loans++;
  }

  private void take(
      RowValue<Row> row, @Nullable StoredPatron patron, List<StoredLoan> loans, String branch) {
    var r = row.value();
    var open = loans.stream().filter(StoredLoan::isOpen).findFirst();
    var isOver = loans.stream().anyMatch(l -> !l.isOpen() && l.at().equals(r.lent()));
    if (open.isPresent()) {
      var isOwn = patron != null && patron.id().equals(open.get().patron());
      if (!isOwn) {
        pass.report().reject(Kind.LOANS, row, "item", "is now on loan to somebody else");
      } else if (open.get().dueDay().equals(pass.policy().day(r.due()))) {
        pass.report().there(Kind.LOANS, 1);
      } else {
        changeDue(row, branch);
      }
    } else if (isOver) {
      pass.report().there(Kind.LOANS, 1);
      pass.report().note(Kind.LOANS, row, "item", "has been returned here since, and stays so");
    } else if (pass.isWritten(Kind.LOANS)) {
      commands.submit(
          row,
          true,
          key ->
              new LoanCommand.Checkout(
                  pass.origin(key, branch),
                  r.card(),
                  r.item(),
                  false,
                  new LoanCommand.AsRecorded(r.lent(), r.due(), r.renewals())));
    } else {
      pass.report().added(Kind.LOANS, 1);
    }
  }

  private void changeDue(RowValue<Row> row, String branch) {
    var r = row.value();
    if (pass.isWritten(Kind.LOANS)) {
      commands.submit(
          row,
          false,
          key ->
              new LoanCommand.ChangeDueDate(
                  pass.origin(key, branch), r.card(), r.item(), pass.policy().day(r.due())));
    } else {
      pass.report().changed(Kind.LOANS);
    }
  }
}
