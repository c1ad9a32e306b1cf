package org.samling.exchange.cutover;

import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.cutover.PastLoans.Key;
import org.samling.core.cutover.PastLoans.PastLoan;
import org.samling.exchange.cutover.Notation.Moment;

/**
 * Moves loans that are over. They are kept as what they are, past: nothing is decided about them,
 * and whoever does not consent to keeping them has none.
 */
final class HistoryMove {

  private final CutoverPass pass;
  private final Set<Key> taken = new HashSet<>();

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
    } else if (!taken.add(new Key(item, lent.truncatedTo(ChronoUnit.MICROS)))) {
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
    var known = new LinkedHashMap<Key, RowValue<PastLoan>>();
    for (var row : batch) {
      var loan = row.value();
      var card = pass.names().card(loan.card());
      var named = pass.names().item(loan.item());
      var there = items.get(loan.item());
      if (card == null) {
        pass.report().reject(Kind.HISTORY, row, "patron", "no patron of the export has this card");
      } else if (!pass.names().isHistoryKept(card)) {
        pass.report().reject(Kind.HISTORY, row, "patron", "does not consent to keeping past loans");
      } else if (named == null && there == null) {
        pass.report().reject(Kind.HISTORY, row, "item", "no item has this barcode");
      } else {
        var home = named != null ? named.branch() : Objects.requireNonNull(there).branch();
        var whole = loan.branch().isEmpty() ? loan.at(home) : loan;
        known.put(loan.key(), new RowValue<>(row.file(), row.line(), whole));
      }
    }
    var expected = pass.expected();
    if (expected != null) {
      expected.pastLoans.addAll(known.keySet());
      return;
    }
    var barcodes = known.keySet().stream().map(Key::item).distinct().toList();
    pass.ports().inquiries().endedLoans(pass.tenant(), barcodes).stream()
        .map(loan -> known.remove(new Key(loan.item(), loan.at())))
        .filter(Objects::nonNull)
        .forEach(_ -> pass.report().there(Kind.HISTORY, 1));
    if (!pass.isWritten(Kind.HISTORY)) {
      pass.report().added(Kind.HISTORY, known.size());
      return;
    }
    var written =
        pass.ports()
            .pastLoans()
            .put(pass.tenant(), known.values().stream().map(RowValue::value).toList());
    known.forEach((key, row) -> {
      if (written.contains(key)) {
        pass.report().added(Kind.HISTORY, 1);
      } else {
        pass.report().reject(Kind.HISTORY, row, "patron", "has withdrawn the consent here since");
      }
    });
  }
}
