package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Walks the changes: what was planned is seen there, and rolled back. */
class VersionsWalkTest {

  private static final String ROOT = "/console/t/north";

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    TestStaff.add(server.library, "dora", StaffRole.DESK);
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR, "799800");
    browser = new Browser(server);
  }

  private static long latest(Kind kind) {
    return server
        .library
        .store
        .configurationVersions()
        .latest(server.library.north, new ChangeFilter(Set.of(kind), "", "", "", null), null, 1)
        .getFirst()
        .number();
  }

  @InBothLanguages
  void aPlannedChangeIsSeenAndRolledBack(String locale) {
    var day = LocalDate.now(ZoneId.of("Europe/Copenhagen")).plusDays(30);
    var page = browser.page(locale, "otto");
    page.navigate(ROOT + "/policy/setting?at=BRANCH:DK-799701&name=transit.days");
    page.locator("#value").fill("9");
    page.locator("#from").fill(day.toString());
    page.locator("button[value='plan']").click();
    page.locator("button[value='save']").click();
    assertThat(page.locator("section table tbody tr")).containsText("9");

    Browser.openSection(page, "versions");
    page.locator("#kind").selectOption("setting");
    page.locator("#unit").fill("dk-799701");
    page.locator("main form button").click();
    var row = page.locator("#versions tbody tr").first();
    assertThat(row).containsText("transit.days");
    assertThat(row).containsText("otto");
    assertThat(row).containsText("DK-799701");
    row.locator("a").click();
    assertThat(page.locator("main"))
        .containsText(
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(Locale.forLanguageTag(locale))
                .format(day));
    page.locator("button.danger").click();
    page.waitForURL("**/versions");

    page.navigate(ROOT + "/policy/setting?at=BRANCH:DK-799701&name=transit.days");
    assertThat(page.locator("section table")).hasCount(0);
    browser.checkFaults();
  }

  @Test
  void whatWasChangedSinceIsRefusedWithTheReason() {
    try (var visitor = ConsoleVisitor.of(server, "otto")) {
      var rule = Map.of("code", "films", "weight", "5", "term-renewals", "1", "step", "save");
      assertThat(visitor.post(ROOT + "/policy/matrix/new", rule).statusCode()).isEqualTo(303);
      var made = latest(Kind.RULE);
      var other = Map.of("weight", "6", "term-renewals", "2", "step", "save");
      assertThat(visitor.post(ROOT + "/policy/matrix/rule/films", other).statusCode())
          .isEqualTo(303);
      var reply = visitor.post(ROOT + "/versions/" + made + "/roll-back", Map.of());
      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(reply.body()).contains("role=\"alert\"", "changed again since");
      var back = ROOT + "/versions/" + latest(Kind.RULE) + "/roll-back";
      assertThat(visitor.post(back, Map.of()).statusCode()).isEqualTo(303);
      var rules = server.library.store.inquiries().policy(server.library.north).matrix().rules();
      assertThat(rules).singleElement().satisfies(r -> assertThat(r.weight()).isEqualTo(5));
    }
  }

  @Test
  void nobodySeesMoreThanIsTheirs() {
    var account = latest(Kind.ACCOUNT);
    try (var visitor = ConsoleVisitor.of(server, "otto")) {
      assertThat(visitor.get(ROOT + "/versions/" + account).statusCode()).isEqualTo(200);
      assertThat(visitor.get(ROOT + "/versions?kind=account").body()).contains("north-kiosk");
    }
    try (var visitor = ConsoleVisitor.of(server, "dora")) { // who does not look after accounts
      assertThat(visitor.get(ROOT + "/versions/" + account).statusCode()).isEqualTo(404);
      assertThat(visitor.get(ROOT + "/versions?kind=account").body()).doesNotContain("north-kiosk");
    }
    try (var visitor = ConsoleVisitor.of(server, "anna")) { // who is of another agency
      assertThat(visitor.get(ROOT + "/versions/" + account).statusCode()).isEqualTo(404);
      assertThat(visitor.get(ROOT + "/versions").body()).doesNotContain("DK-799700");
      var ofAll = ROOT + "/versions/" + latest(Kind.ITEM_CATEGORY);
      assertThat(visitor.get(ofAll).statusCode()).isEqualTo(200);
      assertThat(visitor.post(ofAll + "/roll-back", Map.of()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void nobodyRollsBackAnAccountBeyondTheirOwnRights() {
    var library = server.library;
    TestStaff.add(library, "ada", StaffRole.ADMINISTRATOR);
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Protocol.REST,
                "north-staff",
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putScopes(library.north, "north-staff", Set.of(Scope.STAFF_MANAGE));
    register.putScopes(library.north, "north-staff", Set.of(Scope.HOLDS));
    var change = ROOT + "/versions/" + latest(Kind.ACCOUNT);
    try (var ada = ConsoleVisitor.of(server, "ada");
        var otto = ConsoleVisitor.of(server, "otto")) {
      assertThat(ada.get(change).body()).doesNotContain("/roll-back");
      assertThat(ada.post(change + "/roll-back", Map.of()).statusCode()).isEqualTo(404);
      assertThat(otto.post(change + "/roll-back", Map.of()).statusCode()).isEqualTo(303);
    }
  }
}
