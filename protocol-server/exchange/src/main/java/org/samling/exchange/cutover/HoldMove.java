package org.samling.exchange.cutover;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.cutover.CutoverInquiries.StoredHold;
import org.samling.core.cutover.CutoverInquiries.StoredPatron;
import org.samling.exchange.cutover.Notation.Moment;

/** Moves open holds, in queue order. */
final class HoldMove {

  private static final List<HoldState> STAGES =
      List.of(HoldState.WAITING, HoldState.IN_TRANSIT, HoldState.READY);
  private static final int LAST = Integer.MAX_VALUE;

  private final CutoverPass pass;
  private final CommandSubmitter commands;
  private final List<RowValue<Row>> all = new ArrayList<>();
  private final Set<List<Object>> taken = new HashSet<>();
  private final Set<String> setAside = new HashSet<>();

  HoldMove(CutoverPass pass) {
    this.pass = pass;
    this.commands = new CommandSubmitter(pass, Kind.HOLDS);
  }

  private record Row(
      String card,
      @Nullable RecordKey record,
      @Nullable String item,
      String pickup,
      Instant placed,
      @Nullable Instant expires,
      int position,
      HoldState stage,
      @Nullable LocalDate until,
      @Nullable LocalDate pausedFrom,
      @Nullable LocalDate pausedUntil) {

    Row of(RecordKey found, Instant at) {
      return new Row(
          card, found, item, pickup, at, expires, position, stage, until, pausedFrom, pausedUntil);
    }

    @Nullable String wanted() {
      return stage == HoldState.WAITING ? item : null;
    }
  }

  void move() {
    pass.each(Kind.HOLDS, this::translate, this::name);
    var queued = queued();
    for (var from = 0; from < queued.size(); from += CutoverPass.AT_ONCE) {
      take(queued.subList(from, Math.min(from + CutoverPass.AT_ONCE, queued.size())));
    }
    commands.settleAll();
  }

  private @Nullable Row translate(RowFields v) {
    var card = pass.patron(v);
    var item = pass.item(v);
    var record = record(v);
    var pickup = v.neededOf("pickup", pass.policy().branches().keySet(), "branch");
    var placed = v.instant("placed", Moment.FIRST);
    var stage = v.constant("stage", STAGES);
    var position = v.number("position", LAST);
    var expires = v.instant("expires", Moment.LAST);
    var until = v.day("until");
    var pausedFrom = v.day("paused-from");
    var pausedUntil = v.day("paused-until");
    if (!v.faults().isEmpty()) {
      return null;
    }
    var hasItem = stage != null && stage.hasItem();
    if (placed == null) {
      v.fault("placed", "is missing");
    } else if (placed.isAfter(pass.began())) {
      v.fault("placed", "is in the future");
    } else if (expires != null && !hasItem && expires.isBefore(pass.began())) {
      v.fault("expires", "has passed");
    } else if (record == null && item == null) {
      v.fault("record-number", "names neither title nor item");
    } else if (hasItem && item == null) {
      v.fault("item", "is missing, although the hold is no longer waiting");
    } else if (hasItem && !setAside.add(item)) {
      v.fault("item", "is already set aside in an earlier row");
    } else if (pausedFrom != null && pausedUntil != null && pausedUntil.isBefore(pausedFrom)) {
      v.fault("paused-until", "is before paused-from");
    } else {
      return new Row(
          card,
          record,
          item,
          pickup,
          placed.truncatedTo(ChronoUnit.MICROS),
          expires,
          position,
          stage == null ? HoldState.WAITING : stage,
          until,
          pausedFrom,
          pausedUntil);
    }
    return null;
  }

  private @Nullable RecordKey record(RowFields v) {
    var title = v.text("record-id", 200);
    if (title != null) {
      var found = pass.names().recordOfTitle(title);
      if (found != null) {
        return found;
      }
    }
    var named = pass.record(v);
    if (named == null) {
      if (title != null) {
        v.fault("record-id", "no item that is taken over belongs to this title");
      }
      return null;
    }
    if (named.record() == null) {
      v.fault(
          "record-number",
          named.isAmbiguous()
              ? "several records of the catalogue have this number"
              : "the catalogue has no such record");
    }
    return named.record();
  }

