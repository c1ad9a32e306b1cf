package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** A person is given what is known of them, told who looked, and erased. */
class PrivacyWalkTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestServer server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(3, 3);
    add("anna", StaffRole.ADMINISTRATOR, server.library.north, Set.of());
    add("arne", StaffRole.ADMINISTRATOR, server.library.north, Set.of("799700"));
    browser = new Browser(server.listeners.httpPort());
  }

  private static void add(String name, StaffRole role, TenantId tenant, Set<String> agencies) {
    server
        .library
        .store
        .staff()
        .add(new Staff.NewMember(name, name, role, tenant, agencies, new Secret(PASSWORD)));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, 0, 1 loan is out, 'everything that is known, as a file'",
    "da-DK, 1, 1 lån er ikke afleveret, 'alt, der vides, som fil'"
  })
  void personIsGivenEverythingAndErased(String locale, String number, String block, String asFile)
      throws IOException {
    var card = "200000000" + number;
    var item = "300000000" + number;
    server.library.submit(TestLibrary.checkout(server.library.north, card, item));
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "anna", PASSWORD);
    page.locator(".sections a[href$='/privacy']").click();
    find(page, "navn " + number);
    page.locator(".patrons tbody a").click();
    assertThat(page.locator("#erase li")).hasText(block);
    assertThat(page.locator("#confirm")).hasCount(0);

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

    server.library.submit(
        new LoanCommand.Checkin(
            new Origin(
                server.library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                MAIN,
                Instant.now().plusSeconds(30)),
            item,
            Instant.now()));
    page.reload();
    page.locator("#confirm").fill("somebody else");
    page.locator("#erase button").click();
    assertThat(page.locator("main [role=alert]")).isVisible();
    assertThat(page.locator("#confirm")).hasValue("somebody else");
    page.locator("#confirm").fill(card);
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
    try (var visitor = new ConsoleVisitor(server.listeners.httpPort())) {
      visitor.signIn("arne", PASSWORD);
      assertThat(visitor.get("/console/t/north/privacy").body())
          .contains("cannot be divided by agencies");
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

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "anna", PASSWORD);
      page.navigate("/console/t/north/privacy");
      browser.checkAccessibility(page, scheme);
      find(page, "navn");
      assertThat(page.locator(".patrons tbody tr")).not().hasCount(0);
      browser.checkAccessibility(page, scheme);
      for (var path : List.of("", "/data", "/accesses")) {
        page.navigate("/console/t/north/privacy/patron/2000000002" + path);
        browser.checkAccessibility(page, scheme);
      }
    }
    var page = browser.page("en-GB", ColorScheme.DARK, true);
    Browser.signIn(page, "anna", PASSWORD);
    page.navigate("/console/t/north/privacy/patron/2000000002");
    page.locator("#confirm").fill("2000000002");
    page.locator("#erase button").click();
    assertThat(page.locator("#erased")).isVisible();
    browser.checkAccessibility(page, ColorScheme.DARK);
  }
}
