package org.samling.exchange.koha;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the database of a made-up Koha as SQL, as much of its tables as a move looks at and some
 * columns that it does not. MariaDB takes it, so that a real dump can be made of it: java MadeKoha
 * FILE 20000 40000 10000 8000 2000 5000. Among the first rows are all the odd ones.
 */
final class MadeKoha {

  /** The PIN of every patron, 1234, as Koha hashes it. */
  static final String HASH = "$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG";

  private static final LocalDate LONG_AGO = LocalDate.of(2026, 9, 1);
  private static final int AT_ONCE = 500;

  private final PrintWriter out;
  private final Size size;

  /** How many of each there are. */
  record Size(int titles, int items, int patrons, int loans, int holds, int fees) {

    /** All that is odd, and little else. */
    static final Size SMALL = new Size(12, 24, 14, 6, 6, 8);
  }

  private MadeKoha(PrintWriter out, Size size) {
    this.out = out;
    this.size = size;
  }

  static Path write(Path file, Size size) {
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      new MadeKoha(out, size).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  public static void main(String[] args) {
    var n = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    write(Path.of(args[0]), new Size(n[0], n[1], n[2], n[3], n[4], n[5]));
  }

  private interface Values {
    List<Object> of(int n);
  }

  /** Something that is written as it is, such as NULL. */
  private record Raw(String text) {}

  private static final Raw NULL = new Raw("NULL");

  private static Object orNull(boolean is, Object value) {
    return is ? value : NULL;
  }

  private static String literal(Object value) {
    return switch (value) {
      case Raw raw -> raw.text();
      case Integer number -> number.toString();
      default ->
          "'"
              + value
                  .toString()
                  .replace("\\", "\\\\")
                  .replace("'", "\\'")
                  .replace("\n", "\\n")
                  .replace("\r", "\\r")
              + "'";
    };
  }

  private void table(String name, String columns, int rows, Values values) {
    out.println("DROP TABLE IF EXISTS `" + name + "`;");
    out.println("CREATE TABLE `" + name + "` (");
    out.println(
        Arrays.stream(columns.split(", "))
            .map(column -> "  `" + column.replaceFirst(" ", "` "))
            .collect(Collectors.joining(",\n")));
    out.println(") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;");
    for (var from = 1; from <= rows; from += AT_ONCE) {
      out.println("INSERT INTO `" + name + "` VALUES");
      var to = Math.min(rows, from + AT_ONCE - 1);
      for (var n = from; n <= to; n++) {
        var row = values.of(n).stream().map(MadeKoha::literal).collect(Collectors.joining(","));
        out.println("(" + row + ")" + (n == to ? ";" : ","));
      }
    }
  }

  private void write() {
    out.println("SET NAMES utf8mb4;");
    codes();
    titles();
    items();
    patrons();
    circulation();
    money();
  }

  private void codes() {
    var branches = List.of("CPL", "FPL");
    table(
        "branches",
        "branchcode varchar(10), branchname longtext, branchaddress1 longtext",
        2,
        n -> List.of(branches.get(n - 1), n == 1 ? "Sentrum \"A\"" : "Fjøllet", "Gata " + n));
    table(
        "categories",
        "categorycode varchar(10), description longtext, category_type varchar(1)",
        2,
        n -> n == 1 ? List.of("PT", "Voksne", "A") : List.of("YA", "Barn; unge", "C"));
    table(
        "itemtypes",
        "itemtype varchar(10), description longtext, rentalcharge decimal(28,6), notforloan tinyint(1)",
        3,
        n ->
            switch (n) {
              case 1 -> List.of("BK", "Bøker", new Raw("0.000000"), 0);
              case 2 -> List.of("MU", "Musikk", NULL, 0);
              default -> List.of("REF", "Oppslag", NULL, 1);
            });
    table(
        "circulation_rules",
        "id int(11), branchcode varchar(10), categorycode varchar(10), itemtype varchar(10), rule_name varchar(32), rule_value varchar(32)",
        3,
        n ->
            switch (n) {
              case 1 -> List.of(1, NULL, NULL, NULL, "issuelength", "21");
              case 2 -> List.of(2, NULL, NULL, "MU", "issuelength", "7");
              default -> List.of(3, NULL, "YA", NULL, "patron_maxissueqty", "10");
            });
    table(
        "message_attributes",
        "message_attribute_id int(11), message_name varchar(40), takes_days tinyint(1)",
        2,
        n -> n == 1 ? List.of(1, "Advance_Notice", 1) : List.of(2, "Hold_Filled", 0));
  }

  private static String title(int n) {
    return n % 7 == 0 ? "L'été\\ " + n + "; -- /* ' */ \"x\"" : "Fjellets sønner " + n;
  }

  private void titles() {
    table(
        "biblio",
        "biblionumber int(11), frameworkcode varchar(4), author longtext, title longtext, copyrightdate smallint(6), abstract longtext",
        size.titles(),
        n ->
            List.of(
                n, "", "Lie, Jonas " + n % 90, title(n), 1900 + n % 120, orNull(n == 1, "a\nb")));
    table(
        "biblio_metadata",
        "id int(11), biblionumber int(11), format varchar(16), schema varchar(16), metadata longtext",
        // The last title has no record, the one before a broken one.
        size.titles() - 1,
        n ->
            List.of(
                n,
                n,
                "marcxml",
                n == 4 ? "UNIMARC" : "MARC21",
                n == size.titles() - 1
                    ? "<record><leader>broken"
                    : n == 4 ? unimarc(n) : marc21(n)));
    table(
        "biblioitems",
        "biblioitemnumber int(11), biblionumber int(11), itemtype varchar(10), isbn longtext",
        size.titles(),
        n -> List.of(n, n, "BK", NULL));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String marc21(int n) {
    // The second and third have the same control number, as copied records do.
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <record xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.loc.gov/MARC21/slim">
      <leader>00000nam a2200000 a 4500</leader>
      <controlfield tag="001">%s</controlfield>
      <controlfield tag="003">OSt</controlfield>
      <controlfield tag="008">260901s%d    no            000 0 nob d</controlfield>
      <datafield tag="100" ind1="1" ind2=" "><subfield code="a">Lie, Jonas %d</subfield></datafield>
      <datafield tag="245" ind1="1" ind2="0"><subfield code="a">%s</subfield></datafield>
      %s</record>
    """
        .formatted(
            n == 3 ? "2" : "" + n,
            1900 + n % 120,
            n % 90,
            xml(title(n)),
            n == 5
                ? ""
                : "<datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">%d</subfield><subfield code=\"d\">%d</subfield></datafield>\n"
                    .formatted(n, n));
  }

  private static String unimarc(int n) {
    return """
    <record xmlns="http://www.loc.gov/MARC21/slim">
      <leader>00000nam0 2200000   450 </leader>
      <controlfield tag="001">%d</controlfield>
      <datafield tag="100" ind1=" " ind2=" "><subfield code="a">20260901d1999    m  y0frey50      ba</subfield></datafield>
      <datafield tag="200" ind1="1" ind2=" "><subfield code="a">%s</subfield></datafield>
      <datafield tag="090" ind1=" " ind2=" "><subfield code="9">%d</subfield></datafield>
    </record>
    """
        .formatted(n, xml(title(n)), n);
  }

  private void items() {
    table(
        "items",
        "itemnumber int(11), biblionumber int(11), barcode varchar(20), dateaccessioned date, homebranch varchar(10), "
            + "replacementprice decimal(8,2), notforloan tinyint(1), damaged tinyint(1), itemlost tinyint(1), withdrawn tinyint(1), "
            + "itemcallnumber varchar(255), holdingbranch varchar(10), location varchar(80), ccode varchar(80), itype varchar(10)",
        size.items(),
        n ->
            List.of(
                n,
                1 + (n - 1) % size.titles(),
                orNull(n != 7, "K%06d".formatted(n)),
                orNull(n % 5 != 0, "2020-0%d-11".formatted(1 + n % 9)),
                n % 3 == 0 ? "FPL" : "CPL",
                orNull(n % 2 == 0, new Raw("249.50")),
                n == 8 ? 1 : n == 9 ? -1 : 0,
                n == 10 ? 1 : 0,
                n == 11 ? 4 : 0,
                n == 12 ? 1 : 0,
                orNull(n % 4 != 0, "839.82 LIE"),
                "CPL",
                orNull(n % 6 != 0, "GEN"),
                orNull(n % 4 == 0, "FIC"),
                n == 13 ? NULL : n % 8 == 2 ? "MU" : n == 15 ? "REF" : "BK"));
  }

  private void patrons() {
    table(
        "borrowers",
        "borrowernumber int(11), cardnumber varchar(32), surname longtext, firstname mediumtext, address longtext, address2 mediumtext, "
            + "city longtext, zipcode varchar(25), email longtext, phone mediumtext, mobile varchar(50), dateofbirth date, branchcode varchar(10), "
            + "categorycode varchar(10), dateexpiry date, gonenoaddress tinyint(1), lost tinyint(1), debarred date, debarredcomment varchar(255), "
            + "contactname longtext, borrowernotes longtext, relationship varchar(100), password varchar(60), secret longblob, userid varchar(75), "
            + "smsalertnumber varchar(50), privacy int(11), lang varchar(25)",
        size.patrons(),
        this::patron);
    table(
        "borrower_relationships",
        "id int(11), guarantor_id int(11), guarantee_id int(11), relationship varchar(100)",
        2,
        n -> List.of(n, n, 4, n == 1 ? "mor" : "far"));
    table(
        "borrower_attributes",
        "id int(11), borrowernumber int(11), code varchar(64), attribute varchar(255)",
        2,
        n -> List.of(n, n, "SKOLE", "Fjøllet skole, " + n + ". trinn"));
    table(
        "borrower_message_preferences",
        "borrower_message_preference_id int(11), borrowernumber int(11), categorycode varchar(10), message_attribute_id int(11), days_in_advance int(11), wants_digest tinyint(1)",
        4,
        n ->
            switch (n) {
              case 1 -> List.of(1, 1, NULL, 1, 3, 1);
              case 2 -> List.of(2, 1, NULL, 2, NULL, 0);
              case 3 -> List.of(3, 2, NULL, 2, NULL, 0);
              default -> List.of(4, NULL, "PT", 1, 2, 0);
            });
    table(
        "borrower_message_transport_preferences",
        "borrower_message_preference_id int(11), message_transport_type varchar(20)",
        3,
        n ->
            switch (n) {
              case 1 -> List.of(1, "email");
              case 2 -> List.of(2, "sms");
              default -> List.of(4, "email");
            });
  }

  private List<Object> patron(int n) {
    var isChild = n % 10 == 4;
    return List.of(
        n,
        orNull(n != 5, "P%06d".formatted(n)),
        n == 3 ? "O'Hara\\" : "Nansen " + n,
        n == 3 ? "Åse \"Ås\"" : "Eva",
        "Gata " + n,
        NULL,
        "Bergen",
        "5003",
        orNull(n % 2 == 1, "p" + n + "@example.org"),
        "000" + n,
        orNull(n == 1, "+4700000001"),
        isChild ? "2015-05-17" : "1980-05-17",
        n % 3 == 0 ? "FPL" : "CPL",
        isChild ? "YA" : "PT",
        "2099-12-31",
        n == 8 ? 1 : 0,
        n == 9 ? 1 : 0,
        orNull(n == 10, "9999-12-31"),
        orNull(n == 10, "Tapte bøker"),
        orNull(n == 4, "Bestemor"),
        orNull(n == 2, "Linje 1\r\nLinje 2"),
        NULL,
        n == 6 ? "!" : n == 7 ? "rL0Y20zC+Fzt72VPzMSk2A" : HASH,
        orNull(n == 1, new Raw("x'00ff27225c'")),
        n == 1 ? "eva" : n == 2 ? "P000001" : "P%06d".formatted(n),
        NULL,
        n % 3,
        n == 1 ? "nb-NO" : "default");
  }

  private int patronOf(int n) {
    var patron = 1 + n % size.patrons();
    return patron == 5 ? 1 : patron;
  }

  private void circulation() {
    var loan =
        "issue_id int(11), borrowernumber int(11), itemnumber int(11), date_due datetime, branchcode varchar(10), returndate datetime, "
            + "renewals_count tinyint(4), issuedate datetime, onsite_checkout int(1)";
    table(
        "issues",
        loan,
        size.loans(),
        // Of the first copies, none of which is waited for.
        n ->
            List.of(
                n,
                patronOf(n),
                16 + (n - 1) % (size.items() - 15),
                "2099-01-" + (10 + n % 20) + " 23:59:00",
                "CPL",
                NULL,
                n % 3,
                LONG_AGO.plusDays(n % 28) + " 11:12:13",
                0));
    table(
        "old_issues",
        loan,
        size.loans(),
        // The first is of nobody any more, the second of an item that is gone.
        n ->
            List.of(
                100_000 + n,
                orNull(n != 1, patronOf(n)),
                orNull(n != 2, 16 + (n - 1) % (size.items() - 15)),
                "2026-06-30 23:59:00",
                "CPL",
                "2026-06-2%d 12:00:00".formatted(n % 9),
                0,
                LONG_AGO.minusDays(100 + n % 28) + " 10:00:00",
                0));
    table(
        "reserves",
        "reserve_id int(11), borrowernumber int(11), reservedate date, biblionumber int(11), branchcode varchar(10), priority smallint(6), "
            + "found varchar(1), itemnumber int(11), waitingdate date, expirationdate date, patron_expiration_date date, suspend tinyint(1), "
            + "suspend_until datetime, item_level_hold tinyint(1)",
        size.holds(),
        this::hold);
  }

  /** Ready, in transit, on an item, paused, and waiting in the order of their priorities. */
  private List<Object> hold(int n) {
    var title = n <= 6 ? Math.min(n, 5) : 1 + (n - 1) % (size.titles() - 2);
    return List.of(
        n,
        patronOf(n + n / size.titles()),
        LONG_AGO.plusDays(n == 6 ? 0 : 10).toString(),
        title,
        n % 2 == 0 ? "FPL" : "CPL",
        n <= 2 ? 0 : n == 6 ? 2 : 1,
        n == 1 ? "W" : n == 2 ? "T" : NULL,
        n <= 3 ? n : NULL,
        orNull(n == 1, "2026-09-20"),
        orNull(n == 1, "2099-01-01"),
        orNull(n == 5, "2099-06-30"),
        n == 4 ? 1 : 0,
        orNull(n == 4, "2099-03-01 00:00:00"),
        n == 3 ? 1 : 0);
  }

  private void money() {
    table(
        "accountlines",
        "accountlines_id int(11), issue_id int(11), borrowernumber int(11), itemnumber int(11), date timestamp NULL, amount decimal(28,6), "
            + "description longtext, credit_type_code varchar(80), debit_type_code varchar(80), status varchar(16), amountoutstanding decimal(28,6)",
        size.fees(),
        n ->
            switch (n) {
              case 1 -> line(n, 1, 1, 16, "20.000000", "OVERDUE", "0.000000");
              case 2 -> line(n, NULL, 2, 11, "249.500000", "LOST", "149.500000");
              case 3 -> line(n, NULL, 2, NULL, "-100.000000", "", "0.000000");
              case 4 -> line(n, NULL, 3, NULL, "-50.000000", "", "-12.500000");
              case 5 -> line(n, NULL, 3, NULL, "30.000000", "KOPI", "30.000000");
              case 6 -> line(n, NULL, 3, NULL, "10.000000", "OVERDUE", "0.000000");
              default ->
                  line(
                      n,
                      NULL,
                      patronOf(n),
                      NULL,
                      "15.000000",
                      n % 2 == 0 ? "OVERDUE" : "MANUAL",
                      "7.250000");
            });
  }

  private static List<Object> line(
      int n, Object loan, int patron, Object item, String amount, String debit, String open) {
    return List.of(
        n,
        loan,
        patron,
        item,
        LONG_AGO.plusDays(n % 28) + " 09:00:00",
        new Raw(amount),
        "Gebyr " + n,
        orNull(debit.isEmpty(), "PAYMENT"),
        orNull(!debit.isEmpty(), debit),
        NULL,
        new Raw(open));
  }
}
