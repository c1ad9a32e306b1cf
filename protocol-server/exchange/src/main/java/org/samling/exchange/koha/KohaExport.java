package org.samling.exchange.koha;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ItemChoice;
import org.samling.exchange.koha.KohaTables.Guarantor;
import org.samling.exchange.koha.SqlDump.Row;
import org.samling.exchange.koha.SqlDump.Rows;

/**
 * Writes a dump as the files that the preset {@code koha-dump} reads, one for each kind, and its
 * records as MARCXML. What belongs to a row in other tables stands in columns of its own.
 */
final class KohaExport implements AutoCloseable {

  private static final String NUMBER = "borrowernumber";
  private static final String TITLE = "biblionumber";

  private final KohaTables tables;
  private final KohaRecords records;
  private final Path directory;
  private final Map<String, CsvTable> files = new HashMap<>();
  private final Map<String, String[]> titles = new HashMap<>();
  private final Set<String> userNames = new HashSet<>();
  private final Map<String, ItemTypeHere> types = new TreeMap<>();

  /** An item type as it becomes an item category; those not for loan are apart. */
  record ItemTypeHere(String type, String name, boolean isForLoan) {}

  KohaExport(KohaTables tables, KohaRecords records, Path directory) {
    this.tables = tables;
    this.records = records;
    this.directory = directory;
  }

  /**
   * Writes the files.
   *
   * @throws DumpException when the dump can't be read
   */
  void write(Path dump) {
    file(
        "borrowers",
        "borrowernumber,cardnumber,surname,firstname,categorycode,branchcode,password,dateofbirth,dateexpiry,email,"
            + "address,address2,zipcode,city,debarred,debarredcomment,lang,telephone,username,keeps_history,guarantor,"
            + "notes,alert,notice_pre_due,notice_ready");
    file(
        "items",
        "itemnumber,biblionumber,title,author,copyrightdate,barcode,homebranch,category,state,location,itemcallnumber,"
            + "dateaccessioned,replacementprice,ccode");
    file("issues", "issue_id,borrowernumber,itemnumber,issuedate,date_due,renewed,branchcode");
    file(
        "reserves",
        "reserve_id,borrowernumber,biblionumber,item,branchcode,reservedate,patron_expires,expirationdate,priority,"
            + "found,paused_from,paused_until");
    file(
        "accountlines",
        "accountlines_id,borrowernumber,itemnumber,debit_type_code,amount,amountoutstanding,date,description,kind");
    file(
        "old_issues",
        "issue_id,borrowernumber,itemnumber,issuedate,date_due,returndate,renewed,branchcode,consent");
    SqlDump.read(dump, this::rows);
    codes("branches", tables.branches.keySet());
    codes("categories", tables.categories.keySet());
    codes("itemtypes", types.keySet());
  }

  /** The item categories that the items have. */
  Map<String, ItemTypeHere> types() {
    return types;
  }

  private void file(String table, String columns) {
    files.put(table, new CsvTable(directory.resolve(table + ".csv"), List.of(columns.split(","))));
  }

  private void codes(String table, Set<String> codes) {
    try (var file = new CsvTable(directory.resolve(table + ".csv"), List.of("code", "ours"))) {
      codes.forEach(code -> file.add(List.of(code, code)));
    }
  }

  private @Nullable Rows rows(String table) {
    return switch (table) {
      case "biblio" -> this::title;
      case "borrowers" -> rows(table, this::ofBorrower);
      case "items" -> rows(table, this::ofItem);
      case "issues" -> rows(table, this::ofLoan);
      case "reserves" -> rows(table, KohaExport::ofHold);
      case "accountlines" -> rows(table, this::ofAccountLine);
      case "old_issues" -> rows(table, this::ofLoan);
      default -> null;
    };
  }

  private interface Making {
    String of(Row row, String column);
  }

  private @Nullable Rows rows(String table, Making making) {
    var file = files.get(table);
    return file == null ? null : row -> file.add(row, column -> making.of(row, column));
  }

  /** Titles are needed where there is no record to take them from. */
  private void title(Row row) {
    var number = row.get(TITLE);
    if (!records.has(number)) {
      titles.put(
          number, new String[] {row.get("title"), row.get("author"), row.get("copyrightdate")});
    }
  }

  private String ofBorrower(Row row, String column) {
    var number = row.get(NUMBER);
    return switch (column) {
      case "telephone" -> first(row, "smsalertnumber", "mobile", "phone", "phonepro");
      case "username" -> username(row);
      case "keeps_history" -> tables.keepsHistory.contains(number) ? "1" : "0";
      case "guarantor" ->
          tables.guarantors(number).stream().findFirst().map(Guarantor::number).orElse("");
      case "notes" -> notes(row, number);
      case "alert" -> alert(row);
      case "notice_pre_due" -> tables.wish(number, "Advance_Notice");
      case "notice_ready" -> tables.wish(number, "Hold_Filled");
      default -> "";
    };
  }

