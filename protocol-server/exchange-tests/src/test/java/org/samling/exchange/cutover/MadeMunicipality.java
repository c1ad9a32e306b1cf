package org.samling.exchange.cutover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.postgres.TestLibrary;

/**
 * A made-up municipality, and what its old system exports: for each patron two items, six loans and
 * two holds of ten patrons, three fees. Everything follows from the seed.
 *
 * @param system the preset of its old system
 * @param patrons how many patrons it has
 * @param firstTitle the first of its titles, of which it has as many as patrons: where the titles
 *     of another begin earlier, both have some
 */
record MadeMunicipality(String system, int patrons, int firstTitle) {

  /** The agency that made the common records. */
  static final String AGENCY = "870970";

  private record Fee(int patron, int item, int minorUnits) {}

  /** Common records, as an import from the national bibliography brings them. */
  static List<CatalogueRecord> titles(int count) {
    return IntStream.range(0, count)
        .mapToObj(title -> {
          var made = TestLibrary.record(new RecordKey(AGENCY, number(title)), name(title));
          return new CatalogueRecord(
              made.key(),
              made.format(),
              made.original(),
              made.content(),
              new BriefRecord(name(title), null, "1999", List.of(isbn(title))));
        })
        .toList();
  }

  private static String number(int title) {
    return "5%07d".formatted(title);
  }

  private static String name(int title) {
    return "Bind " + title + " om havet";
  }

