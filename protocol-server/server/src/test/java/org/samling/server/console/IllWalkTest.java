package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.TwoLibraries.BORROWER;
import static org.samling.server.web.TwoLibraries.LENDER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.BrokenConnection;
import org.samling.server.web.BrokenConnection.Fault;
import org.samling.server.web.TwoLibraries;

/** Two libraries lend to each other, each by its own console. */
class IllWalkTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String REQUEST = "/console/t/north/ill/request/1";

  private static void add(TestLibrary library, String name, StaffRole role, Set<String> agencies) {
    library
        .store
        .staff()
        .add(new Staff.NewMember(name, name, role, library.north, agencies, new Secret(PASSWORD)));
  }

  private static String partner(String library, BrokenConnection way) {
    return "ill: {partners: [{tenant: north, library: %s, address: \"http://127.0.0.1:%d/iso18626/north\", user: north-ncip, password: secret, timeout: 5s}]}"
        .formatted(library, way.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "da-DK"})
  void aRequestIsAnsweredStepByStepUntilItIsClosed(String locale) throws Exception {
    TwoLibraries.with((borrower, lender) -> {
      add(lender, "ida", StaffRole.ILL, Set.of());
      add(borrower, "bo", StaffRole.ADMINISTRATOR, Set.of());
      try (var toLender = new BrokenConnection();
          var toBorrower = new BrokenConnection();
          var lending = TestServer.before(lender, partner(BORROWER, toBorrower));
          var borrowing = TestServer.before(borrower, partner(LENDER, toLender));
          var ida = new Browser(lending.listeners.httpPort());
          var bo = new Browser(borrowing.listeners.httpPort())) {
        toLender.set(lending.listeners.httpPort(), Fault.NONE);
        toBorrower.set(borrowing.listeners.httpPort(), Fault.REFUSED);
        TwoLibraries.ask(borrower, TwoLibraries.record("t:1"), "DK-999999", LENDER);
        TwoLibraries.becomes(lender, InterlibraryState.REQUESTED);
        var atLender = ida.page(locale, ColorScheme.LIGHT, false);
        var atBorrower = bo.page(locale, ColorScheme.LIGHT, false);
        Browser.signIn(atLender, "ida", PASSWORD);
        Browser.signIn(atBorrower, "bo", PASSWORD);

        answered(atLender, toBorrower, borrowing.listeners.httpPort());
        received(atBorrower, atLender);
        closed(atLender, atBorrower);
        ida.checkFaults();
        bo.checkFaults();
      }
    });
  }

  /** The lender finds the request, and answers while the borrower can't be told. */
  private static void answered(Page atLender, BrokenConnection toBorrower, int borrower) {
    atLender.navigate("/console/t/north/ill?side=LENDING&partner=710100&text=%C3%A6r%C3%B8");
    assertThat(atLender.locator("tbody tr")).hasCount(1);
    atLender.locator("tbody a").click();
    assertThat(atLender.locator("#steps button")).hasCount(4);
    atLender.locator("#note").fill("tomorrow's van");
    step(atLender, "will-supply");
    assertThat(atLender.locator("#events")).containsText("tomorrow's van");
    untilShown(atLender, REQUEST.replace("request/1", "queue"), "tbody td", BORROWER);
    atLender.locator("tbody a").first().click();
    toBorrower.set(borrower, Fault.NONE);
    step(atLender, "shipped");
    assertThat(atLender.locator("#steps button[value='unfilled']")).hasCount(0);
  }

  /** The borrower hears of it, takes the item in and sends it back. */
  private static void received(Page atBorrower, Page atLender) {
    untilThere(atBorrower, "#receive");
    assertThat(atBorrower.locator("ol li")).hasCount(2);
    assertThat(atBorrower.locator("ol li").last().locator(".tag")).isVisible();
    atBorrower.locator("#barcode").fill("1");
    atBorrower.locator("#receive button").click();
    assertThat(atBorrower.locator("[role=alert]")).isVisible(); // an item of its own has it
    assertThat(atBorrower.locator("#barcode")).hasValue("1");
    atBorrower.locator("#barcode").fill("5710200002");
    atBorrower.locator("#receive button").click();
    assertThat(atBorrower.locator("#return button")).isVisible();
    untilThere(atLender, "#steps button[value='recalled']");
    atBorrower.locator("#return button").click();
    assertThat(atBorrower.locator("#steps")).hasCount(0);
  }

  private static void closed(Page atLender, Page atBorrower) {
    untilThere(atLender, "#steps button[value='lost']");
    untilShown(atLender, REQUEST, "#events tbody tr:last-child th", stateOf(atBorrower));
    step(atLender, "checked-in");
    assertThat(atLender.locator("#steps")).hasCount(0);
    assertThat(atLender.locator("#events tbody tr")).hasCount(6);
    assertThat(atLender.locator("#messages tbody tr").first()).containsText("ISO 18626");
    assertThat(atLender.locator("#messages pre")).hasCount(0); // it may say for whom
    atBorrower.navigate(REQUEST);
    assertThat(atBorrower.locator("#messages pre").first()).isAttached();
    atLender.navigate("/console/t/north/ill");
    assertThat(atLender.locator("tbody tr")).hasCount(0);
    atLender.navigate("/console/t/north/ill?state=all");
    assertThat(atLender.locator("tbody tr")).hasCount(1);
  }

  private static String stateOf(Page page) {
    return page.locator("h1 .tag").textContent();
  }

  private static void step(Page page, String state) {
    page.locator("#steps button[value='" + state + "']").click();
    page.waitForURL("**/ill/request/1");
  }

  private static void untilThere(Page page, String selector) {
    untilShown(page, REQUEST, selector, "");
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
  void patronIsMaskedForWhoMayNotSeePatronsAndOthersRequestsAreNotThere() {
    try (var server = new TestServer();
        var ida = new ConsoleVisitor(server.listeners.httpPort());
        var anna = new ConsoleVisitor(server.listeners.httpPort());
        var school = new ConsoleVisitor(server.listeners.httpPort())) {
      add(server.library, "ida", StaffRole.ILL, Set.of());
      add(server.library, "anna", StaffRole.ADMINISTRATOR, Set.of());
      add(server.library, "school", StaffRole.ILL, Set.of("699700"));
      TwoLibraries.ask(server.library, TwoLibraries.record("t:1"), LENDER);
      ida.signIn("ida", PASSWORD);
      assertThat(ida.get(REQUEST).body()).contains("••••••").doesNotContain("<dd>A</dd>");
      assertThat(ida.post(REQUEST + "/step", Map.of("to", "lost")).statusCode()).isEqualTo(422);
      anna.signIn("anna", PASSWORD);
      assertThat(anna.get(REQUEST).body()).contains("<dd>A</dd>");
      school.signIn("school", PASSWORD);
      assertThat(school.get(REQUEST).statusCode()).isEqualTo(404);
      assertThat(school.post(REQUEST + "/step", Map.of("to", "cancelled")).statusCode())
          .isEqualTo(404);
      assertThat(school.get("/console/t/north/ill?state=all").body()).doesNotContain("Ærø");
    }
  }

  @Test
  void noPageHasASeriousFaultOfAccessibility() {
    try (var server = new TestServer();
        var browser = new Browser(server.listeners.httpPort())) {
      add(server.library, "anna", StaffRole.ADMINISTRATOR, Set.of());
      TwoLibraries.ask(server.library, TwoLibraries.record("t:1"), LENDER);
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        var page = browser.page("da-DK", scheme, true);
        Browser.signIn(page, "anna", PASSWORD);
        for (var path : List.of("/ill?state=all", "/ill/queue", "/ill/request/1")) {
          page.navigate("/console/t/north" + path);
          browser.checkAccessibility(page, scheme);
        }
      }
    }
  }
}
