package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.OnlyInLongRuns;

/** A desk finds a patron, says why they get nothing, and does what they ask for. */
@OnlyInLongRuns // in every run DailyTasksTest serves patrons, too
class CirculationWalkTest {

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(10, 3);
    TestStaff.add(server.library, "dina", StaffRole.DESK);
    browser = new Browser(server);
  }

  private static void lend(String patron, String item) {
    server.library.submit(TestLibrary.checkoutDaysAgo(server.library.north, patron, item));
  }

  private static void hold(String patron) {
    server.library.submit(
        TestLibrary.hold(server.library.north, patron, TestLibrary.OTHER_TITLE, MAIN));
  }

  private static void charge(String patron, long amount) {
    server.library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(server.library.north, UUID.randomUUID(), MAIN),
            patron,
            FeeType.DAMAGE,
            amount,
            null,
            "coffee",
            Instant.now()));
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
    var page = browser.page(locale, "dina", MAIN);
    Browser.openSection(page, "circulation");
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

    Browser.click(page.locator("form[action$='/cancel-hold'] button"));
    assertThat(page.locator("#holds tbody tr")).hasCount(0);

    for (var isKept : List.of(true, false)) {
      page.locator("main a[href$='/history']").click();
      Browser.click(page.locator("form[action$='/consent'] button"));
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
    Browser.click(page.locator("main button.danger"));
    assertThat(page.locator("main [role=status]")).isVisible();
    page.navigate("/console/t/north/circulation/patron/" + patron);
    assertThat(page.locator("#loans tbody .tag.off")).isVisible();
    assertThat(page.locator("#fees tbody tr")).hasCount(1);
    browser.checkFaults();
  }
}
