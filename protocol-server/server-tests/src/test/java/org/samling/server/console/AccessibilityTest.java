package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.console.web.Endpoint;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.organisation.Agency;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.Situation;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.web.TwoLibraries;
import org.samling.server.web.UploadedRecords;
import org.samling.testing.LongRun;

/**
 * Every page of the console, also as it is once something was typed, in light and in dark: none has
 * a serious fault of accessibility. A page that is not looked at here fails the tests.
 */
class AccessibilityTest {

  private static final String NORTH = Looks.NORTH;
  private static final Path TEMPLATES = Path.of("../console/src/main/jte");

  /** What can be asked for and is a file, or a part of another page. */
  private static final Set<String> NO_PAGES =
      Set.of(
          "/catalogue/record/:record/file/:syntax",
          "/ill/find/libraries",
          "/ill/find/patrons",
          "/desk/slip/hold/:item",
          "/desk/slip/loans/:patron",
          "/desk/slip/receipt/:patron/:payment",
          "/desk/slip/transit/:item",
          "/imports/batch/:number/report/:kind",
          "/privacy/patron/:patron/download",
          "/statistics/figures.csv",
          "/today/list/:list/csv");

  private static final int WIDE = 1400;

  private static TestServer searched;
  private static TestServer server;
  private static String batch = "";
  private static String reviewed = "";
  private static long version;

  @AutoClose private static Browser browser;
  private static Page page;

  @BeforeAll
  static void open() {
    searched = TestServer.rested();
    server =
        TestServer.before(
            searched.library,
            "sandboxes: [{tenant: north, patron: A, pin: \"1234\", item: \"1\"}]",
            "remote: {targets: [{name: union, address: \"127.0.0.1:%d/all\"}, {name: gone, address: \"127.0.0.1:1/x\"}]}"
                .formatted(searched.listeners.z3950Port()));
    browser = new Browser(server);
    var library = server.library;
    TestStaff.add(library, "otto", StaffRole.OPERATOR);
    circulate(library);
    library
        .store
        .libraryRegister()
        .putAgencies(
            library.north,
            List.of(new Agency("699700", Agency.Kind.SCHOOL, "DK-699700", null, "School")));
    TwoLibraries.ask(library, TwoLibraries.record("t:1"), TwoLibraries.LENDER);
    library
        .store
        .policyRegister()
        .putCase(
            library.north,
            new PolicyCase(
                "axe",
                new Situation(
                    Map.of(Subject.PATRON_CATEGORY, "adult"),
                    40,
                    true,
                    LocalDate.now(ZoneId.of("Europe/Copenhagen"))),
                Map.of("max-loans", "1"),
                "test"));
    library.store.libraryRegister().putWireLog(library.north, "north-kiosk", true);
    version = changeARule(library);
    page = browser.probe("otto");
    page.setViewportSize(Browser.NARROW, 844);
    TrialWalkTest.untilLogged(server, page, "north", "A");
    batch = load(UploadedRecords.record(1, "Havkat"), UploadedRecords.record(2, "Havkat igen"));
    reviewed = review(UploadedRecords.record(3, "Havkat til sidst"));
    server.index.catchUp();
    searched.index.catchUp();
  }

  /** Makes a rule and changes it, and gives the number of the first, which can't be taken back. */
  private static long changeARule(TestLibrary library) {
    try (var otto = ConsoleVisitor.of(server, "otto")) {
      var rule = new HashMap<>(Map.of("weight", "5", "term-renewals", "1", "step", "save"));
      rule.put("code", "films");
      otto.post(NORTH + "/policy/matrix/new", rule);
      var made =
          library
              .store
              .configurationVersions()
              .latest(library.north, new ChangeFilter(Set.of(Kind.RULE), "", "", "", null), null, 1)
              .getFirst()
              .number();
      rule.put("weight", "6");
      otto.post(NORTH + "/policy/matrix/rule/films", rule);
      return made;
    }
  }

