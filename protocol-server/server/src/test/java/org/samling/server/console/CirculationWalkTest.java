package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.FeeCommand;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.HoldCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.PatronCommand;
import org.samling.core.circulation.PatronName;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** A desk finds a patron, says why they get nothing, and does what they ask for. */
class CirculationWalkTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestServer server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(10, 3);
    server
        .library
        .store
        .staff()
        .add(
            new Staff.NewMember(
                "dina",
                "Dina",
                StaffRole.DESK,
                server.library.north,
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

  private static Origin origin() {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        MAIN,
        Instant.now().plusSeconds(30));
  }

  private static void lend(String patron, String item) {
    server.library.submit(TestLibrary.checkout(server.library.north, patron, item));
  }

  private static void hold(String patron) {
    server.library.submit(
        new HoldCommand.PlaceHold(
            origin(),
            patron,
            TestLibrary.OTHER_TITLE,
            null,
            HoldCommand.Placing.at(MAIN, Instant.now(), null)));
  }

  private static void charge(String patron, long amount) {
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(), patron, FeeType.DAMAGE, amount, null, "coffee", Instant.now()));
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, 0, The patron is blocked., The loan was renewed., renewed once, 30.00",
    "da-DK, 1, Låneren er spærret., Lånet er fornyet., fornyet 1 gang, '30,00'"
  })
  void deskServesAPatron(
      String locale, String number, String blocked, String renewed, String once, String left) {
    var patron = "200000000" + number;
    var item = "300000000" + number;
    lend(patron, item);
    hold(patron);
    var page = browser.page(locale, ColorScheme.LIGHT, false);
    Browser.signIn(page, "dina", PASSWORD);
    page.locator(".sections a[href$='/circulation']").click();
    page.locator("#q").fill("navn " + number);
    page.keyboard().press("Enter");
    page.locator(".patrons tbody a").click();
    assertThat(page.locator("#loans tbody tr")).hasCount(1);
    assertThat(page.locator("#loans tbody th")).hasText("Ærø");
    assertThat(page.locator("#holds tbody th")).hasText("Fanø");

    page.locator("form[action$='/block'] >> xpath=ancestor::details >> summary").click();
    page.locator("#note").fill("took the scissors");
    page.locator("form[action$='/block'] button").click();
    assertThat(page.locator("#blocks li")).hasCount(1);
    assertThat(page.locator("h1 .tag.off")).isVisible();

    page.locator("main a[href*='what=checkout']").click();
    page.locator("#item").fill("300000000" + (Integer.parseInt(number) + 5));
    page.locator("main form button").click();
    assertThat(page.locator("#explained h2")).containsText(blocked);
    assertThat(page.locator("#explained tr.differs")).hasCount(1);
    assertThat(page.locator("#explained tr.differs code")).hasText("patron.blocks");

    page.navigate("/console/t/north/circulation/patron/" + patron);
    page.locator("form[action$='/renew'] button").click();
    assertThat(page.locator("main .note.bad")).containsText(blocked);
    page.locator("form[action$='/unblock'] button").click();
    assertThat(page.locator("#blocks")).hasCount(0);
    page.locator("form[action$='/renew'] button").click();
    assertThat(page.locator("main [role=status]")).hasText(renewed);
    assertThat(page.locator("#loans tbody .tag").first()).hasText(once);

    page.locator("form[action$='/cancel-hold'] button").click();
    assertThat(page.locator("#holds tbody tr")).hasCount(0);

    for (var isKept : List.of(true, false)) {
      page.locator("main a[href$='/history']").click();
      page.locator("form[action$='/consent'] button").click();
      assertThat(page.locator("main [role=status]")).isVisible();
      page.locator("main a[href$='/history']").click();
      assertThat(page.locator("form[action$='/consent'] input[name=given]"))
          .hasValue(isKept ? "false" : "true");
      page.navigate("/console/t/north/circulation/patron/" + patron);
    }

    charge(patron, 5_000);
    page.navigate("/console/t/north/circulation/patron/" + patron);
    page.locator("form[action$='/pay'] input[name=amount]").fill("much");
    page.locator("form[action$='/pay'] button").click();
    assertThat(page.locator("main .note.bad")).isVisible();
    assertThat(page.locator("form[action$='/pay'] input[name=amount]")).hasValue("much");
    page.locator("form[action$='/pay'] input[name=amount]").fill("20,00");
    page.locator("form[action$='/pay'] button").click();
    assertThat(page.locator("form[action$='/pay'] input[name=amount]")).hasValue(left);
    page.locator("#fees summary").click();
    page.locator("form[action$='/forgive'] input[name=reason]").fill("it was the wind");
    page.locator("form[action$='/forgive'] button").click();
    assertThat(page.locator("#fees tbody tr")).hasCount(0);
    page.locator("main a[href$='/ledger']").click();
    assertThat(page.locator("tbody tr")).hasCount(3);
    page.goBack();

    page.locator("#loans tbody th a").click();
    assertThat(page.locator("main a[href$='/patron/" + patron + "']")).isVisible();
    page.locator("main button.danger").click();
    assertThat(page.locator("main [role=status]")).isVisible();
    page.navigate("/console/t/north/circulation/patron/" + patron);
    assertThat(page.locator("#loans tbody .tag.off")).isVisible();
    assertThat(page.locator("#fees tbody tr")).hasCount(1);
    browser.checkFaults();
  }

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    var patron = "2000000002";
    lend(patron, "3000000009");
    hold(patron);
    hold("A");
    charge(patron, 2_000);
    server.library.submit(
        new PatronCommand.AddNote(
            origin(), new PatronName.Identifier(patron), NoteKind.ALERT, "speaks loudly"));
    server.library.submit(
        new PatronCommand.SetConsent(
            origin(), new PatronName.Identifier(patron), Consent.KEEP_HISTORICAL_LOAN_DATA, true));
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.page("da-DK", scheme, true);
      Browser.signIn(page, "dina", PASSWORD);
      for (var path :
          List.of(
              "",
              "/patron/" + patron,
              "/patron/" + patron + "/history",
              "/patron/" + patron + "/ledger",
              "/item/3000000009",
              "/title/t:2",
              "/explain")) {
        page.navigate("/console/t/north/circulation" + path);
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        browser.checkAccessibility(page, scheme);
      }
      page.locator("#what").selectOption("checkout");
      page.locator("#patron").fill("X");
      page.locator("#item").fill("R");
      page.locator("main form button").click();
      assertThat(page.locator("#explained tr.differs")).not().hasCount(0);
      browser.checkAccessibility(page, scheme);
      search(page, "navn");
      assertThat(page.locator(".patrons tbody tr")).not().hasCount(0);
      browser.checkAccessibility(page, scheme);
      search(page, "no such thing");
      assertThat(page.locator("[role=alert]")).isVisible();
      browser.checkAccessibility(page, scheme);
    }
  }

  private static void search(Page page, String typed) {
    page.navigate("/console/t/north/circulation");
    page.locator("#q").fill(typed);
    page.keyboard().press("Enter");
  }
}
