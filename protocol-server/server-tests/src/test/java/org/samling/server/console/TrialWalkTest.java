package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.privacy.AccessLog;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/** Walks what an integrator tries: a search, a partner's messages, and a kiosk's once more. */
class TrialWalkTest {

  private static final String TRIAL = "/console/t/north/trial";
  private static final String LOG = "/console/t/north/log?account=north-kiosk";
  private static final String OTHER_LOG = "/console/t/south/log?account=south-kiosk";

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server =
        TestServer.withHttp("sandboxes: [{tenant: north, patron: A, pin: \"1234\", item: \"1\"}]");
    var store = server.library.store;
    store.libraryRegister().putWireLog(server.library.north, "north-kiosk", true);
    store.libraryRegister().putWireLog(server.library.south, "south-kiosk", true);
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    TestStaff.add(server.library, server.library.south, "sten", StaffRole.ADMINISTRATOR);
    browser = new Browser(server);
  }

  @InBothLanguages
  void aCatalogueIsSearchedByZ3950(String locale) {
    var page = browser.page(locale, "otto");
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

    page.locator("#query").fill("@attr 1=9999 x");
    page.locator("button[value='search']").click();
    assertThat(page.locator(".diagnostic"))
        .hasText(
            locale.startsWith("en")
                ? "Unsupported Use attribute: 9999"
                : "Use-attributten (søgefeltet) understøttes ikke: 9999");

    page.locator("#notation").selectOption("CQL");
    page.locator("#syntax").selectOption("XML");
    page.locator("#query").fill("dc.title=fanø");
    page.locator("button[value='search']").click();
    assertThat(page.locator("#records")).containsText("Fanø</");
    browser.checkFaults();
  }

  @InBothLanguages
  void aPatronIsLookedUpByNcip(String locale) {
    var page = browser.page(locale, "otto");
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

  @InBothLanguages
  void aPatronIsPutInTheQueueLentToAndTakenBackFromByNcip(String locale) {
    var page = browser.page(locale, "otto");
    page.navigate(TRIAL + "/ncip");
    // The same message again would be the same request.
    page.locator("#patron").fill(locale.startsWith("en") ? "A" : "B");
    page.locator("#item").fill("6");
    said(page, "RequestItem", "RequestScopeType: Bibliographic Item");
    assertThat(waiting()).isEqualTo(1);
    said(page, "CancelRequestItem", "RequestType: Hold");
    assertThat(waiting()).isZero();
    said(page, "CheckOutItem", "ItemIdentifierValue: 6");
    assertThat(lent()).isEqualTo(1);
    said(page, "CheckInItem", "ItemIdentifierValue: 6");
    assertThat(lent()).isZero();
    assertThat(page.locator("#item")).hasValue("6");
    browser.checkFaults();
  }

  private static void said(Page page, String service, String of) {
    page.locator("button[value='" + service + "']").click();
    assertThat(page.locator("#reply")).containsText(service + "Response");
    assertThat(page.locator("#reply .tag.on")).isVisible();
    assertThat(page.locator("pre").first()).containsText(of);
    assertThat(page.locator("#message")).hasValue(Pattern.compile("<" + service + ">"));
  }

  private static long waiting() {
    return server.library.count(
        server.library.north, "select count(*) from hold where state = 'WAITING'");
  }

  private static long lent() {
    return server.library.count(
        server.library.north, "select count(*) from loan where returned_at is null");
  }

  @InBothLanguages
  void aKiosksMessageIsFoundByItsPatronAndTriedAgain(String locale) {
    var page = browser.page(locale, "otto");
    untilLogged(server, page, "north", "A", "B");
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

  @InBothLanguages
  void aMessageOfAnotherTenantIsTriedAgainAboutWhatThereIsInTheSandbox(String locale) {
    var page = browser.page(locale, "otto");
    untilLogged(server, page, "south", "C");
    page.navigate(OTHER_LOG + "&message=63&patron=C");
    page.locator(".log li:not(.reply) summary").last().click();
    page.locator(".log details[open] form button").click();
    page.waitForURL("**" + TRIAL + "/replay");
    assertThat(page.locator("#message")).hasValue("63009{date}  Y       AO|AAA|AD1234|");
    assertThat(page.locator("#account")).hasValue("north-kiosk");
    assertThat(page.locator("#reply")).containsText("Navn, A");
    page.navigate(OTHER_LOG + "&patron=A");
    assertThat(page.locator(".log li")).hasCount(0); // nothing was said to the other tenant
    browser.checkFaults();
  }

  /** A tenant's kiosk asks about patrons until all are in its log, which begins in its own time. */
  static void untilLogged(TestServer server, Page page, String tenant, String... patrons) {
    for (var i = 0; i < 40; i++) {
      try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
        kiosk.ask("9300CN" + tenant + "-kiosk|COsecret|");
        for (var patron : patrons) {
          kiosk.ask("6300920261126    101500  Y       AO|AA" + patron + "|AD1234|");
        }
      }
      page.navigate("/console/t/%1$s/log?account=%1$s-kiosk".formatted(tenant));
      var log = page.locator("main").textContent();
      if (Stream.of(patrons).allMatch(patron -> log.contains("|AA" + patron + "|"))) {
        return;
      }
      page.waitForTimeout(500);
    }
    throw new AssertionError("the kiosk's messages are not in the log");
  }

  @Test
  void whereThereIsNoSandboxNothingIsSent() {
    try (var sten = ConsoleVisitor.of(server, "sten")) {
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
  void whoMayNotSeePatronsTriesOnlyTheSandboxesOwnUnmasked() {
    TestStaff.add(server.library, "inge", StaffRole.INTEGRATOR);
    try (var inge = ConsoleVisitor.of(server, "inge")) {
      assertThat(tried(inge, "A")).contains("AENavn, A|", "Navn, A");
      assertThat(tried(inge, "B")).contains("AA****|AE****|").doesNotContain("Navn, B");
      assertThat(looked(inge, "A")).contains("Surname: Navn");
      assertThat(looked(inge, "B"))
          .contains("Surname: ****")
          .doesNotContain("Navn", "&lt;ns1:Surname");
    }
    var patron =
        server.library.store.deskLists().patron(server.library.north, "B").orElseThrow().id();
    Eventually.holds(
        "the person is in the access log beside the account",
        () ->
            server.library.store.accessLog().reads(server.library.north, patron, 100).stream()
                .map(AccessLog.AccountRead::access)
                .anyMatch(by ->
                    by.who().equals("north-kiosk")
                        && by.person().equals("inge")
                        && by.operation().equals("63")));
  }

  private static String tried(ConsoleVisitor visitor, String patron) {
    var message = "63009{date}  Y       AO|AA" + patron + "|AD1234|";
    return visitor.post(TRIAL, Map.of("account", "north-kiosk", "message", message)).body();
  }

  private static String looked(ConsoleVisitor visitor, String patron) {
    var fields =
        Map.of(
            "account",
            "north-ncip",
            "canned",
            "LookupUser",
            "patron",
            patron,
            "pin",
            "1234",
            "item",
            "1");
    return visitor.post(TRIAL + "/ncip", fields).body();
  }
}
