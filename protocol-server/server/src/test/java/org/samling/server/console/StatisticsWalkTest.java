package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
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
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Walks the statistics as its readers do. */
class StatisticsWalkTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String PAGE = "/console/t/north/statistics";

  private static TestServer server;
  private static Browser browser;
  private static LocalDate today;

  @BeforeAll
  static void open() {
    server = new TestServer();
    var library = server.library;
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkout(library.north, "B", "2"));
    today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    add("rie", StaffRole.READER, Set.of());
    add("sara", StaffRole.READER, Set.of("699700"));
    browser = new Browser(server.listeners.httpPort());
  }

  private static void add(String name, StaffRole role, Set<String> agencies) {
    server
        .library
        .store
        .staff()
        .add(
            new Staff.NewMember(
                name, name, role, server.library.north, agencies, new Secret(PASSWORD)));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void loansOfTheMonthAreShownAndDownloaded(String locale) throws IOException {
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "rie", PASSWORD);
    page.locator(".sections a[href$='/statistics']").click();
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
        .startsWith("month,branch,measure,count\r\n")
        .contains(today.toString().substring(0, 7) + ",DK-799700,loan,2\r\n");

    page.locator("#measure").selectOption("visit");
    page.locator("main form button").click();
    assertThat(page.locator("main .note")).isVisible(); // nothing was counted
    browser.checkFaults();
  }

  @Test
  void whatCannotBeToldIsSaidAndWhatIsOfOthersIsNotTold() {
    try (var rie = new ConsoleVisitor(server.listeners.httpPort());
        var sara = new ConsoleVisitor(server.listeners.httpPort())) {
      rie.signIn("rie", PASSWORD);
      for (var asked :
          List.of(
              "?from=yesterday",
              "?from=2026-02-01&until=2026-01-01",
              "?from=2000-01-01&until=2026-01-01",
              "?branch=nowhere")) {
        assertThat(rie.get(PAGE + asked).statusCode()).as(asked).isEqualTo(422);
        assertThat(rie.get(PAGE + "/figures.csv" + asked).statusCode()).as(asked).isEqualTo(422);
      }
      assertThat(rie.get(PAGE + "/figures.csv").body()).contains(",loan,2");
      sara.signIn("sara", PASSWORD);
      assertThat(sara.get(PAGE + "/figures.csv").body()).isEqualTo("day,measure,count\r\n");
      assertThat(sara.get(PAGE + "/figures.csv?split=branch").body())
          .isEqualTo("day,branch,measure,count\r\n");
      assertThat(sara.get(PAGE + "?branch=DK-799700").statusCode()).isEqualTo(422);
    }
  }

  @Test
  void thePageHasNoSeriousFaultOfAccessibility() {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "rie", PASSWORD);
      for (var asked : List.of("?split=branch&period=week", "?measure=visit", "?measure=fee")) {
        page.navigate(PAGE + asked);
        browser.checkAccessibility(page, scheme);
      }
    }
  }
}