  private static String first(Row row, String... columns) {
    for (var column : columns) {
      if (!row.get(column).isBlank()) {
        return row.get(column);
      }
    }
    return "";
  }

  /** The name to log in with, where it is not the card and nobody else's card or name. */
  private String username(Row row) {
    var name = row.get("userid");
    var isOwn =
        name.isBlank()
            || name.equals(row.get("cardnumber"))
            || tables.isCard(name)
            || !userNames.add(name);
    return isOwn ? "" : name;
  }

  private String notes(Row row, String number) {
    var notes = new ArrayList<String>();
    notes.add(row.get("borrowernotes"));
    notes.addAll(tables.attributes(number));
    tables.guarantors(number).stream()
        .skip(1)
        .map(g ->
            "guarantor: %s %s"
                .formatted(tables.cards.getOrDefault(g.number(), ""), g.relationship()))
        .forEach(notes::add);
    var contact = (row.get("contactfirstname") + " " + row.get("contactname")).strip();
    if (!contact.isEmpty()) {
      notes.add("contact: " + (contact + " " + row.get("relationship")).strip());
    }
    return String.join("\n", notes.stream().map(String::strip).filter(n -> !n.isEmpty()).toList());
  }

  private static String alert(Row row) {
    var alerts = new ArrayList<String>();
    if (KohaTables.isSet(row.get("lost"))) {
      alerts.add("The card was reported lost.");
    }
    if (KohaTables.isSet(row.get("gonenoaddress"))) {
      alerts.add("The address is not known.");
    }
    return String.join(" ", alerts);
  }

  private String ofItem(Row row, String column) {
    var title = titles.getOrDefault(row.get(TITLE), new String[] {"", "", ""});
    return switch (column) {
      case "title" -> title[0];
      case "author" -> title[1];
      case "copyrightdate" -> title[2];
      case "category" -> category(row);
      case "state" -> state(row);
      default -> "";
    };
  }

  private String category(Row row) {
    var own = row.get("itype");
    var type = own.isEmpty() ? tables.typesOfTitles.getOrDefault(row.get(TITLE), "") : own;
    var known = tables.itemTypes.get(type);
    var name = known == null || known.name().isEmpty() ? type : known.name();
    var isTypeForLoan = known == null || known.isForLoan();
    var flag = row.get("notforloan");
    var isItemForLoan = !KohaTables.isSet(flag) || flag.startsWith("-");
    var code = isTypeForLoan && !isItemForLoan ? type + ItemChoice.NOT_FOR_LOAN : type;
    if (!type.isEmpty()) {
      types.computeIfAbsent(
          code,
          c ->
              new ItemTypeHere(
                  type,
                  c.equals(type) ? name : name + ", not for loan",
                  isTypeForLoan && isItemForLoan));
      return code;
    }
    return "";
  }

  /** Why an item is not on the shelf: the first that counts, as the column and its value. */
  private static String state(Row row) {
    for (var column : List.of("withdrawn", "itemlost", "damaged")) {
      if (KohaTables.isSet(row.get(column))) {
        return column + ":" + row.get(column);
      }
    }
    var flag = row.get("notforloan");
    return flag.startsWith("-") ? "notforloan:" + flag : "";
  }

  private String ofLoan(Row row, String column) {
    return switch (column) {
      case "renewed" -> first(row, "renewals_count", "renewals");
      case "consent" ->
          row.get(NUMBER).isEmpty()
              ? "anonymised"
              : tables.keepsHistory.contains(row.get(NUMBER)) ? "given" : "not given";
      default -> "";
    };
  }

  private static String ofHold(Row row, String column) {
    var isPaused = KohaTables.isSet(row.get("suspend"));
    var isAboutItem =
        !row.get("found").isEmpty()
            || !row.has("item_level_hold")
            || KohaTables.isSet(row.get("item_level_hold"));
    return switch (column) {
      case "item" -> isAboutItem ? row.get("itemnumber") : "";
      case "patron_expires" ->
          row.has("patron_expiration_date")
              ? row.get("patron_expiration_date")
              : row.get("found").isEmpty() ? row.get("expirationdate") : "";
      case "paused_from" -> isPaused ? row.get("reservedate") : "";
      case "paused_until" -> isPaused ? row.get("suspend_until") : "";
      default -> "";
    };
  }

  private String ofAccountLine(Row row, String column) {
    if (!column.equals("kind")) {
      return "";
    }
    var open = row.get("amountoutstanding");
    var isOpen = open.chars().anyMatch(c -> c >= '1' && c <= '9');
    if (row.get("debit_type_code").isEmpty()) {
      return isOpen ? "credit" : "payment";
    }
    return isOpen ? "open" : tables.openLoans.contains(row.get("issue_id")) ? "of a loan" : "paid";
  }

  @Override
  public void close() {
    files.values().forEach(CsvTable::close);
  }
}
