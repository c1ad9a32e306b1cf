package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** A person is given what is known of them, told who looked, and erased. */
class PrivacyWalkTest {

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(3, 3);
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
    TestStaff.add(server.library, "arne", StaffRole.ADMINISTRATOR, "799700");
    browser = new Browser(server);
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, 0, 1 loan is open, 'all data, as a file'",
    "da-DK, 1, 1 lån er ikke afleveret, 'alt, der vides, som fil'"
  })
  void personIsGivenEverythingAndErased(String locale, String number, String block, String asFile)
      throws IOException {
    var card = "200000000" + number;
    var item = "300000000" + number;
    server.library.submit(TestLibrary.checkout(server.library.north, card, item));
    var page = browser.page(locale, "anna");
    Browser.openSection(page, "privacy");
    find(page, "navn " + number);
    page.locator(".patrons tbody a").click();
    assertThat(page.locator("#erase li")).hasText(block);
    assertThat(page.locator("#confirm-number")).hasCount(0);

    page.locator("main a[href$='/data']").click();
    assertThat(page.locator("main")).containsText(item);
    var download = page.waitForDownload(() -> page.locator("main a[download]").click());
    assertThat(Files.readString(download.path()))
        .contains("\"library\" : \"north\"", "Navn, " + number, item);
    page.goBack();

    page.locator("main a[href$='/accesses']").click();
    assertThat(page.locator("#seen")).containsText("anna");
    assertThat(page.locator("#seen tbody")).containsText(asFile);
    assertThat(page.locator("#done tbody tr")).hasCount(1);
    page.goBack();

    server.library.submit(TestLibrary.checkin(server.library.north, item, MAIN));
    page.reload();
    page.locator("#confirm-number").fill("somebody else");
    page.locator("#erase button").click();
    assertThat(page.locator("main [role=alert]")).isVisible();
    assertThat(page.locator("#confirm-number")).hasValue("somebody else");
    page.locator("#confirm-number").fill(card);
    page.locator("#erase button").click();
    assertThat(page.locator("#erased code")).containsText("erased ");

    page.navigate("/console/t/north/privacy");
    find(page, card);
    assertThat(page.locator("main [role=alert]")).isVisible();
    find(page, "navn " + number);
    assertThat(page.locator("main [role=alert]")).isVisible();
    page.navigate("/console/t/north/circulation");
    find(page, card);
    assertThat(page.locator("main [role=alert]")).isVisible();
    assertThat(
            server.library.texts(
                server.library.north,
                "select act || ' ' || subject || ' ' || detail from staff_act"))
        .anyMatch(act -> act.startsWith("person-erased erased "))
        .noneMatch(act -> act.contains(card) || act.contains("Navn"));
    page.navigate("/console/t/north/acts");
    assertThat(page.locator("main tbody")).containsText("anna");
    browser.checkFaults();
  }

  private static void find(Page page, String typed) {
    page.locator("#q").fill(typed);
    page.keyboard().press("Enter");
  }

  @Test
  void whoSeesSomeAgenciesOnlyIsToldToAskOthers() {
    try (var visitor = ConsoleVisitor.of(server, "arne")) {
      assertThat(visitor.get("/console/t/north/privacy").body()).contains("be divided by agency");
      for (var path : List.of("", "/data", "/download", "/accesses")) {
        assertThat(visitor.get("/console/t/north/privacy/patron/A" + path).statusCode())
            .as(path)
            .isEqualTo(404);
      }
      assertThat(
              visitor
                  .post("/console/t/north/privacy/patron/A/erase", Map.of("confirm", "A"))
                  .statusCode())
          .isEqualTo(404);
    }
    assertThat(server.library.store.deskLists().patron(server.library.north, "A")).isPresent();
  }
}