  static String isbn(int title) {
    var digits = "9788%08d".formatted(title);
    var sum = 0;
    for (var i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  String card(int patron) {
    return system.charAt(0) + "%08d".formatted(patron);
  }

  String barcode(int item) {
    return system.charAt(0) + "9%08d".formatted(item);
  }

  int items() {
    return 2 * patrons;
  }

  int loans() {
    return patrons * 6 / 10;
  }

  int holds() {
    return patrons * 2 / 10;
  }

  private List<Fee> fees() {
    var dice = new Random(system.hashCode());
    return IntStream.range(0, patrons * 3 / 10)
        .mapToObj(
            i -> new Fee(dice.nextInt(patrons), dice.nextInt(items()), 100 + dice.nextInt(9_900)))
        .toList();
  }

  /** What its patrons owe, in minor units. */
  long owed() {
    return fees().stream().mapToLong(Fee::minorUnits).sum();
  }

  private int titleOf(int item) {
    return firstTitle + item % patrons;
  }

  /** Writes the export and its mapping; returns the mapping. */
  Path export(Path directory) {
    var files =
        switch (system) {
          case "koha" -> koha();
          case "evergreen" -> evergreen();
          default -> folio();
        };
    try {
      Files.createDirectories(directory);
      for (var file : files.entrySet()) {
        Files.writeString(
            directory.resolve(file.getKey()),
            String.join("\n", file.getValue()) + "\n",
            StandardCharsets.UTF_8);
      }
      return directory.resolve("mapping.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Row {
    String of(int number);
  }

  private static List<String> lines(String header, int count, Row row) {
    var lines = new ArrayList<String>();
    if (!header.isEmpty()) {
      lines.add(header);
    }
    IntStream.range(0, count).forEach(i -> lines.add(row.of(i)));
    return lines;
  }

  private static String money(int minorUnits) {
    return "%d.%02d".formatted(minorUnits / 100, minorUnits % 100);
  }

  private Map<String, List<String>> koha() {
    var fees = fees();
    return Map.of(
        "mapping.yaml",
        List.of(
            "preset: koha",
            "tables:",
            "  - {name: branch, codes: {CPL: DK-799700}}",
            "  - {name: patron-category, codes: {PT: adult}}",
            "  - {name: item-category, codes: {BK: book}}",
            "patrons: {files: [borrowers.csv]}",
            "items: {files: [items.csv]}",
            "loans: {files: [issues.csv]}",
            "holds: {files: [reserves.csv]}",
            "fees: {files: [accountlines.csv]}"),
        "borrowers.csv",
        lines(
            "borrowernumber,cardnumber,surname,firstname,categorycode,branchcode,password,dateofbirth,dateexpiry,email,phone,address,address2,zipcode,city,debarred,debarredcomment,borrowernotes",
            patrons,
            i ->
                "%d,%s,Kjær%d,Ane,PT,CPL,!,1980-02-03,2099-05-01,,,Havnen 1,,9799,Nordby,,,"
                    .formatted(i, card(i), i)),
        "items.csv",
        lines(
            "itemnumber,biblionumber,isbn,title,author,copyrightdate,barcode,homebranch,itype,itemlost,location,itemcallnumber,dateaccessioned,replacementprice",
            items(),
            i ->
                "%d,%d,%s,%s,,1999,%s,CPL,BK,0,GEN,99.4,2001-02-03,200.00"
                    .formatted(i, titleOf(i), isbn(titleOf(i)), name(titleOf(i)), barcode(i))),
        "issues.csv",
        lines(
            "borrowernumber,itemnumber,issuedate,date_due,renewals_count,branchcode",
            loans(),
            i -> "%d,%d,2026-10-20 11:12:13,2099-12-20 23:59:00,0,CPL".formatted(i, i)),
        "reserves.csv",
        lines(
            "borrowernumber,biblionumber,itemnumber,branchcode,reservedate,patron_expiration_date,expirationdate,priority,found",
            holds(),
            i -> "%d,%d,,CPL,2026-10-01,,,1,".formatted(patrons - 1 - i, titleOf(i))),
        "accountlines.csv",
        lines(
            "borrowernumber,itemnumber,debit_type_code,amount,amountoutstanding,date,description",
            fees.size(),
            i -> {
              var fee = fees.get(i);
              var amount = money(fee.minorUnits());
              return "%d,%d,LOST,%s,%s,2026-09-01,Tabt %d"
                  .formatted(fee.patron(), fee.item(), amount, amount, i);
            }));
  }

  private Map<String, List<String>> evergreen() {
    var fees = fees();
    return Map.of(
        "mapping.yaml",
        List.of(
            "preset: evergreen",
            "tables:",
            "  - {name: branch, codes: {BR1: DK-799700}}",
            "  - {name: patron-category, codes: {Patrons: adult}}",
            "  - {name: item-category, codes: {book: book}}",
            "patrons: {files: [users.csv]}",
            "items: {files: [copies.csv]}",
            "loans: {files: [circulations.csv]}",
            "holds: {files: [holds.csv]}",
            "fees: {files: [bills.csv]}"),
        "users.csv",
        lines(
            "id,barcode,family_name,first_given_name,profile,home_ou,passwd,dob,expire_date,email,day_phone,street1,street2,post_code,city,barred,alert_message,guardian,deleted",
            patrons,
            i ->
                "%d,%s,Moe%d,Kim,Patrons,BR1,x,1990-01-01,2099-01-01 00:00:00+01,,,,,,,f,,,f"
                    .formatted(i, card(i), i)),
        "copies.csv",
        lines(
            "id,record,isbn,title,author,pubdate,barcode,circ_lib,circ_modifier,status,location,call_number,create_date,price,deleted",
            items(),
            i ->
                "%d,%d,%s,%s,,1999,%s,BR1,book,Available,Stacks,62.1,2006-01-01 10:00:00.123456+01,99.00,f"
                    .formatted(i, titleOf(i), isbn(titleOf(i)), name(titleOf(i)), barcode(i))),
        "circulations.csv",
        lines(
            "usr,target_copy,xact_start,due_date,renewals,circ_lib,checkin_time",
            loans(),
            i ->
                "%d,%d,2026-10-10 09:00:00.000001+02,2099-12-01 23:59:59+01,0,BR1,"
                    .formatted(i, i)),
        "holds.csv",
        lines(
            "usr,record,current_copy,pickup_lib,request_time,expire_time,queue_position,stage,shelf_expire_time,cancel_time,fulfillment_time",
            holds(),
            i ->
                "%d,%d,,BR1,2026-10-11 09:00:00+02,,1,waiting,,,"
                    .formatted(patrons - 1 - i, titleOf(i))),
        "bills.csv",
        lines(
            "usr,target_copy,billing_type,amount,balance_owed,billing_ts,note",
            fees.size(),
            i -> {
              var fee = fees.get(i);
              var amount = money(fee.minorUnits());
              return "%d,%d,Lost Materials,%s,%s,2026-10-30 12:00:00+01,Tabt %d"
                  .formatted(fee.patron(), fee.item(), amount, amount, i);
            }));
  }

  /** Its titles are known by their numbers in the national bibliography. */
  private Map<String, List<String>> folio() {
    var fees = fees();
    return Map.of(
        "mapping.yaml",
        List.of(
            "preset: folio",
            "tables:",
            "  - {name: branch, codes: {loc-main: DK-799700}}",
            "  - {name: service-point, codes: {sp-main: DK-799700}}",
            "  - {name: patron-category, codes: {group-1: adult}}",
            "  - {name: item-category, codes: {mt-book: book}}",
            "  - {name: instance, file: holdings.jsonl, key: id, value: instanceId}",
            "patrons:",
            "  files: [users.jsonl]",
            "  fields:",
            "    branch: {value: DK-799700}",
            "items:",
            "  files: [items.jsonl]",
            "  fields:",
            "    record-source: {value: \"%s\"}".formatted(AGENCY),
            "loans: {files: [loans.jsonl]}",
            "holds: {files: [requests.jsonl]}",
            "fees: {files: [accounts.jsonl]}"),
        "users.jsonl",
        lines(
            "",
            patrons,
            i ->
                """
                {"id":"u%d","barcode":"%s","active":true,"patronGroup":"group-1","personal":{"lastName":"Nør%d","firstName":"Ida"}}\
                """
                    .formatted(i, card(i), i)),
        "holdings.jsonl",
        lines(
            "",
            patrons,
            i ->
                """
                {"id":"h%d","instanceId":"%s"}\
                """
                    .formatted(i, number(titleOf(i)))),
        "items.jsonl",
        lines(
            "",
            items(),
            i ->
                """
                {"id":"i%d","holdingsRecordId":"h%d","title":"%s","barcode":"%s","effectiveLocationId":"loc-main","materialTypeId":"mt-book","status":{"name":"Available"}}\
                """
                    .formatted(i, i % patrons, name(titleOf(i)), barcode(i))),
        "loans.jsonl",
        lines(
            "",
            loans(),
            i ->
                """
                {"id":"l%1$d","userId":"u%1$d","itemId":"i%1$d","loanDate":"2026-10-03T15:41:54Z","dueDate":"2099-12-17T15:41:54.000+00:00","status":{"name":"Open"},"renewalCount":0}\
                """
                    .formatted(i)),
        "requests.jsonl",
        lines(
            "",
            holds(),
            i ->
                """
                {"id":"r%d","requesterId":"u%d","instanceId":"%s","requestDate":"2026-10-05T10:00:00Z","status":"Open - Not yet filled","pickupServicePointId":"sp-main","position":1}\
                """
                    .formatted(i, patrons - 1 - i, number(titleOf(i)))),
        "accounts.jsonl",
        lines(
            "",
            fees.size(),
            i -> {
              var fee = fees.get(i);
              var amount = money(fee.minorUnits());
              return """
              {"id":"a%d","userId":"u%d","itemId":"i%d","amount":%s,"remaining":%s,"feeFineType":"Lost item fee","status":{"name":"Open"},"title":"Tabt %d","metadata":{"createdDate":"2026-11-01T00:00:00.000+00:00"}}\
              """
                  .formatted(i, fee.patron(), fee.item(), amount, amount, i);
            }));
  }
}
