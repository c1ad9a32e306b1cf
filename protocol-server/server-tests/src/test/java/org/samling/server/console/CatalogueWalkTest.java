package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;

/** Walks the catalogue: what was imported is found, edited, given items and taken over. */
class CatalogueWalkTest {

  private static TestServer server;
  private static TestServer other;
  @AutoClose private static Browser browser;
  @AutoClose private static Browser otherBrowser;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    other =
        TestServer.before(
            server.library,
            "remote: {targets: [{name: union, address: \"127.0.0.1:%1$d/all\"}, {name: gone, address: \"127.0.0.1:1/x\"}, {name: nowhere, address: \"127.0.0.1:%1$d/nowhere\"}]}"
                .formatted(server.listeners.z3950Port()));
    TestStaff.add(server.library, "kira", StaffRole.CATALOGUER);
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    browser = new Browser(server);
    otherBrowser = new Browser(other);
  }

  @AfterAll
  static void close() {
    other.close();
    server.close();
  }

  private static void load(Page page, byte[]... records) {
    page.navigate("/console/t/north/imports/new");
    page.locator("input[value=import]").check();
    page.locator("#source").fill("north");
    page.locator("#file").setInputFiles(Browser.file("own.mrc", records));
    page.locator("main form button").click();
    assertThat(page.locator("main .tag.on")).isVisible();
  }

  /** Searches once the index has followed. */
  private static void find(Page page, String words) {
    server.index.catchUp();
    page.navigate("/console/t/north/catalogue");
    page.locator("#q").fill(words);
    page.locator("form[role=search] button").click();
    assertThat(page.locator("tbody tr").first()).isVisible();
  }

  private static long records(int number) {
    return server.library.count(
        server.library.north,
        "select count(*) from local_record where control_number = '%d'".formatted(number));
  }

  @InBothLanguages
  void whatWasImportedIsFoundEditedGivenAnItemAndUndone(String locale) throws IOException {
    var base = locale.startsWith("en") ? 100 : 200;
    var word = locale.startsWith("en") ? "Vandmand" : "Brandmand";
    var good = UploadedRecords.record(base + 1, word + " og strand");
    var page = browser.page(locale, "kira");
    load(
        page,
        good,
        UploadedRecords.broken(base + 2),
        UploadedRecords.record(base + 3, "Den anden"));
    var imported = page.url();
    assertThat(page.locator("section:has(#rejects) tbody tr td").nth(1))
        .hasText(Integer.toString(good.length));

    find(page, word.toLowerCase(Locale.ROOT) + " strand");
    page.locator("tbody tr a").first().click();
    assertThat(page.locator("h1")).hasText(word + " og strand");
    assertThat(page.locator(".marc")).containsText("245");
    var download = page.waitForDownload(() -> page.locator("a[href$='/file/marc21']").click());
    assertThat(Files.readAllBytes(download.path())).isEqualTo(good);
    var xml = page.waitForDownload(() -> page.locator("a[href$='/file/marcxml']").click());
    assertThat(Files.readString(xml.path())).contains("<record").contains(word);

    page.locator("a[href$='/edit']").click();
    var text = page.locator("#text").inputValue();
    assertThat(text).contains("001 " + (base + 1)).contains("245 00 $a " + word);
    page.locator("#text").fill(text + "\n65 #0 $a Gopler\n650 #0 Gopler");
    page.locator("main form button").click();
    assertThat(page.locator("[role=alert] li")).hasCount(2);
    assertThat(page.locator("#text")).hasValue(text + "\n65 #0 $a Gopler\n650 #0 Gopler");
    assertThat(
            server.library.count(
                server.library.north,
                "select count(*) from local_record where title = '%s og strand'".formatted(word)))
        .isEqualTo(1);
    page.locator("#text").fill(text.replace("og strand", "i havn") + "\n650 #0 $a Gopler");
    page.locator("main form button").click();
    assertThat(page.locator("h1")).hasText(word + " i havn");
    assertThat(page.locator(".marc")).containsText("Gopler");

    page.locator("a[href*='/item']").last().click();
    page.locator("#barcode").fill("goplen-" + base);
    page.locator("#price").fill("dyr");
    page.locator("main form button").first().click();
    assertThat(page.locator("[role=alert]")).isVisible();
    page.locator("#price").fill("199,50");
    page.locator("#call-number").fill("59.1");
    page.locator("main form button").first().click();
    assertThat(page.locator("section:has(#holdings) tbody tr")).containsText("59.1");
    page.locator("section:has(#holdings) tbody a").last().click();
    assertThat(page.locator("#price")).hasValue(locale.startsWith("en") ? "199.50" : "199,50");
    page.locator("#branch").selectOption(TestLibrary.BRANCH);
    page.locator("#note").fill("plettet");
    page.locator("main form button").first().click();
    assertThat(page.locator("section:has(#holdings) tbody tr")).containsText("Branch");
    page.navigate("/console/t/north/catalogue/item/goplen-" + base);
    assertThat(page.locator("#note")).hasValue("plettet");

    page.navigate(imported);
    page.locator("a[href$='/undo']").click();
    Browser.click(page.locator("form[action$='/undo'] button"));
    page.waitForCondition(() -> records(base + 3) == 0);
    assertThat(records(base + 1)).isEqualTo(1); // it was edited since
    browser.checkFaults();
  }

  @InBothLanguages
  void hitsAreNarrowedDownByFacetsAndWidenedAgain(String locale) {
    var base = locale.startsWith("en") ? 601 : 611;
    var word = locale.startsWith("en") ? "Hornfisk" : "Stenbider";
    var page = browser.page(locale, "kira");
    load(
        page,
        book(base, word + " i nord", "Dam, Bo", "2019"),
        book(base + 1, word + " i syd", "Dam, Bo", "2021"),
        book(base + 2, word + " i vest", "Vig, Ea", "2021"));
    find(page, word);
    assertThat(page.locator("tbody tr")).hasCount(3);
    var author = page.locator("nav li", new Page.LocatorOptions().setHasText("Dam, Bo"));
    assertThat(author.locator("small")).hasText("2");
    author.locator("a").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("#hits + .actions a")).containsText("Dam, Bo");
    page.locator("nav li a", new Page.LocatorOptions().setHasText("2021")).click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody th")).containsText(word + " i syd");
    assertThat(page.locator("#hits + .actions a")).hasCount(2);
    page.locator("#hits + .actions a", new Page.LocatorOptions().setHasText("Dam, Bo")).click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    page.locator("#hits + .actions a").click();
    assertThat(page.locator("tbody tr")).hasCount(3);
    assertThat(page.locator("#q")).hasValue(word);
    browser.checkFaults();
  }

  private static byte[] book(int number, String title, String author, String year) {
    return UploadedRecords.of(
        new String[][] {
          {"001", Integer.toString(number)},
          {"003", "sent"},
          {"008", "260101s%s    dk            000 0 dan d".formatted(year)},
          {"100", "1 \u001Fa" + author},
          {"245", "00\u001Fa" + title}
        });
  }

  @InBothLanguages
  void aVolumeIsShownWithItsWorkAndLeadsThere(String locale) {
    var page = browser.page(locale, "kira");
    page.navigate("/console/t/north/imports/new");
    page.locator("input[value=import]").check();
    page.locator("#source").fill("north");
    page.locator("#format").selectOption("DANMARC2_LINE");
    page.locator("#file")
        .setInputFiles(
            Path.of(
                Objects.requireNonNull(System.getProperty("test-fixtures.dir")),
                "marc/danmarc2-work.lin"));
    page.locator("main form button").click();
    assertThat(page.locator("main .tag.on")).isVisible();

    page.navigate("/console/t/north/catalogue/record/870970:50000034");
    assertThat(page.locator("h1")).containsText("Strand og klit");
    var above = page.locator(".facts a");
    assertThat(above).hasCount(2);
    assertThat(above.first()).containsText("Havets store bog");
    assertThat(above.last()).containsText("Kysten");
    assertThat(page.locator("section:has(#fields)")).not().containsText("Vadehav");
    assertThat(page.locator("section:has(#composed)")).containsText("Vadehav");
    above.last().click();
    assertThat(page.locator("h1")).containsText("Kysten");
    assertThat(page.locator(".facts a")).hasCount(1);
    page.locator(".facts a").click();
    assertThat(page.locator("h1")).containsText("Havets store bog");
    assertThat(page.locator(".facts a")).hasCount(0);
    assertThat(page.locator("#composed")).hasCount(0);
    browser.checkFaults();
  }

  @InBothLanguages
  void aRecordOfAnotherLibraryIsTakenOverAndEdited(String locale) {
    var number = locale.startsWith("en") ? 401 : 402;
    var word = locale.startsWith("en") ? "Fjordbo" : "Klitbo";
    var here = browser.page(locale, "kira");
    load(here, UploadedRecords.record(number, word));
    find(here, word);

    var page = otherBrowser.page(locale, "otto");
    searchElsewhere(page, word);
    assertThat(page.locator("section:has(h2:text-is('gone')) .warn")).isVisible();
    assertThat(page.locator("section:has(h2:text-is('nowhere')) .warn"))
        .containsText(
            locale.startsWith("en") ? "Database does not exist" : "Basen findes ikke: nowhere");
    page.locator("tbody tr a").click();
    assertThat(page.locator(".marc")).containsText(word);
    page.locator("main form button").click();
    assertThat(page.locator("h1")).hasText(word);
    assertThat(
            server.library.count(
                server.library.south,
                "select count(*) from local_record where control_number = '%d'".formatted(number)))
        .isEqualTo(1);
    page.locator("a[href$='/edit']").click();
    assertThat(page.locator("#text")).isVisible();
    otherBrowser.checkFaults();
  }

  @InBothLanguages
  void whatIsKnownAgainIsKeptOrReplacedAsWasChosen(String locale) {
    var isEnglish = locale.startsWith("en");
    var number = isEnglish ? 701 : 711;
    var word = isEnglish ? "Marehalm" : "Hjelme";
    var isbn = isEnglish ? "9788702000009" : "9788702000016";
    load(browser.page(locale, "kira"), withIsbn(number, word, isbn));
    server.index.catchUp();
    var own =
        Map.of("text", "001 %d\n003 south\n020 ## $a %s\n245 00 $a Egen".formatted(number, isbn));
    try (var otto = ConsoleVisitor.of(other, "otto")) {
      assertThat(otto.post("/console/t/south/catalogue/new", own).statusCode()).isEqualTo(303);
    }
    var page = otherBrowser.page(locale, "otto");
    for (var choice : List.of("keep", "replace")) {
      searchElsewhere(page, word);
      page.locator("tbody tr a").click();
      page.locator("input[name=match][value=isbn]").check();
      page.locator("#on-match").selectOption(choice);
      page.locator("main form button").click();
      assertThat(page.locator("h1")).hasText(choice.equals("keep") ? "Egen" : word);
      assertThat(southern(number))
          .containsExactly(choice.equals("keep") ? "south Egen" : "sent " + word);
    }
    otherBrowser.checkFaults();
  }

  private static byte[] withIsbn(int number, String title, String isbn) {
    return UploadedRecords.of(
        new String[][] {
          {"001", Integer.toString(number)},
          {"003", "sent"},
          {"020", "  \u001Fa" + isbn},
          {"245", "00\u001Fa" + title}
        });
  }

  private static List<String> southern(int number) {
    return server.library.texts(
        server.library.south,
        "select source || ' ' || title from local_record where control_number = '%d'"
            .formatted(number));
  }

  private static void searchElsewhere(Page page, String words) {
    page.navigate("/console/t/south/catalogue");
    page.locator("a[href$='/catalogue/remote']").click();
    page.locator("#q").fill(words);
    page.locator("form[role=search] button").click();
    assertThat(page.locator("tbody tr a")).isVisible();
  }
}