  /** Finds the titles of holds, and rejects holds whose patron, item or title does not exist. */
  private void name(List<RowValue<Row>> batch) {
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var items =
        pass.itemsThere(
            batch.stream().map(r -> r.value().item()).filter(Objects::nonNull).toList());
    var keys =
        batch.stream()
            .map(r -> r.value().record())
            .filter(Objects::nonNull)
            .filter(key -> !pass.names().isRecord(key))
            .collect(Collectors.toSet());
    if (!keys.isEmpty()) {
      pass.ports().inquiries().records(pass.tenant(), keys).forEach(pass.names()::record);
    }
    for (var row : batch) {
      var r = row.value();
      var barcode = r.item();
      var named = barcode == null ? null : pass.names().item(barcode);
      var there = barcode == null ? null : items.get(barcode);
      // An item decides the title, whatever the row says.
      var record = named != null ? named.record() : there != null ? there.record() : r.record();
      if (pass.names().card(r.card()) == null && !patrons.containsKey(r.card())) {
        pass.report().reject(Kind.HOLDS, row, "patron", "no patron has this card");
      } else if (barcode != null && named == null && there == null) {
        pass.report().reject(Kind.HOLDS, row, "item", "no item has this barcode");
      } else if (record == null || (barcode == null && !pass.names().isRecord(record))) {
        pass.report().reject(Kind.HOLDS, row, "record-number", "the catalogue has no such record");
      } else if (!taken.add(List.of(r.card(), record, String.valueOf(r.wanted())))) {
        pass.report().reject(Kind.HOLDS, row, "patron", "already has this hold in an earlier row");
      } else {
        all.add(new RowValue<>(row.file(), row.line(), r.of(record, r.placed())));
      }
    }
  }

  /** All holds; where positions and times disagree, the times are adjusted to the positions. */
  private List<RowValue<Row>> queued() {
    var queues = new LinkedHashMap<RecordKey, List<RowValue<Row>>>();
    all.forEach(row ->
        queues
            .computeIfAbsent(Objects.requireNonNull(row.value().record()), _ -> new ArrayList<>())
            .add(row));
    var queued = new ArrayList<RowValue<Row>>(all.size());
    queues.forEach((record, queue) -> {
      queue.sort(
          Comparator.comparingInt((RowValue<Row> r) -> r.value().position())
              .thenComparing(r -> r.value().placed()));
      var before = Instant.MIN;
      for (var row : queue) {
        var at = row.value().placed();
        before = at.isAfter(before) ? at : before.plus(1, ChronoUnit.MICROS);
        queued.add(new RowValue<>(row.file(), row.line(), row.value().of(record, before)));
      }
    });
    return queued;
  }

  private void take(List<RowValue<Row>> batch) {
    var expected = pass.expected();
    if (expected != null) {
      batch.forEach(row -> expect(expected, row.value()));
      return;
    }
    var patrons = pass.patronsThere(batch.stream().map(r -> r.value().card()).toList());
    var ids = patrons.values().stream().map(StoredPatron::id).collect(Collectors.toSet());
    var holds = new HashMap<UUID, List<StoredHold>>();
    pass.ports()
        .inquiries()
        .holds(pass.tenant(), ids)
        .forEach(h -> holds.computeIfAbsent(h.patron(), _ -> new ArrayList<>()).add(h));
    for (var row : batch) {
      take(row, ofTitle(row.value(), patrons, holds));
    }
  }

  private static List<StoredHold> ofTitle(
      Row row, Map<String, StoredPatron> patrons, Map<UUID, List<StoredHold>> holds) {
    var patron = patrons.get(row.card());
    return patron == null
        ? List.of()
        : holds.getOrDefault(patron.id(), List.of()).stream()
            .filter(h -> h.record().equals(row.record()))
            .filter(h -> Objects.equals(h.item(), row.wanted()))
            .toList();
  }

  private void expect(ExpectedState expected, Row row) {
    var known = pass.names().card(row.card());
    expected.patron(known == null ? row.card() : known).holds++;
    expected.holdsOfPickup.merge(row.pickup(), 1, Integer::sum);
  }

  private void take(RowValue<Row> row, List<StoredHold> there) {
    var r = row.value();
    var record = Objects.requireNonNull(r.record());
    var open = there.stream().filter(StoredHold::isOpen).findFirst();
    if (open.isPresent() && open.get().pickup().equals(r.pickup())) {
      pass.report().there(Kind.HOLDS, 1);
    } else if (open.isEmpty() && there.stream().anyMatch(h -> h.at().equals(r.placed()))) {
      pass.report().there(Kind.HOLDS, 1);
      pass.report().note(Kind.HOLDS, row, "record-number", "has ended here since, and stays so");
    } else if (!pass.isWritten(Kind.HOLDS)) {
      if (open.isPresent()) {
        pass.report().changed(Kind.HOLDS);
      } else {
        pass.report().added(Kind.HOLDS, 1);
      }
    } else if (open.isPresent()) {
      commands.submit(
          row,
          false,
          key ->
              new HoldCommand.ChangeHoldOnTitle(
                  pass.origin(key, r.pickup()),
                  r.card(),
                  record,
                  r.wanted(),
                  r.pickup(),
                  r.expires()));
    } else {
      commands.submit(
          row,
          true,
          key ->
              new HoldCommand.RecordHold(
                  pass.origin(key, r.pickup()),
                  r.card(),
                  record,
                  r.item(),
                  HoldCommand.HoldOptions.at(r.pickup(), r.placed(), r.expires()),
                  r.stage(),
                  r.until(),
                  r.pausedFrom(),
                  r.pausedUntil()));
    }
  }
}
