package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** Walks the console as its users do, in Debian's Chromium. */
class ConsoleWalkTest {

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server =
        TestServer.withHttp("sandboxes: [{tenant: north, patron: A, pin: \"1234\", item: \"1\"}]");
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    browser = new Browser(server);
  }

  @InBothLanguages
  void aKioskIsMadeTriedReadInTheLogAndSwitchedOff(String locale) {
    var name = "hall-" + locale;
    var page = browser.page(locale, "otto");
    assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));
    page.navigate("/console/t/north/now");
    assertThat(page.locator("#plot canvas")).isVisible();

    page.navigate("/console/t/north/machines");
    page.locator("a[href$='/machines/new']").click();
    page.locator("#username").fill(name);
    page.locator("#branch").selectOption("DK-799700");
    page.locator("main form button").click();
    var secret = page.locator("#secret").textContent();
    page.locator("main a[href*='/machines/account/']").click();
    assertThat(page.locator(".sessions li")).hasCount(0);

    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CN" + name + "|CO" + secret + "|")).isEqualTo("941");
      assertThat(page.locator(".sessions li")).hasCount(1); // by itself

      page.navigate("/console/t/north/trial?account=" + name);
      assertThat(page.locator("#account")).hasValue(name);
      page.locator("button[value='patron']").click();
      assertThat(page.locator("#reply")).containsText("64 Patron Information");
      assertThat(page.locator("#reply")).containsText("Navn, A");
      var log = "/console/t/north/log?account=" + name + "&message=63";
      untilShown(page, log, "63 Patron Information");
      page.locator(".log summary").last().click();
      assertThat(page.locator(".log pre").last()).not().containsText("1234");

      page.navigate("/console/t/north/machines/account/" + name);
      assertThat(page.locator(".sessions li")).hasCount(1);
      page.locator("button.danger").click();
      assertThat(kiosk.readByte()).isEqualTo(-1);
      assertThat(page.locator(".sessions li")).hasCount(0);
      assertThat(page.locator("h1 .tag.off")).isVisible();
    }
    Browser.signOut(page);
    page.waitForURL("**/sign-in");
    browser.checkFaults();
  }

  /** What is tried before the log is on is not in it: it is looked at every other second. */
  private static void untilShown(Page page, String log, String text) {
    for (var i = 0; i < 40; i++) {
      page.navigate(log);
      if (page.locator("main").textContent().contains(text)) {
        return;
      }
      page.navigate(log.replaceAll("/log\\?account=([^&]*).*", "/trial?account=$1"));
      page.locator("button[value='patron']").click();
      page.waitForTimeout(500);
    }
    throw new AssertionError(text + " is not in the log");
  }
}
