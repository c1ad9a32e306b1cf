package org.samling.server.cutover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemStatus;
import org.samling.marc.Isbn;

/** Moves items. Where the catalogue has no record of one, a brief record is made. */
final class ItemMove {

  private static final List<ItemStatus> STATUSES =
      List.of(
          ItemStatus.AVAILABLE,
          ItemStatus.TO_BE_RESHELVED,
          ItemStatus.ON_ORDER,
          ItemStatus.IN_PROCESS,
          ItemStatus.MISSING,
          ItemStatus.LOST,
          ItemStatus.DISCARDED);
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final int NUMBER_DIGITS = 32;

  private final Pass pass;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Map<String, RecordKey> ofIsbn = new HashMap<>();

  ItemMove(Pass pass) {
    this.pass = pass;
  }

  /**
   * What a row says.
   *
   * @param number the number in the other system, or null
   * @param item the item; its record is the one that is named, or else a brief one
   * @param titleNumber the number of its title in the other system, or null
   * @param isbn the ISBN-13, or null
   * @param brief the facts for a brief record, or null
   */
  private record Row(
      @Nullable String number,
      NewItem item,
      @Nullable String titleNumber,
      @Nullable String isbn,
      @Nullable Work brief) {

    Row of(RecordKey record) {
      return new Row(
          number,
          new NewItem(
              item.barcode(),
              record,
              item.branch(),
              item.category(),
              item.status(),
              item.location(),
              item.callNumber(),
              item.materialGroup(),
              item.modifier(),
              item.accession(),
              item.floatingGroup(),
              item.price()),
          titleNumber,
          isbn,
          brief);
    }
  }

  void move() {
    pass.each(Kind.ITEMS, this::translate, this::take);
  }

  private @Nullable Row translate(Values v) {
    var policy = pass.policy();
    var barcode = v.needed("barcode", 100);
    var number = v.text("id", 200);
    var status = v.constant("status", STATUSES);
    var price = v.amount("price");
    if (price != null && price < 0) {
      v.fault("price", "is below 0");
    }
    var isbnText = v.text("isbn", 200);
    var isbn = isbnText == null ? null : Isbn.toIsbn13(isbnText);
    var brief = brief(v, isbn);
    var record = named(v);
    if (v.faults().isEmpty()) {
      if (record == null && isbn == null && brief == null) {
        v.fault("record-number", "names no record, and there is no title for a brief one");
      } else if (taken.contains(barcode)) {
        v.fault("barcode", "stands in an earlier row");
      } else if (number != null && !numbers.add(number)) {
        v.fault("id", "stands in an earlier row");
      }
    }
    var item =
        new NewItem(
            barcode,
            record != null
                ? record
                : brief == null ? new RecordKey(pass.mapping().recordSource(), "-") : brief.key(),
            v.neededOf("branch", policy.branches().keySet(), "branch"),
            v.neededOf("category", policy.itemCategories().keySet(), "item category"),
            status == null ? ItemStatus.AVAILABLE : status,
            v.text("location", 255),
            v.text("call-number", 255),
            v.text("material-group", 40),
            v.text("circulation-modifier", 40),
            v.day("accession"),
            v.oneOf("floating-group", policy.floatingGroups().keySet(), "floating group"),
            price);
    if (!v.faults().isEmpty()) {
      return null;
    }
    taken.add(barcode);
    return new Row(number, item, v.text("record-id", 200), isbn, brief);
  }

  private static @Nullable RecordKey named(Values v) {
    var source = v.text("record-source", RecordKey.MAX_LENGTH);
    var number = v.text("record-number", RecordKey.MAX_LENGTH);
    if (source == null || number == null) {
      return null;
    }
    if (source.indexOf(':') >= 0) {
      v.fault("record-source", "has a colon");
      return null;
    }
    return new RecordKey(source, number);
  }

