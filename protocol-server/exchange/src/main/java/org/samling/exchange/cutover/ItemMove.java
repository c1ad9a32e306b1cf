package org.samling.exchange.cutover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.Isbn;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.cutover.CutoverInquiries.StoredItem;
import org.samling.exchange.cutover.CutoverPass.NamedRecord;

/** Moves items. Creates a brief record where the catalogue has none for an item. */
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

  /** The placeholder record of an item until its own is found. */
  private static final RecordKey NOWHERE = new RecordKey("nowhere", "-");

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final int NUMBER_DIGITS = 32;
  private static final Pattern BRIEF_NUMBER = Pattern.compile("[0-9a-f]{" + NUMBER_DIGITS + "}");

  private final CutoverPass pass;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Map<String, RecordKey> ofIsbn = new HashMap<>();

  ItemMove(CutoverPass pass) {
    this.pass = pass;
  }

  /**
   * The contents of a row.
   *
   * @param number the number in the other system, or null
   * @param item the item, not yet on a record
   * @param named the record that the row names, or null
   * @param titleNumber the number of its title in the other system, or null
   * @param isbn the ISBN-13, or null
   * @param brief the data for a brief record, or null
   */
  private record Row(
      @Nullable String number,
      NewItem item,
      @Nullable NamedRecord named,
      @Nullable String titleNumber,
      @Nullable String isbn,
      @Nullable Work brief) {

    /** The record that the row names, if it exists. */
    @Nullable RecordKey namedIn(ExportIdentifiers names) {
      var record = named == null ? null : named.record();
      return record != null && names.isRecord(record) ? record : null;
    }

    Row of(RecordKey record) {
      return new Row(number, item.of(record), named, titleNumber, isbn, brief);
    }
  }

  void move() {
    pass.each(Kind.ITEMS, this::translate, this::take);
  }

  private @Nullable Row translate(RowFields v) {
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
    var named = pass.record(v);
    if (v.faults().isEmpty()) {
      if (named == null && isbn == null && brief == null) {
        v.fault("record-number", "names no record, and there is no title for a brief one");
      } else if (taken.contains(barcode)) {
        v.fault("barcode", "is already in an earlier row");
      } else if (number != null && !numbers.add(number)) {
        v.fault("id", "is already in an earlier row");
      }
    }
    var item =
        new NewItem(
            barcode,
            NOWHERE,
            v.neededOf("branch", policy.branches().keySet(), "branch"),
            v.neededOf("category", policy.itemCategories().keySet(), "item category"),
            status == null ? ItemStatus.AVAILABLE : status,
            ItemDetails.builder()
                .location(v.text("location", 255))
                .callNumber(v.text("call-number", 255))
                .materialGroup(v.text("material-group", 40))
                .modifier(v.text("circulation-modifier", 40))
                .accession(v.day("accession"))
                .floatingGroup(
                    v.oneOf("floating-group", policy.floatingGroups().keySet(), "floating group"))
                .price(price)
                .build());
    if (!v.faults().isEmpty()) {
      return null;
    }
    taken.add(barcode);
    return new Row(number, item, named, v.text("record-id", 200), isbn, brief);
  }

  private @Nullable Work brief(RowFields v, @Nullable String isbn) {
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
        new Work.Title(title),
        author,
        List.of(),
        Work.Imprint.of(match.find() ? Integer.valueOf(match.group()) : null),
        isbn,
        "und",
        new Work.Subject(null, List.of(), Work.Audience.ADULT),
        Work.Material.BOOK);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * A row whose item has been given a record.
   *
   * @param expected what the row says should be in the store
   */
  private record Placed(Row row, ExpectedState.ItemExpected expected) {

    static Placed of(Row row, @Nullable RecordKey wanted, boolean isNamed) {
      var brief = row.brief();
      return new Placed(
          row,
          new ExpectedState.ItemExpected(
              row.item().branch(), wanted, isNamed, brief == null ? null : brief.title()));
    }
  }

  private void take(List<RowValue<Row>> batch) {
    var there = pass.itemsThere(batch.stream().map(r -> r.value().item().barcode()).toList());
    var rows = described(batch, there);
    if (pass.isWritten(Kind.ITEMS) && !rows.isEmpty()) {
      pass.ports()
          .itemRegister()
          .putItems(pass.tenant(), rows.stream().map(r -> r.row().item()).toList());
    }
    var known = rows.stream().filter(r -> there.containsKey(r.row().item().barcode())).count();
    pass.report().added(Kind.ITEMS, rows.size() - known);
    pass.report().there(Kind.ITEMS, known);
    rows.forEach(this::accept);
  }

  private void accept(Placed placed) {
    var row = placed.row();
    var item = row.item();
    pass.names()
        .item(
            row.number(),
            item.barcode(),
            new ExportIdentifiers.Shelved(item.record(), item.branch()));
    var title = row.titleNumber();
    if (title != null) {
      pass.names().title(title, item.record());
    }
    var expected = pass.expected();
    if (expected != null) {
      expected.items.put(item.barcode(), placed.expected());
    }
  }

  /** The rows whose records exist or were created. */
  private List<Placed> described(List<RowValue<Row>> batch, Map<String, StoredItem> there) {
    find(batch);
    var rows = new ArrayList<Placed>(batch.size());
    var made = new LinkedHashMap<RecordKey, CatalogueRecord>();
    for (var row : batch) {
      var r = row.value();
      var is = there.get(r.item().barcode());
      var isNamed = r.namedIn(pass.names()) != null;
      var wanted = wanted(r);
      tellIfAmbiguous(row);
      if (is != null && (wanted == null || !isBrief(is.record()))) {
        keep(row, is, wanted, isNamed);
        rows.add(Placed.of(r.of(is.record()), wanted, isNamed));
      } else if (wanted != null) {
        make(row, wanted, made);
        rows.add(Placed.of(r.of(wanted), wanted, isNamed));
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
    return rows;
  }

  private void tellIfAmbiguous(RowValue<Row> row) {
    var named = row.value().named();
    if (named != null && named.isAmbiguous()) {
      pass.report()
          .note(
              Kind.ITEMS,
              row,
              "record-number",
              "several records of the catalogue have this number; none is taken");
    }
  }

  /** The record for a new item; null where there is none and none can be created. */
  private @Nullable RecordKey wanted(Row row) {
    var named = row.namedIn(pass.names());
    if (named != null) {
      return named;
    }
    var isbn = row.isbn();
    var found = isbn == null ? null : ofIsbn.get(isbn);
    var brief = row.brief();
    return found != null || brief == null ? found : brief.key();
  }

  /** Whether a record is a brief one that an earlier load created for want of another. */
  private boolean isBrief(RecordKey record) {
    return record.source().equals(pass.mapping().recordSource())
        && BRIEF_NUMBER.matcher(record.number()).matches();
  }

  /** Keeps an existing item on its record. */
  private void keep(RowValue<Row> row, StoredItem is, @Nullable RecordKey wanted, boolean isNamed) {
    pass.names().record(is.record());
    if (!is.record().equals(wanted)) {
      pass.report()
          .note(
              Kind.ITEMS,
              row,
              "record-number",
              isNamed
                  ? "the item belongs to another record here, and stays there"
                  : "the catalogue has no such record; the item keeps its current one");
    }
  }

  /** Creates the brief record of a row, if the item is to be on it and it does not exist yet. */
  private void make(RowValue<Row> row, RecordKey wanted, Map<RecordKey, CatalogueRecord> made) {
    var brief = row.value().brief();
    if (brief != null && brief.key().equals(wanted) && !pass.names().isRecord(wanted)) {
      made.put(wanted, pass.ports().recordMaker().make(brief));
      pass.names().record(wanted);
      pass.report()
          .note(Kind.ITEMS, row, "title", "the catalogue has no record; a brief one is created");
    }
  }

  /** Looks up the named records in the catalogue, and where they don't exist the ISBNs. */
  private void find(List<RowValue<Row>> batch) {
    var keys = new HashSet<RecordKey>();
    batch.forEach(r -> {
      var named = r.value().named();
      if (named != null && named.record() != null) {
        keys.add(named.record());
      }
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
      if (isbn != null && row.value().namedIn(pass.names()) == null && !ofIsbn.containsKey(isbn)) {
        isbns.add(isbn);
      }
    }
    if (!isbns.isEmpty()) {
      ofIsbn.putAll(pass.ports().inquiries().recordsByIsbn(pass.tenant(), isbns));
    }
  }
}
