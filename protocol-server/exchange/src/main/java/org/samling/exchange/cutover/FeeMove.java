package org.samling.exchange.cutover;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.cutover.CutoverInquiries.StoredFee;
import org.samling.core.cutover.CutoverInquiries.StoredPatron;
import org.samling.exchange.cutover.Notation.Moment;

/** Moves fees, with what has been paid of them. */
final class FeeMove {

  private final CutoverPass pass;
  private final CommandSubmitter commands;
  private final List<RowValue<Row>> all = new ArrayList<>();

  FeeMove(CutoverPass pass) {
    this.pass = pass;
    this.commands = new CommandSubmitter(pass, Kind.FEES);
  }

  private record Row(
      String card,
      FeeType type,
      long amount,
      long open,
      Instant charged,
      @Nullable String item,
      @Nullable String reason) {

    boolean isLike(StoredFee fee) {
      return fee.type() == type
          && fee.at().equals(charged)
          && Objects.equals(fee.item(), item)
          && Objects.equals(fee.reason(), reason);
    }
  }

  void move() {
    pass.each(Kind.FEES, this::translate, this::name);
    // A patron's fees together: each fee in the store is matched to only one of the export.
    all.sort(Comparator.comparing(row -> row.value().card()));
    for (var from = 0; from < all.size(); ) {
      var to = Math.min(from + CutoverPass.AT_ONCE, all.size());
      while (to < all.size() && isSame(all.get(to - 1), all.get(to))) {
        to++;
      }
      take(all.subList(from, to));
      from = to;
    }
    commands.settleAll();
  }

  private static boolean isSame(RowValue<Row> one, RowValue<Row> other) {
    return one.value().card().equals(other.value().card());
  }

  private @Nullable Row translate(RowFields v) {
    var card = pass.patron(v);
    var item = item(v);
    var type = v.constant("type", Arrays.asList(FeeType.values()));
    var saidAmount = v.amount("amount");
    var saidOpen = v.amount("open");
    var charged = v.instant("charged", Moment.FIRST);
    var currency = v.text("currency", 3);
    var reason = v.text("reason", 255);
    if (!v.faults().isEmpty()) {
      return null;
    }
    var amount = saidAmount == null ? saidOpen : saidAmount;
    var open = saidOpen == null ? saidAmount : saidOpen;
    if (type == null) {
      v.fault("type", "is missing");
    } else if (charged == null) {
      v.fault("charged", "is missing");
    } else if (amount == null || open == null) {
      v.fault("open", "is missing");
    } else if (amount <= 0 || open < 0 || open > amount) {
      v.fault("open", "must be from 0 to the amount, which must be above 0");
    } else if (currency != null && !currency.equals(pass.currency().getCurrencyCode())) {
      v.fault("currency", "is not the tenant's, " + pass.currency());
    } else {
      return new Row(
          card, type, amount, open, charged.truncatedTo(ChronoUnit.MICROS), item, reason);
    }
    return null;
  }

  /** The item's barcode. What is owed is owed also where the item is not taken over. */
  private @Nullable String item(RowFields v) {
    var number = v.text("item-id", 200);
    if (number == null) {
      return v.text("item", 100);
    }
    var barcode = pass.names().barcodeOfNumber(number);
    if (barcode == null) {
      pass.report()
          .note(
              Kind.FEES,
              new RowValue<>(v.row().file(), v.row().line(), ""),
              "item-id",
              "no item that is taken over has this number; taken over without it");
    }
    return barcode;
  }

  private void name(List<RowValue<Row>> batch) {
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var items =
        pass.itemsThere(
            batch.stream().map(r -> r.value().item()).filter(Objects::nonNull).toList());
    for (var row : batch) {
      var r = row.value();
      var barcode = r.item();
      if (pass.names().card(r.card()) == null && !patrons.containsKey(r.card())) {
        pass.report().reject(Kind.FEES, row, "patron", "no patron has this card");
      } else if (barcode != null
          && pass.names().item(barcode) == null
          && !items.containsKey(barcode)) {
        pass.report().reject(Kind.FEES, row, "item", "no item has this barcode");
      } else {
        all.add(row);
      }
    }
  }

  private void take(List<RowValue<Row>> batch) {
    var expected = pass.expected();
    if (expected != null) {
      batch.forEach(row -> expect(expected, row.value()));
      return;
    }
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var ids = patrons.values().stream().map(StoredPatron::id).collect(Collectors.toSet());
    var fees = new HashMap<UUID, List<StoredFee>>();
    pass.ports()
        .inquiries()
        .fees(pass.tenant(), ids)
        .forEach(f -> fees.computeIfAbsent(f.patron(), _ -> new ArrayList<>()).add(f));
    for (var row : batch) {
      var patron = patrons.get(row.value().card());
      take(row, patron == null ? List.of() : fees.getOrDefault(patron.id(), List.of()));
    }
  }

  private void expect(ExpectedState expected, Row row) {
    var known = pass.names().card(row.card());
    var patron = expected.patron(known == null ? row.card() : known);
    patron.owed += row.open();
    patron.byType.merge(row.type(), row.open(), Long::sum);
    expected.owed.merge(row.type(), row.open(), Long::sum);
  }

  private String branch(Row row) {
    var barcode = row.item();
    var named = barcode == null ? null : pass.names().item(barcode);
    return named == null
        ? pass.policy().branches().keySet().stream().sorted().findFirst().orElse("")
        : named.branch();
  }

  /** The matching fee in the store: one with the same amount if there is one. */
  private static @Nullable StoredFee find(Row row, List<StoredFee> there) {
    return Stream.concat(
            there.stream().filter(fee -> row.isLike(fee) && fee.amount() == row.amount()),
            there.stream().filter(row::isLike))
        .findFirst()
        .orElse(null);
  }

  private void take(RowValue<Row> row, List<StoredFee> there) {
    var r = row.value();
    var found = find(r, there);
    if (found == null) {
      if (!pass.isWritten(Kind.FEES)) {
        pass.report().added(Kind.FEES, 1);
        return;
      }
      commands.submit(
          row,
          true,
          key ->
              new FeeCommand.RecordFee(
                  pass.origin(key, branch(r)),
                  r.card(),
                  r.type(),
                  r.amount(),
                  r.amount() - r.open(),
                  r.item(),
                  r.reason(),
                  r.charged()));
      return;
    }
    there.remove(found);
    if (found.open() == r.open()) {
      pass.report().there(Kind.FEES, 1);
    } else if (found.open() < r.open()) {
      pass.report().there(Kind.FEES, 1);
      pass.report().note(Kind.FEES, row, "open", "less is open here by now, and stays so");
    } else if (pass.isWritten(Kind.FEES)) {
      commands.submit(
          row,
          false,
          key ->
              new FeeCommand.Pay(
                  pass.origin(key, branch(r)),
                  r.card(),
                  found.open() - r.open(),
                  List.of(found.id()),
                  PaymentMeans.OTHER,
                  null,
                  pass.began()));
    } else {
      pass.report().changed(Kind.FEES);
    }
  }
}