  private @Nullable Work brief(Values v, @Nullable String isbn) {
    var title = v.text("title", 2000);
    if (title == null) {
      return null;
    }
    var author = v.text("author", 500);
    var year = v.text("year", 100);
    var match = YEAR.matcher(year == null ? "" : year);
    var digest =
        CommandKey.of(CommandKey.MAX_WINDOW, title, text(author), text(year), text(isbn)).hex();
    return new Work(
        new RecordKey(pass.mapping().recordSource(), digest.substring(0, NUMBER_DIGITS)),
        title,
        null,
        author,
        List.of(),
        null,
        null,
        null,
        match.find() ? Integer.valueOf(match.group()) : null,
        null,
        isbn,
        "und",
        null,
        null,
        null,
        List.of(),
        Work.Audience.ADULT,
        Work.Material.BOOK);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void take(List<Located<Row>> batch) {
    var rows = described(batch);
    var barcodes = rows.stream().map(r -> r.value().item().barcode()).toList();
    if (pass.isWritten(Kind.ITEMS) && !rows.isEmpty()) {
      var added =
          pass.ports()
              .itemRegister()
              .putItems(pass.tenant(), rows.stream().map(r -> r.value().item()).toList());
      pass.report().added(Kind.ITEMS, added);
      pass.report().there(Kind.ITEMS, rows.size() - added);
    } else if (!rows.isEmpty()) {
      var there = pass.itemsThere(barcodes).size();
      pass.report().added(Kind.ITEMS, rows.size() - there);
      pass.report().there(Kind.ITEMS, there);
    }
    for (var row : rows) {
      accept(row.value());
    }
  }

  private void accept(Row row) {
    var item = row.item();
    pass.names()
        .item(row.number(), item.barcode(), new Names.Shelved(item.record(), item.branch()));
    var title = row.titleNumber();
    if (title != null) {
      pass.names().title(title, item.record());
    }
    var expected = pass.expected();
    if (expected != null) {
      expected.itemBranches.put(item.barcode(), item.branch());
    }
  }

  /** The rows with records that are there, or made. */
  private List<Located<Row>> described(List<Located<Row>> batch) {
    find(batch);
    var rows = new ArrayList<Located<Row>>(batch.size());
    var made = new LinkedHashMap<RecordKey, CatalogueRecord>();
    for (var row : batch) {
      var r = row.value();
      var isbn = r.isbn();
      var brief = r.brief();
      if (pass.names().isRecord(r.item().record())) {
        rows.add(row);
      } else if (isbn != null && ofIsbn.containsKey(isbn)) {
        var found = Objects.requireNonNull(ofIsbn.get(isbn));
        rows.add(new Located<>(row.file(), row.line(), r.of(found)));
      } else if (brief != null) {
        if (!pass.names().isRecord(brief.key()) && !made.containsKey(brief.key())) {
          made.put(brief.key(), pass.ports().recordMaker().make(brief));
          pass.report()
              .tell(Kind.ITEMS, row, "title", "the catalogue has no record; a brief one is made");
        }
        rows.add(new Located<>(row.file(), row.line(), r.of(brief.key())));
      } else {
        pass.report()
            .reject(
                Kind.ITEMS,
                row,
                "record-number",
                "the catalogue has no such record, and there is no title for a brief one");
      }
    }
    if (!made.isEmpty() && pass.isWritten(Kind.ITEMS)) {
      pass.ports().catalogue().putRecords(pass.tenant(), List.copyOf(made.values()));
    }
    made.keySet().forEach(pass.names()::record);
    return rows;
  }

  /** Asks the catalogue for the records that are named, and for ISBNs where those are not there. */
  private void find(List<Located<Row>> batch) {
    var keys = new HashSet<RecordKey>();
    batch.forEach(r -> {
      keys.add(r.value().item().record());
      var brief = r.value().brief();
      if (brief != null) {
        keys.add(brief.key());
      }
    });
    keys.removeIf(pass.names()::isRecord);
    if (!keys.isEmpty()) {
      pass.ports().inquiries().records(pass.tenant(), keys).forEach(pass.names()::record);
    }
    var isbns = new HashSet<String>();
    for (var row : batch) {
      var isbn = row.value().isbn();
      if (isbn != null
          && !pass.names().isRecord(row.value().item().record())
          && !ofIsbn.containsKey(isbn)) {
        isbns.add(isbn);
      }
    }
    if (!isbns.isEmpty()) {
      ofIsbn.putAll(pass.ports().inquiries().recordsByIsbn(pass.tenant(), isbns));
    }
  }
}
