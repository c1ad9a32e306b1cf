package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.server.web.UploadedRecords;

/** Walks the pages on which files are loaded. */
class ImportsWalkTest {

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    TestStaff.add(server.library, "kira", StaffRole.CATALOGUER);
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    browser = new Browser(server);
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

  @InBothLanguages
  void aFileIsTriedLoadedLookedAtAndUndone(String locale) throws IOException {
    var base = locale.startsWith("en") ? 100 : 200;
    var title = "Den gode " + locale;
    var good = UploadedRecords.record(base + 1, title);
    var broken = UploadedRecords.broken(base + 2);
    var page = browser.page(locale, "kira");
    page.navigate("/console/t/north/imports");
    page.locator("a[href$='/imports/new']").click();
    assertThat(page.locator("input[name=records]")).hasCount(0); // common ones are not hers

    page.locator("#source").fill("north:1");
    page.locator("details summary").click();
    page.locator("input[value=isbn]").check();
    send(page, Browser.file("own.mrc", good));
    assertThat(page.locator("[role=alert]")).isVisible();
    assertThat(page.locator("#source")).hasValue("north:1");
    assertThat(page.locator("input[value=isbn]")).isChecked();

    page.locator("#source").fill("north");
    send(page, Browser.file("own " + locale + ".mrc", good, broken, withoutTitle(base + 3)));
    assertThat(page.locator("h1")).containsText("own " + locale + ".mrc");
    assertThat(page.locator("main .tag.on")).isVisible(); // by itself
    // A page that still renews itself does so no more once something is downloaded from it.
    assertThat(page.locator("form[action$='/start'] button")).isVisible();
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
    Browser.click(page.locator("form[action$='/undo'] button"));
    assertThat(page.locator("main")).containsText(locale.startsWith("en") ? "undone" : "fortrudt");
    page.waitForCondition(() -> records(title) == 0);
    assertThat(page.locator("main .figures")).isVisible();
    browser.checkFaults();
  }
}
