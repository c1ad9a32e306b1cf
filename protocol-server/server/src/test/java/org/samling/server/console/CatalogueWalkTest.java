package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;

/** Walks the catalogue: what was imported is found, edited, given items and taken over. */
class CatalogueWalkTest {

  private static final String PASSWORD = "correct horse battery";
  private static final Path YAZ = Path.of("/lib/x86_64-linux-gnu/libyaz.so.5");

  private static TestServer server;
  private static TestServer other;
  private static Browser browser;
  private static Browser otherBrowser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    other =
        TestServer.before(
            server.library,
            "remote: {targets: [{name: union, address: \"127.0.0.1:%d/all\"}, {name: gone, address: \"127.0.0.1:1/x\"}]}"
                .formatted(server.listeners.z3950Port()));
    var staff = server.library.store.staff();
    staff.add(
        new Staff.NewMember(
            "kira",
            "Kira",
            StaffRole.CATALOGUER,
            server.library.north,
            Set.of(),
            new Secret(PASSWORD)));
    staff.add(
        new Staff.NewMember(
            "otto", "Otto", StaffRole.OPERATOR, null, Set.of(), new Secret(PASSWORD)));
    browser = new Browser(server.listeners.httpPort());
    otherBrowser = new Browser(other.listeners.httpPort());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (otherBrowser != null) {
      otherBrowser.close();
    }
    other.close();
    server.close();
  }

  private static void load(Page page, byte[]... records) {
    var file = new ByteArrayOutputStream();
    for (var record : records) {
      file.writeBytes(record);
    }
    page.navigate("/console/t/north/imports/new");
    page.locator("input[value=import]").check();
    page.locator("#source").fill("north");
    page.locator("#file")
        .setInputFiles(new FilePayload("own.mrc", "application/octet-stream", file.toByteArray()));
    page.locator("main form button").click();
    assertThat(page.locator("main .tag.on")).isVisible();
  }

  /** Searches until the index has followed. */
  private static void find(Page page, String words) {
    page.navigate("/console/t/north/catalogue");
    for (var i = 0; i < 60; i++) {
      page.locator("#q").fill(words);
      page.locator("form[role=search] button").click();
      page.waitForLoadState();
      if (page.locator("tbody tr").count() > 0) {
        return;
      }
      page.waitForTimeout(500);
    }
    throw new AssertionError(words + " is not found");
  }

  private static long records(int number) {
    return server.library.count(
        server.library.north,
        "select count(*) from local_record where control_number = '%d'".formatted(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void whatWasImportedIsFoundEditedGivenAnItemAndUndone(String locale) throws IOException {
    var base = locale.startsWith("en") ? 100 : 200;
    var word = locale.startsWith("en") ? "Vandmand" : "Brandmand";
    var good = UploadedRecords.record(base + 1, word + " og strand");
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "kira", PASSWORD);
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
    page.locator("form[action$='/undo'] button").click();
    page.waitForCondition(() -> records(base + 3) == 0);
    assertThat(records(base + 1)).isEqualTo(1); // it was edited since
    browser.checkFaults();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aRecordOfAnotherLibraryIsTakenOverAndEdited(String locale) {
    assumeThat(YAZ).as("sudo apt-get install libyaz5").exists();
    var number = locale.startsWith("en") ? 401 : 402;
    var word = locale.startsWith("en") ? "Fjordbo" : "Klitbo";
    var here = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(here, "kira", PASSWORD);
    load(here, UploadedRecords.record(number, word));
    find(here, word);

    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var probe = otherBrowser.page(locale, scheme, true);
      searchElsewhere(probe, word);
      otherBrowser.checkAccessibility(probe, scheme);
      probe.locator("tbody tr a").click();
      assertThat(probe.locator(".marc")).containsText(word);
      otherBrowser.checkAccessibility(probe, scheme);
    }
    var page = otherBrowser.page(locale, ColorScheme.LIGHT, false);
    searchElsewhere(page, word);
    assertThat(page.locator("section:has(h2:text-is('gone')) .warn")).isVisible();
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

  private static void searchElsewhere(Page page, String words) {
    Browser.signIn(page, "otto", PASSWORD);
    page.navigate("/console/t/south/catalogue");
    page.locator("a[href$='/catalogue/remote']").click();
    page.locator("#q").fill(words);
    page.locator("form[role=search] button").click();
    assertThat(page.locator("tbody tr a")).isVisible();
  }

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "otto", PASSWORD);
      load(page, UploadedRecords.record(501, "Havkat"), UploadedRecords.record(502, "Havkat igen"));
      find(page, "havkat");
      browser.checkAccessibility(page, scheme);
      page.locator("tbody tr a").first().click();
      browser.checkAccessibility(page, scheme);
      page.locator("a[href$='/edit']").click();
      page.locator("#text").fill("245 10 $a x");
      page.locator("main form button").click();
      assertThat(page.locator("[role=alert]")).isVisible();
      browser.checkAccessibility(page, scheme);
      page.navigate("/console/t/north/catalogue?q=a%3D");
      browser.checkAccessibility(page, scheme);
      for (var path :
          List.of(
              "/record/t:1",
              "/record/t:1/item",
              "/item/1",
              "/new",
              "/new?format=danmarc2",
              "/remote")) {
        page.navigate("/console/t/north/catalogue" + path);
        browser.checkAccessibility(page, scheme);
      }
      page.navigate("/console/t/north/catalogue/record/t:1/item");
      page.locator("#barcode").fill("probe");
      page.locator("#price").fill("dyr");
      page.locator("main form button").first().click();
      assertThat(page.locator("[role=alert]")).isVisible();
      browser.checkAccessibility(page, scheme);
    }
  }
}
