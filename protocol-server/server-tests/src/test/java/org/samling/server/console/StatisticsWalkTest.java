package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Walks the statistics as its readers do. */
class StatisticsWalkTest {

  private static final String PAGE = "/console/t/north/statistics";

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;
  private static LocalDate today;

  @BeforeAll
  static void open() {
    server = new TestServer();
    var library = server.library;
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkout(library.north, "B", "2"));
    today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    TestStaff.add(server.library, "rie", StaffRole.READER);
    TestStaff.add(server.library, "sara", StaffRole.READER, "699700");
    browser = new Browser(server);
  }

  @InBothLanguages
  void loansOfTheMonthAreShownAndDownloaded(String locale) throws IOException {
    var page = browser.page(locale, "rie");
    Browser.openSection(page, "statistics");
    assertThat(page.locator("tfoot td")).hasText("2");
    page.locator("#period").selectOption("month");
    page.locator("#split").selectOption("branch");
    page.locator("#from").fill(today.minusMonths(2).toString());
    page.locator("main form button").click();
    assertThat(page.locator("thead th").nth(1)).hasText("Main");
    assertThat(page.locator("tbody tr")).hasCount(3);
    assertThat(page.locator("tbody tr").last().locator("td")).hasText("2");
    assertThat(page.locator("#plot canvas")).isVisible();
    var download = page.waitForDownload(() -> page.locator("a[download]").click());
    assertThat(download.suggestedFilename()).isEqualTo("north-loan-month.csv");
    assertThat(Files.readString(download.path()))
        .startsWith("\uFEFF\"month\";\"branch\";\"measure\";\"count\"\r\n")
        .contains(today.toString().substring(0, 7) + "\";\"DK-799700\";\"loan\";2\r\n");

    page.locator("#measure").selectOption("visit");
    page.locator("main form button").click();
    assertThat(page.locator("main .note")).isVisible(); // nothing was counted
    browser.checkFaults();
  }

  @Test
  void whatCannotBeToldIsSaidAndWhatIsOfOthersIsNotTold() {
    try (var rie = new ConsoleVisitor(server.listeners.httpPort());
        var sara = new ConsoleVisitor(server.listeners.httpPort())) {
      rie.signIn("rie");
      for (var asked :
          List.of(
              "?from=yesterday",
              "?from=2026-02-01&until=2026-01-01",
              "?from=2000-01-01&until=2026-01-01",
              "?branch=nowhere")) {
        assertThat(rie.get(PAGE + asked).statusCode()).as(asked).isEqualTo(422);
        assertThat(rie.get(PAGE + "/figures.csv" + asked).statusCode()).as(asked).isEqualTo(422);
      }
      assertThat(rie.get(PAGE + "/figures.csv").body()).contains(";\"loan\";2");
      sara.signIn("sara");
      assertThat(sara.get(PAGE + "/figures.csv").body())
          .isEqualTo("\uFEFF\"day\";\"measure\";\"count\"\r\n");
      assertThat(sara.get(PAGE + "/figures.csv?split=branch").body())
          .isEqualTo("\uFEFF\"day\";\"branch\";\"measure\";\"count\"\r\n");
      assertThat(sara.get(PAGE + "?branch=DK-799700").statusCode()).isEqualTo(422);
    }
  }
}
