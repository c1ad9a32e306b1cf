package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;

/** Walks the pages on which files are loaded. */
class ImportsWalkTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestServer server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
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
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  private static FilePayload file(String name, byte[]... records) {
    var file = new ByteArrayOutputStream();
    for (var record : records) {
      file.writeBytes(record);
    }
    return new FilePayload(name, "application/octet-stream", file.toByteArray());
  }

  private static byte[] withoutTitle(int number) {
    return UploadedRecords.of(
        new String[][] {
          {"001", Integer.toString(number)},
          {"003", "sent"},
          {"020", "  \u001Fa9788702000000"}
        });
  }

  private static long records(String title) {
    return server.library.count(
        server.library.north,
        "select count(*) from local_record where title = '%s'".formatted(title));
  }

  private static void send(Page page, FilePayload file) {
    page.locator("#file").setInputFiles(file);
    page.locator("main form button").click();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aFileIsTriedLoadedLookedAtAndUndone(String locale) throws IOException {
    var base = locale.startsWith("en") ? 100 : 200;
    var title = "Den gode " + locale;
    var good = UploadedRecords.record(base + 1, title);
    var broken = UploadedRecords.broken(base + 2);
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "kira", PASSWORD);
    page.navigate("/console/t/north/imports");
    page.locator("a[href$='/imports/new']").click();
    assertThat(page.locator("input[name=records]")).hasCount(0); // common ones are not hers

    page.locator("#source").fill("north:1");
    page.locator("details summary").click();
    page.locator("input[value=isbn]").check();
    send(page, file("own.mrc", good));
    assertThat(page.locator("[role=alert]")).isVisible();
    assertThat(page.locator("#source")).hasValue("north:1");
    assertThat(page.locator("input[value=isbn]")).isChecked();

    page.locator("#source").fill("north");
    send(page, file("own " + locale + ".mrc", good, broken, withoutTitle(base + 3)));
    assertThat(page.locator("h1")).containsText("own " + locale + ".mrc");
    assertThat(page.locator("main .tag.on")).isVisible(); // by itself
    var rejected = page.locator("section:has(#rejects) tbody tr");
    assertThat(rejected).hasCount(1);
    assertThat(rejected.locator("td").nth(0)).hasText("2");
    assertThat(rejected.locator("td").nth(1)).hasText(Integer.toString(good.length));
    assertThat(records(title)).isZero();
    var download = page.waitForDownload(() -> page.locator("a[href$='/report/mrc']").click());
    assertThat(Files.readAllBytes(download.path())).startsWith(broken);
    var table = page.waitForDownload(() -> page.locator("a[href$='/report/csv']").click());
    assertThat(Files.readString(table.path())).contains(",2," + good.length + ",");

    page.locator("form[action$='/start'] button").click();
    assertThat(page.locator("section:has(#written) tbody tr")).hasCount(2);
    assertThat(page.locator("section:has(#written)")).containsText(title);
    assertThat(records(title)).isEqualTo(1);
    page.navigate("/console/t/north/imports");
    assertThat(page.locator("tbody tr").first()).containsText("own " + locale + ".mrc");

    page.locator("tbody tr").first().locator("a").click();
    page.locator("a[href$='/undo']").click();
    page.locator("form[action$='/undo'] button").click();
    assertThat(page.locator("main")).containsText(locale.startsWith("en") ? "undone" : "fortrudt");
    page.waitForCondition(() -> records(title) == 0);
    assertThat(page.locator("main .figures")).isVisible();
    browser.checkFaults();
  }

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "otto", PASSWORD);
      page.navigate("/console/t/north/imports/new");
      page.locator("details summary").click();
      browser.checkAccessibility(page, scheme);
      page.locator("#source").fill("a:b");
      send(page, file("own.mrc", UploadedRecords.record(1, "En")));
      browser.checkAccessibility(page, scheme);
      page.locator("#source").fill("a");
      send(
          page,
          file("own.mrc", UploadedRecords.record(300, "Den ene"), UploadedRecords.broken(301)));
      assertThat(page.locator("form[action$='/start']")).isVisible();
      browser.checkAccessibility(page, scheme);
      page.locator("form[action$='/start'] button").click();
      assertThat(page.locator("a[href$='/undo']")).isVisible();
      browser.checkAccessibility(page, scheme);
      page.locator("a[href$='/undo']").click();
      browser.checkAccessibility(page, scheme);
      page.navigate("/console/t/north/imports");
      browser.checkAccessibility(page, scheme);
    }
  }
}
