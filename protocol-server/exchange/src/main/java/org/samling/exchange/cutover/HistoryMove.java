package org.samling.exchange.cutover;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.cutover.PastLoans.PastLoan;
import org.samling.exchange.cutover.Notation.Moment;

/**
 * Moves loans that are over. They are kept as what they are, past: nothing is decided about them,
 * and whoever does not consent to keeping them has none.
 */
final class HistoryMove {

  private final CutoverPass pass;
  private final Set<List<Object>> taken = new HashSet<>();

  HistoryMove(CutoverPass pass) {
    this.pass = pass;
  }

  void move() {
    pass.each(Kind.HISTORY, this::translate, this::take);
  }

  private @Nullable PastLoan translate(RowFields v) {
    var card = pass.patron(v);
    var item = pass.item(v);
    var lent = v.instant("lent", Moment.FIRST);
    var due = v.instant("due", Moment.LAST);
    var returned = v.instant("returned", Moment.LAST);
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
    } else if (returned == null) {
      v.fault("returned", "is missing");
    } else if (returned.isBefore(lent) || returned.isAfter(pass.began())) {
      v.fault("returned", "is before the loan, or in the future");
    } else if (!taken.add(List.of(item, lent.truncatedTo(ChronoUnit.MICROS)))) {
      v.fault("item", "was lent at this very time in an earlier row");
    } else {
      return new PastLoan(
          card,
          item,
          lent.truncatedTo(ChronoUnit.MICROS),
          due,
          returned,
          renewals,
          branch == null ? "" : branch);
    }
    return null;
  }

  private void take(List<RowValue<PastLoan>> batch) {
    var items = pass.itemsThere(batch.stream().map(r -> r.value().item()).toList());
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var known = new ArrayList<PastLoan>();
    for (var row : batch) {
      var loan = row.value();
      var named = pass.names().item(loan.item());
      var there = items.get(loan.item());
      if (pass.names().card(loan.card()) == null && !patrons.containsKey(loan.card())) {
        pass.report().reject(Kind.HISTORY, row, "patron", "no patron has this card");
      } else if (named == null && there == null) {
        pass.report().reject(Kind.HISTORY, row, "item", "no item has this barcode");
      } else if (loan.branch().isEmpty()) {
        known.add(
            loan.at(named != null ? named.branch() : Objects.requireNonNull(there).branch()));
      } else {
        known.add(loan);
      }
    }
    var expected = pass.expected();
    if (expected != null) {
      known.forEach(
          loan ->
              expected
                  .pastLoans
                  .computeIfAbsent(loan.item(), _ -> new HashSet<Instant>())
                  .add(loan.lent()));
      return;
    }
    var isThere = new HashSet<List<Object>>();
    pass.ports()
        .inquiries()
        .endedLoans(pass.tenant(), known.stream().map(PastLoan::item).distinct().toList())
        .forEach(loan -> isThere.add(List.of(loan.item(), loan.at())));
    var fresh =
        known.stream().filter(l -> !isThere.contains(List.of(l.item(), l.lent()))).toList();
    pass.report().there(Kind.HISTORY, known.size() - fresh.size());
    pass.report()
        .added(
            Kind.HISTORY,
            pass.isWritten(Kind.HISTORY)
                ? pass.ports().pastLoans().put(pass.tenant(), fresh)
                : fresh.size());
  }
}
