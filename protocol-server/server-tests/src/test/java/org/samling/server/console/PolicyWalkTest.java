package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;

/** Walks the rules as those do who look after them, in Debian's Chromium and without. */
class PolicyWalkTest {

  private static final String ROOT = "/console/t/north/policy";

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  }

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR, "799700");
    var register = server.library.store.libraryRegister();
    register.putAgencies(
        server.library.north,
        List.of(new Agency("799800", Agency.Kind.PUBLIC, "DK-799800", null, "Elsewhere")));
    register.putBranches(
        server.library.north,
        List.of(
            new Branch("DK-799800", "799800", Set.of(), "Elsewhere", BranchCalendar.ALWAYS_OPEN)));
    browser = new Browser(server);
  }

  @InBothLanguages
  void aChangeIsPlannedAndSeenInTheTreeAndTakenBack(String locale) {
    var name = "case " + locale;
    var page = browser.page(locale, "otto");
    Browser.openSection(page, "policy");
    assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));

    keepCase(page, name, Setting.HOLD_PICKUP_DAYS.name(), "loan-days");

    page.navigate(ROOT);
    page.locator(".tree a", new Page.LocatorOptions().setHasText("DK-799701")).click();
    page.locator("#group-hold a", new Page.LocatorOptions().setHasText("hold.pickup-days")).click();
    page.locator("#value").fill("10");
    page.locator("#from").fill(today().plusDays(40).toString());
    page.locator("button[value='plan']").click();
    assertThat(page.locator("#change tbody tr")).hasCount(1);
    assertThat(page.locator("#change tbody tr")).containsText("7");
    assertThat(page.locator("#change tbody tr")).containsText("10");
    assertThat(page.locator("#broken")).containsText(name);
    page.locator("button[value='change']").click();
    assertThat(page.locator("#value")).hasValue("10"); // nothing that was typed is lost
    page.locator("button[value='plan']").click();
    page.locator("button[value='save']").click();
    assertThat(page.locator("section table tbody tr")).containsText("10");

    page.navigate(ROOT + "?at=BRANCH:DK-799701");
    var row =
        page.locator("#group-hold tr", new Page.LocatorOptions().setHasText("hold.pickup-days"));
    assertThat(row).containsText("10");
    assertThat(row.locator("td code").first()).hasText("7");
    row.locator("a").click();
    Browser.click(page.locator("section table button"));
    assertThat(page.locator("#change")).isVisible();
    page.locator("button[value='save']").click();
    assertThat(page.locator("section table")).hasCount(0);

    page.navigate(ROOT + "/cases");
    assertThat(
            page.locator("#kept tr", new Page.LocatorOptions().setHasText(name)).locator(".tag.on"))
        .isVisible();
    Browser.click(
        page.locator("#kept tr", new Page.LocatorOptions().setHasText(name)).locator("button"));
    assertThat(page.locator("#kept")).not().containsText(name);
    browser.checkFaults();
  }

  private static void keepCase(Page page, String name, String setting, String term) {
    page.navigate(ROOT + "/cases");
    page.locator("#patron-category").selectOption("adult");
    page.locator("#item-category").selectOption("book");
    page.locator("#place-branch").selectOption("DK-799701");
    page.locator("#setting").selectOption(setting);
    page.locator("button[name='try']").click();
    page.locator("input[name='expect'][value='" + setting + "']").check();
    page.locator("input[name='expect'][value='" + term + "']").check();
    page.locator("#name").fill(name);
    page.locator("#tried .fields button").click();
    assertThat(
            page.locator("#kept tr", new Page.LocatorOptions().setHasText(name)).locator(".tag.on"))
        .isVisible();
  }

  @InBothLanguages
  void aRuleIsMadeWeighedAndTakenAway(String locale) {
    var code = "short-" + locale;
    var name = "loans " + locale;
    var page = browser.page(locale, "otto");
    keepCase(page, name, Setting.TRANSIT_DAYS.name(), "loan-days");

    page.navigate(ROOT + "/matrix");
    page.locator("a[href$='/matrix/new']").click();
    page.locator("#code").fill(code);
    page.locator("#weight").fill("70");
    page.locator("#patron-category").fill("child");
    page.locator("#term-loan-days").fill("14");
    page.locator("button[value='plan']").click();
    var effect = page.locator("#change tbody tr", new Page.LocatorOptions().setHasText("book"));
    assertThat(effect).hasCount(1);
    assertThat(effect).containsText("30");
    assertThat(effect).containsText("14");
    assertThat(page.locator("#broken")).hasCount(0);
    page.locator("button[value='save']").click();

    page.locator("main a", new Page.LocatorOptions().setHasText(code)).click();
    assertThat(page.locator("#term-loan-days")).hasValue("14");
    page.locator("#patron-category").fill("");
    page.locator("button[value='plan']").click();
    assertThat(page.locator("#broken")).containsText(name);
    page.locator("button[value='save']").click();

    page.navigate(
        ROOT + "/cases?try=yes&patron-category=adult&item-category=book&place-branch=DK-799701");
    var loanDays =
        page.locator(
            "#tried tr",
            new Page.LocatorOptions().setHas(page.locator("input[value='loan-days']")));
    assertThat(loanDays).containsText(code);
    assertThat(loanDays).containsText("30"); // which it beats
    assertThat(
            page.locator("#kept tr", new Page.LocatorOptions().setHasText(name))
                .locator(".tag.off"))
        .isVisible();

    page.navigate(ROOT + "/matrix/rule/" + code);
    Browser.click(page.locator("button.danger"));
    page.locator("button[value='save']").click();
    assertThat(page.locator("main")).not().containsText(code);
    page.navigate(ROOT + "/cases");
    Browser.click(
        page.locator("#kept tr", new Page.LocatorOptions().setHasText(name)).locator("button"));
    browser.checkFaults();
  }

  @InBothLanguages
  void aBranchIsClosedAndStopped(String locale) {
    var code = "flood-" + locale;
    var day = today().plusDays(100);
    var page = browser.page(locale, "otto");

    page.navigate(ROOT + "/calendars");
    page.locator("main a", new Page.LocatorOptions().setHasText("Branch")).click();
    page.locator("#from").fill(day.toString());
    page.locator("#to").fill(day.plusDays(1).toString());
    page.locator("#reason").fill("Vandskade " + locale);
    page.locator("form[action$='/closed'] button").click();
    page.navigate(ROOT + "/calendars/DK-799701?year=" + day.getYear());
    assertThat(page.locator("#closings")).containsText("Vandskade " + locale);
    assertThat(page.locator("td.day-CLOSED").first()).hasText("×");
    page.locator("#due").fill(day.toString());
    page.locator("#due").press("Enter");
    assertThat(page.locator("#due-becomes"))
        .containsText(String.valueOf(day.plusDays(2).getDayOfMonth()));

    page.navigate(ROOT + "/stops");
    page.locator("#code").fill(code);
    page.locator("#at").selectOption("BRANCH:DK-799701");
    page.locator("#from").fill(today().toString());
    page.locator("#until").fill(today().plusDays(9).toString());
    page.locator("#reason").fill("Vandskade");
    page.locator("button[value='plan']").click();
    assertThat(page.locator("#change li")).hasCount(4);
    page.locator("button[value='save']").click();
    var stop = page.locator("#stops tr", new Page.LocatorOptions().setHasText(code));
    assertThat(stop.locator(".tag.on")).isVisible();
    page.navigate(ROOT + "/calendars/DK-799701");
    assertThat(page.locator("td.day-STOPPED").first()).isVisible();
    page.navigate(ROOT + "/stops");
    stop.locator("form[action$='/end'] button").click();
    assertThat(stop.locator("form[action$='/end']")).hasCount(0); // today is its last day
    Browser.click(stop.locator("form[action$='/remove'] button"));
    assertThat(stop.locator("form")).hasCount(0);

    page.navigate(ROOT + "/calendars/DK-799701?year=" + day.getYear());
    Browser.click(page.locator("#closings button"));
    assertThat(page.locator("#closings")).hasCount(0);
    browser.checkFaults();
  }

  @Test
  void whatDoesNotFitIsToldAtItsFieldAndChangesNothing() {
    try (var visitor = ConsoleVisitor.of(server, "otto")) {
      var setting = Map.of("at", "BRANCH:DK-799701", "name", "hold.pickup-days", "step", "save");
      for (var value : List.of("soon", "0", "366", "")) {
        var typed = new HashMap<>(setting);
        typed.put("value", value);
        var reply = visitor.post(ROOT + "/setting", typed);
        assertThat(reply.statusCode()).as(value).isEqualTo(422);
        assertThat(reply.body()).contains("aria-invalid=\"true\"");
      }
      var rule =
          visitor.post(
              ROOT + "/matrix/new",
              Map.of("code", "x", "weight", "5", "step", "save", "patron-category", "king"));
      assertThat(rule.statusCode()).isEqualTo(422);
      assertThat(rule.body()).contains("king", "adult, child");
      var stop = visitor.post(ROOT + "/stops", Map.of("code", "x", "step", "save"));
      assertThat(stop.statusCode()).isEqualTo(422);
      var hours =
          visitor.post(
              ROOT + "/calendars/DK-799701/hours", Map.of("opens-1", "12:00", "closes-1", "10:00"));
      assertThat(hours.statusCode()).isEqualTo(422);
    }
    var policy = server.library.store.inquiries().policy(server.library.north);
    assertThat(policy.settings().all()).noneMatch(v -> v.unit().code().equals("DK-799701"));
    assertThat(policy.matrix().rules()).noneMatch(r -> r.code().equals("x"));
    assertThat(policy.suspensions()).noneMatch(s -> s.code().equals("x"));
    assertThat(policy.calendar("DK-799701").hours()).isEmpty();
  }

  @Test
  void whoIsOfOneAgencyChangesNothingElsewhere() {
    try (var visitor = ConsoleVisitor.of(server, "anna")) {
      assertThat(visitor.get(ROOT).body()).contains("DK-799701").doesNotContain("DK-799800");
      for (var path :
          List.of("?at=BRANCH:DK-799800", "?at=AGENCY:799800", "/calendars/DK-799800")) {
        assertThat(visitor.get(ROOT + path).statusCode()).as(path).isEqualTo(404);
      }
      var value = Map.of("name", "hold.pickup-days", "value", "3", "step", "save");
      for (var at :
          List.of(
              "TENANT:north", "AGENCY:799800", "BRANCH:DK-799800", "DEPARTMENT:DK-799800 > A")) {
        var typed = new HashMap<>(value);
        typed.put("at", at);
        assertThat(visitor.post(ROOT + "/setting", typed).statusCode()).as(at).isEqualTo(404);
      }
      assertThat(
              visitor
                  .post(
                      ROOT + "/matrix/new",
                      Map.of("code", "y", "weight", "1", "term-renewals", "1", "step", "save"))
                  .statusCode())
          .isEqualTo(404);
      assertThat(visitor.post(ROOT + "/cases", Map.of()).statusCode()).isEqualTo(404);
      assertThat(
              visitor
                  .post(
                      ROOT + "/calendars/DK-799800/closed",
                      Map.of("from", "2030-01-01", "reason", "no"))
                  .statusCode())
          .isEqualTo(404);
      var everywhere =
          Map.of(
              "code",
              "y",
              "at",
              "TENANT:north",
              "from",
              "2030-01-01",
              "until",
              "2030-01-02",
              "reason",
              "r",
              "stops",
              "FEES",
              "step",
              "save");
      assertThat(visitor.post(ROOT + "/stops", everywhere).statusCode()).isEqualTo(422);
    }
    var policy = server.library.store.inquiries().policy(server.library.north);
    assertThat(policy.settings().all()).noneMatch(v -> v.value().equals("3"));
    assertThat(policy.matrix().rules()).noneMatch(r -> r.code().equals("y"));
    assertThat(policy.suspensions()).noneMatch(s -> s.code().equals("y"));
  }
}
