package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.TwoLibraries.BORROWER;
import static org.samling.server.web.TwoLibraries.LENDER;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.server.web.BrokenConnection;
import org.samling.server.web.BrokenConnection.Fault;
import org.samling.server.web.TestPartners;
import org.samling.server.web.TwoLibraries;

/** Two libraries lend to each other, each by its own console. */
class IllWalkTest {

  private static final String ILL = "/console/t/north/ill";

  private static TwoLibraries libraries;
  private static BrokenConnection toLender;
  private static BrokenConnection toBorrower;
  private static TestServer lending;
  private static TestServer borrowing;

  /** The requests of other tests are closed, and have the numbers below. */
  private static int number;

  @AutoClose private static Browser browser;
  @AutoClose private static Browser otherBrowser;

  @BeforeAll
  static void open() throws Exception {
    libraries = new TwoLibraries();
    TestStaff.add(libraries.lender, "ida", StaffRole.ILL);
    TestStaff.add(libraries.borrower, "bo", StaffRole.ADMINISTRATOR);
    toLender = new BrokenConnection();
    toBorrower = new BrokenConnection();
    lending =
        TestPartners.serve(libraries.lender, TestPartners.iso18626(BORROWER, toBorrower.port()));
    borrowing =
        TestPartners.serve(libraries.borrower, TestPartners.iso18626(LENDER, toLender.port()));
    toLender.set(lending.listeners.httpPort(), Fault.NONE);
    browser = new Browser(lending);
    otherBrowser = new Browser(borrowing);
  }

  @AfterAll
  static void close() throws Exception {
    borrowing.close();
    lending.close();
    toBorrower.close();
    toLender.close();
    libraries.close();
  }

  private static String request() {
    return ILL + "/request/" + number;
  }

  @InBothLanguages
  void aRequestIsAnsweredStepByStepUntilItIsClosed(String locale) throws Exception {
    number++;
    toBorrower.set(borrowing.listeners.httpPort(), Fault.REFUSED);
    TwoLibraries.ask(libraries.borrower, TwoLibraries.record("t:" + number), "DK-999999", LENDER);
    TwoLibraries.becomes(libraries.lender, number, InterlibraryState.REQUESTED);
    var atLender = browser.page(locale, "ida");
    var atBorrower = otherBrowser.page(locale, "bo");

    answered(atLender);
    received(atBorrower, atLender);
    closed(atLender, atBorrower);
    browser.checkFaults();
    otherBrowser.checkFaults();
  }

  /** The lender finds the request, and answers while the borrower can't be told. */
  private static void answered(Page atLender) {
    atLender.navigate(ILL + "?side=LENDING&partner=710100&text=%C3%A6r%C3%B8");
    assertThat(atLender.locator("tbody tr")).hasCount(1);
    atLender.locator("tbody a").click();
    assertThat(atLender.locator("#steps button")).hasCount(6);
    atLender.locator("#note").fill("tomorrow's van");
    step(atLender, "will-supply");
    assertThat(atLender.locator("#events")).containsText("tomorrow's van");
    var waiting = "tbody tr:has(a[href$='/request/%d'])".formatted(number);
    untilShown(atLender, ILL + "/queue", waiting, BORROWER);
    atLender.locator(waiting + " a").first().click();
    toBorrower.set(borrowing.listeners.httpPort(), Fault.NONE);
    step(atLender, "shipped");
    assertThat(atLender.locator("#steps button[value='unfilled']")).hasCount(0);
  }

  /** The borrower hears of it, takes the item in and sends it back. */
  private static void received(Page atBorrower, Page atLender) {
    untilThere(atBorrower, "#receive button:not([data-confirm])"); // it was shipped
    assertThat(atBorrower.locator("ol li")).hasCount(2);
    assertThat(atBorrower.locator("ol li").last().locator(".tag")).isVisible();
    atBorrower.locator("#barcode").fill("1");
    atBorrower.locator("#receive button").click();
    assertThat(atBorrower.locator("[role=alert]")).isVisible(); // an item of its own has it
    assertThat(atBorrower.locator("#barcode")).hasValue("1");
    atBorrower.locator("#barcode").fill("571020000" + number);
    atBorrower.locator("#receive button").click();
    assertThat(atBorrower.locator("#return button")).isVisible();
    untilThere(atLender, "#steps button[value='recalled']");
    atBorrower.locator("#return button").click();
    assertThat(atBorrower.locator("#steps")).hasCount(0);
  }

