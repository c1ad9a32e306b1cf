package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.server.Kiosk;
import org.samling.server.TestServer;

/** Walks what an integrator tries: a search, a partner's messages, and a kiosk's once more. */
class TrialWalkTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String TRIAL = "/console/t/north/trial";
  private static final String LOG = "/console/t/north/log?account=north-kiosk";

  private static TestServer server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    server =
        TestServer.withHttp("sandboxes: [{tenant: north, patron: A, pin: \"1234\", item: \"1\"}]");
    var store = server.library.store;
    store.libraryRegister().putWireLog(server.library.north, "north-kiosk", true);
    store
        .staff()
        .add(
            new Staff.NewMember(
                "otto", "Otto", StaffRole.OPERATOR, null, Set.of(), new Secret(PASSWORD)));
    store
        .staff()
        .add(
            new Staff.NewMember(
                "sten",
                "Sten",
                StaffRole.ADMINISTRATOR,
                server.library.south,
                Set.of(),
                new Secret(PASSWORD)));
    browser = new Browser(server.listeners.httpPort());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  private static Page signedIn(String locale) {
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "otto", PASSWORD);
    return page;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aCatalogueIsSearchedByZ3950(String locale) {
    var page = signedIn(locale);
    page.navigate(TRIAL);
    page.locator(".tabs a[href$='/z3950']").click();
    assertThat(page.locator("#account")).hasValue("north-z3950");
    page.locator("#query").fill("@attr 1=4 ærø");
    page.locator("button[value='search']").click();
    assertThat(page.locator("#talk")).containsText("initResponse");
    assertThat(page.locator("#talk")).containsText("resultCount: 1");
    assertThat(page.locator("#records")).containsText("245 00 $aÆrø");

    page.locator("#query").fill("@and ærø");
    page.locator("button[value='search']").click();
    assertThat(page.locator("[role=alert]")).isVisible();
    assertThat(page.locator("#query")).hasValue("@and ærø");

    page.locator("#query").fill("@attr 1=4 fan");
    page.locator("button[value='scan']").click();
    assertThat(page.locator("#talk")).containsText("scanResponse");
    assertThat(page.locator("#talk")).containsText("fanø");

    page.locator("#notation").selectOption("CQL");
    page.locator("#syntax").selectOption("XML");
    page.locator("#query").fill("dc.title=fanø");
    page.locator("button[value='search']").click();
    assertThat(page.locator("#records")).containsText("Fanø</");
    browser.checkFaults();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aPatronIsLookedUpByNcip(String locale) {
    var page = signedIn(locale);
    page.navigate(TRIAL + "/ncip");
    page.locator("button[value='LookupUser']").click();
    assertThat(page.locator("#reply")).containsText("LookupUserResponse");
    assertThat(page.locator("#reply")).containsText("Surname: Navn");
    assertThat(page.locator("#reply .tag.on")).isVisible();
    assertThat(page.locator("pre").first()).containsText("AuthenticationInputData: ****");

    page.locator("#item").fill("none");
    page.locator("button[value='LookupItem']").click();
    assertThat(page.locator("#reply .tag.off")).isVisible();
    assertThat(page.locator("#reply")).containsText("ProblemType: Unknown Item");
    assertThat(page.locator("#item")).hasValue("none");

    page.locator("#message").fill("<NCIPMessage");
    page.locator("main form button").last().click();
    assertThat(page.locator("#reply .tag.off")).isVisible();
    assertThat(page.locator("#message")).hasValue("<NCIPMessage");
    browser.checkFaults();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aKiosksMessageIsFoundByItsPatronAndTriedAgain(String locale) {
    var page = signedIn(locale);
    untilLogged(page);
    page.navigate(LOG + "&patron=B");
    assertThat(page.locator(".log li")).not().hasCount(0);
    assertThat(page.locator(".log")).not().containsText("|AAA|");
    page.navigate(LOG + "&message=63&text=AAA");
    page.locator(".log summary").last().click();
    page.locator(".log details[open] a[href*='patron=A']").click();
    assertThat(page.locator("#patron")).hasValue("A");
    assertThat(page.locator(".log")).not().containsText("|AAB|");
    page.locator(".log li:not(.reply) summary").last().click();
    page.locator(".log details[open] form button").click();
    assertThat(page.locator("#message")).hasValue("63009{date}  Y       AO|AAA|AD1234|");
    assertThat(page.locator("#account")).hasValue("north-kiosk");
    assertThat(page.locator("#reply")).containsText("64 Patron Information");
    assertThat(page.locator("#reply")).containsText("Navn, A");
    browser.checkFaults();
  }

  /** A kiosk asks about two patrons until both are in its log, which begins in its own time. */
  private static void untilLogged(Page page) {
    for (var i = 0; i < 40; i++) {
      try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
        kiosk.ask("9300CNnorth-kiosk|COsecret|");
        for (var patron : List.of("A", "B")) {
          kiosk.ask("6300920261126    101500  Y       AO|AA" + patron + "|AD1234|");
        }
      }
      page.navigate(LOG);
      var log = page.locator("main").textContent();
      if (log.contains("|AAA|") && log.contains("|AAB|")) {
        return;
      }
      page.waitForTimeout(500);
    }
    throw new AssertionError("the kiosk's messages are not in the log");
  }

  @Test
  void whereThereIsNoSandboxNothingIsSent() {
    try (var sten = new ConsoleVisitor(server.listeners.httpPort())) {
      sten.signIn("sten", PASSWORD);
      var root = "/console/t/south/trial";
      for (var path : List.of("/replay", "/z3950", "/ncip")) {
        var asked =
            Map.of(
                "account", "south-kiosk",
                "tenant", "south",
                "message", "9900802.00",
                "query", "a",
                "do", "search",
                "canned", "LookupItem");
        var reply = sten.post(root + path, asked);
        assertThat(reply.statusCode()).as(path).isEqualTo(422);
        assertThat(reply.body()).contains("http.sandboxes");
      }
      assertThat(sten.get("/console/t/south/log?account=south-kiosk").body())
          .doesNotContain("/trial/replay");
      assertThat(sten.post(TRIAL + "/replay", Map.of()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    untilLogged(signedIn("da-DK"));
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "otto", PASSWORD);
      page.navigate(TRIAL + "/z3950");
      page.locator("button[value='search']").click();
      browser.checkAccessibility(page, scheme);
      page.navigate(TRIAL + "/ncip");
      page.locator("button[value='LookupUser']").click();
      browser.checkAccessibility(page, scheme);
      page.navigate(LOG + "&patron=A");
      page.locator(".log summary").last().click();
      browser.checkAccessibility(page, scheme);
      page.locator(".log details[open] form[action$='/trial/replay'] button").click();
      assertThat(page.locator("#reply")).isVisible();
      browser.checkAccessibility(page, scheme);
    }
  }
}