  /** Somebody who has everything a patron can have, and somebody with a blocked card. */
  private static void circulate(TestLibrary library) {
    library.addStock(10, 3);
    var patron = "2000000002";
    var name = new PatronName.Identifier(patron);
    library.submit(TestLibrary.checkout(library.north, patron, "3000000009"));
    for (var waiting : List.of(patron, "A")) {
      library.submit(TestLibrary.hold(library.north, waiting, TestLibrary.OTHER_TITLE, MAIN));
    }
    library.submit(
        new FeeCommand.ChargeFee(
            origin(library), patron, FeeType.DAMAGE, 2_000, null, "coffee", Instant.now()));
    library.submit(
        new PatronCommand.AddNote(origin(library), name, NoteKind.ALERT, "speaks loudly"));
    library.submit(
        new PatronCommand.SetConsent(
            origin(library), name, Consent.KEEP_HISTORICAL_LOAN_DATA, true));
    library.submit(
        new PatronCommand.BlockIdentifier(
            origin(library), new PatronName.Identifier("B"), "it was lost"));
  }

  private static Origin origin(TestLibrary library) {
    return TestLibrary.origin(library.north, UUID.randomUUID(), MAIN);
  }

  /** Imports records, and gives the page of that. */
  private static String load(byte[]... records) {
    order(false, records);
    assertThat(page.locator("main .tag.on")).isVisible();
    return page.url().replaceFirst(".*" + NORTH, "");
  }

  /** Has records wait for review, and gives the page of their import. */
  private static String review(byte[]... records) {
    order(true, records);
    assertThat(page.locator("main a[href$='/review']")).isVisible();
    return page.url().replaceFirst(".*" + NORTH, "");
  }

  private static void order(boolean isReviewed, byte[]... records) {
    page.navigate(NORTH + "/imports/new");
    page.locator("input[value=import]").check();
    page.locator("#source").fill("north");
    page.locator("#file").setInputFiles(Browser.file("own.mrc", records));
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    page.locator("input[name=review]").setChecked(isReviewed);
    page.locator("main form button").click();
  }

  @AfterAll
  static void close() {
    server.close();
    searched.close();
  }

  private static List<Looks.Look> looks() {
    return new Looks(batch, reviewed, version).all();
  }

  /** Each template as it is first, and in long runs in all its states. */
  static List<Looks.Look> looked() {
    var seen = new HashSet<String>();
    return looks().stream().filter(l -> seen.add(l.template()) || LongRun.IS_LONG).toList();
  }

  @ParameterizedTest
  @MethodSource("looked")
  void noPageHasASeriousFaultOfAccessibilityOrScrollsSidewaysAt390Pixels(Looks.Look look) {
    var status = page.navigate(look.path()).status();
    assertThat(status == 404).isEqualTo(look.template().equals("layout/told"));
    look.then().accept(page);
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    Browser.checkWidth(page);
    Browser.checkAccessibility(page);
    Browser.checkContrastInDark(page);
  }

  @ParameterizedTest
  @EnumSource
  void headIsOneLine(StaffRole role) {
    TestStaff.add(server.library, role.text(), role);
    try (var visitor = ConsoleVisitor.of(server, role.text())) {
      var seen = browser.page(visitor);
      seen.navigate(NORTH + "/today");
      Browser.checkHead(seen, Browser.NARROW);
      Browser.checkHead(seen, WIDE);
      seen.close();
    }
  }

  @Test
  void everyPageThatThereIsIsLookedAt() throws IOException {
    try (var files = Files.walk(TEMPLATES)) {
      var pages = new ArrayList<String>();
      for (var file : files.filter(f -> f.toString().endsWith(".jte")).toList()) {
        if (Files.readString(file).contains("@template.layout.page(")) {
          pages.add(TEMPLATES.relativize(file).toString().replaceFirst("\\.jte$", ""));
        }
      }
      assertThat(looks().stream().map(Looks.Look::template).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(pages);
    }
    var endpoints =
        server.listeners.consoleEndpoints().stream()
            .filter(e -> e.method() == Endpoint.Method.GET)
            .map(Endpoint::path)
            .filter(path -> !path.endsWith("/events"))
            .toList();
    assertThat(endpoints).containsAll(NO_PAGES);
    for (var path : endpoints) {
      var address = NORTH + path.replaceAll(":\\w+", "[^/?]+") + "(\\?.*)?";
      assertThat(
              NO_PAGES.contains(path) || looks().stream().anyMatch(l -> l.path().matches(address)))
          .as("%s is looked at", path)
          .isTrue();
    }
  }
}