  private static void closed(Page atLender, Page atBorrower) {
    untilThere(atLender, "#steps button[value='lost']");
    untilShown(atLender, request(), "#events tbody tr:last-child th", stateOf(atBorrower));
    step(atLender, "checked-in");
    assertThat(atLender.locator("#steps")).hasCount(0);
    assertThat(atLender.locator("#events tbody tr")).hasCount(6);
    assertThat(atLender.locator("#messages tbody tr").first()).containsText("ISO 18626");
    assertThat(atLender.locator("#messages pre")).hasCount(0); // it may say for whom
    atBorrower.navigate(request());
    assertThat(atBorrower.locator("#messages pre").first()).isAttached();
    atLender.navigate(ILL);
    assertThat(atLender.locator("tbody tr")).hasCount(0);
    atLender.navigate(ILL + "?state=all");
    assertThat(atLender.locator("tbody tr")).hasCount(number);
  }

  private static String stateOf(Page page) {
    return page.locator("h1 .tag").textContent();
  }

  private static void step(Page page, String state) {
    Browser.click(page.locator("#steps button[value='" + state + "']"));
    page.waitForURL("**/ill/request/" + number);
  }

  private static void untilThere(Page page, String selector) {
    untilShown(page, request(), selector, "");
  }

  /** What other libraries tell comes in its own time. */
  private static void untilShown(Page page, String path, String selector, String text) {
    for (var i = 0; i < 100; i++) {
      page.navigate(path);
      if (page.locator(selector).allTextContents().stream().anyMatch(t -> t.contains(text))) {
        return;
      }
      page.waitForTimeout(300);
    }
    throw new AssertionError("%s with \"%s\" is not on %s".formatted(selector, text, path));
  }

  @Test
  void patronIsMaskedOthersRequestsAreNotThereAndAnItemThatWasNotShippedNeedsConfirmation() {
    var first = ILL + "/request/1";
    try (var server = new TestServer()) {
      TestStaff.add(server.library, "ida", StaffRole.ILL);
      TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
      TestStaff.add(server.library, "school", StaffRole.ILL, "699700");
      TwoLibraries.ask(server.library, TwoLibraries.record("t:1"), LENDER);
      // The lender has no address here: were it sent, the request would be answered as unfilled.
      server.library.asSuperuser("update ill_message set due_at = due_at + interval '1 hour'");
      try (var ida = ConsoleVisitor.of(server, "ida");
          var anna = ConsoleVisitor.of(server, "anna");
          var school = ConsoleVisitor.of(server, "school")) {
        assertThat(ida.get(first).body()).contains("••••••").doesNotContain("<dd>A</dd>");
        assertThat(ida.post(first + "/step", Map.of("to", "lost")).statusCode()).isEqualTo(422);
        assertThat(anna.get(first).body()).contains("<dd>A</dd>");
        // The lender never said that it was sent: a button that asks for confirmation says so.
        assertThat(anna.get(first).body()).contains("name=\"without-shipment\"", "data-confirm");
        var receive = first + "/receive";
        assertThat(anna.post(receive, Map.of("barcode", "7")).statusCode()).isEqualTo(422);
        assertThat(
                anna.post(receive, Map.of("barcode", "7", "without-shipment", "true")).statusCode())
            .isEqualTo(303);
        assertThat(school.get(first).statusCode()).isEqualTo(404);
        assertThat(school.post(first + "/step", Map.of("to", "cancelled")).statusCode())
            .isEqualTo(404);
        assertThat(school.get(ILL + "?state=all").body()).doesNotContain("Ærø");
      }
    }
  }
}
