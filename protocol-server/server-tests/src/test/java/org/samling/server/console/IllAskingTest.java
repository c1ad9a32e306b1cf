package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.ill.OwnRequests;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Other libraries are asked by the console's form. */
class IllAskingTest {

  private static final String ROOT = "/console/t/north";
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

  private TestServer server;
  private TestLibrary library;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    library.addLibraries("DK-710200", "DK-710300");
    TestStaff.add(library, "ida", StaffRole.ILL);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @InBothLanguages
  void titleThatWasFoundIsOrderedAndWhatWasTypedStaysUntilItFits(String locale) {
    try (var browser = new Browser(server)) {
      var page = browser.page(locale, "ida");
      page.navigate(ROOT + "/catalogue/record/t:1");
      page.locator("a[href*='/ill/new']").click();
      assertThat(page.locator("#title")).hasValue("Ærø");
      page.locator("#title").fill("");
      page.locator("#isbn").fill("");
      page.locator("#number").fill("");
      page.locator("#patron").fill("A");
      page.locator("#lenders").fill("DK-710200, DK-710300");
      page.locator("#before").fill("2030-01-31");
      page.locator("#ask button:not([type])").click();
      assertThat(page.locator("[role=alert]")).isVisible();
      assertThat(page.locator("#patron")).hasValue("A");
      assertThat(page.locator("#before")).hasValue("2030-01-31");
      page.locator("#title").fill("Ærø");
      page.locator("#ask button:not([type])").click();
      page.waitForURL("**/ill/request/1");
      assertThat(page.locator("h1")).containsText("Ærø");
      assertThat(page.locator("ol li")).hasCount(2);
      page.navigate(ROOT + "/ill");
      assertThat(page.locator("a[href$='/ill/new']")).isVisible();
      browser.checkFaults();
    }
  }

  /** The form as it is filled in, with what is filled in otherwise. */
  private static Map<String, String> filled(ConsoleVisitor visitor, Map<String, String> otherwise) {
    var found = KEY.matcher(visitor.get(ROOT + "/ill/new").body());
    assertThat(found.find()).isTrue();
    var fields = new HashMap<String, String>();
    fields.put("key", found.group(1));
    fields.put("title", "Sult");
    fields.put("patron", "A");
    fields.put("lenders", "DK-710200, DK-710300");
    fields.put("service", "LOAN");
    fields.put("branch", TestLibrary.MAIN);
    fields.putAll(otherwise);
    return fields;
  }

  private long requests() {
    return library.count(library.north, "select count(*) from ill_request");
  }

  @Test
  void formThatIsSentTwiceAsksOnceAndIsNotedOnce() {
    try (var ida = ConsoleVisitor.of(server, "ida")) {
      var form = filled(ida, Map.of());
      for (var i = 0; i < 2; i++) {
        var sent = ida.post(ROOT + "/ill/new", form);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(ida.location(sent)).isEqualTo(ROOT + "/ill/request/1");
      }
      assertThat(requests()).isEqualTo(1);
      assertThat(
              library.texts(
                  library.north,
                  "select who || ' ' || subject || ' ' || detail from staff_act where act = 'ill-asked'"))
          .containsExactly("ida 1 DK-710200");
      form.put("part", "2");
      assertThat(ida.location(ida.post(ROOT + "/ill/new", form)))
          .as("something else is another request")
          .isEqualTo(ROOT + "/ill/request/2");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "title,'',Give a title",
    "patron,'',card number of the patron",
    "patron,NOPE,There is no patron “NOPE”",
    "lenders,hello world,There is no library “hello”",
    "before,soon,is a date",
    "service,GIFT,loan or copy",
    "branch,nowhere,no such branch",
    "key,x,form is incomplete"
  })
  void whatDoesNotFitIsToldAndNobodyIsAsked(String field, String typed, String told) {
    try (var ida = ConsoleVisitor.of(server, "ida")) {
      refused(ida, Map.of(field, typed), told);
    }
  }

  @InBothLanguages
  void patronAndLibrariesAreFoundByNameAsOneTypes(String locale) {
    TestStaff.add(library, "anna", StaffRole.ADMINISTRATOR);
    try (var browser = new Browser(server)) {
      var page = browser.page(locale, "anna");
      page.navigate(ROOT + "/ill/new");
      page.locator("#patron").pressSequentially("nav");
      page.locator("[data-fill=patron][data-value=A]").click();
      assertThat(page.locator("#patron")).hasValue("A");
      page.locator("#patron-found .hint").waitFor();
      page.locator("#lenders-2").pressSequentially("7103");
      page.locator("[data-fill=lenders-2]").click();
      assertThat(page.locator("#lenders-2")).hasValue("DK-710300");
      page.locator("#lenders").fill("DK-710200");
      page.locator("#title").fill("Sult");
      page.locator("#ask button:not([type])").click();
      page.waitForURL("**/ill/request/1");
      assertThat(page.locator("ol li")).hasCount(2);
      browser.checkFaults();
    }
  }

  @Test
  void titleAloneIsEnoughAndStaffSeeWhereItIsBeforeTheyAskAndChangeWhoIsAskedNext() {
    TestStaff.add(library, "anna", StaffRole.ADMINISTRATOR);
    server.put(null, List.of(TestLibrary.record(TestLibrary.TITLE, "Babettes bog")));
    try (var anna = ConsoleVisitor.of(server, "anna")) {
      var held = anna.post(ROOT + "/ill/new", title(anna, "Babettes bog", "ask"));
      assertThat(held.statusCode()).isEqualTo(422);
      assertThat(held.body())
          .contains("/today/place-hold?want=t%3A1&amp;patron=A", "name=\"despite-own\"");

      var looked = anna.post(ROOT + "/ill/new", title(anna, "Findes ikke", "look-up"));
      assertThat(looked.statusCode()).isEqualTo(200);
      assertThat(looked.body()).contains("value=\"Findes ikke\"", "id=\"found\"");
      assertThat(requests()).isZero();

      var asked = anna.post(ROOT + "/ill/new", title(anna, "Findes ikke", "ask"));
      assertThat(anna.location(asked)).isEqualTo(ROOT + "/ill/request/1");
      var rota = ROOT + "/ill/request/1/rota";
      assertThat(anna.get(ROOT + "/ill/request/1").body()).contains("action=\"" + rota + "\"");
      assertThat(changed(anna, rota, "DK-999999")).isEqualTo(422);
      assertThat(changed(anna, rota, "DK-710200")).isEqualTo(303);
      assertThat(anna.get(ROOT + "/ill/request/1").body()).contains("<li>DK-710200");
      assertThat(changed(anna, rota, "DK-710300")).as("one was asked meanwhile").isEqualTo(422);
      assertThat(anna.post(ROOT + "/ill/new", title(anna, "Findes ikke", "look-up")).body())
          .as("it was asked for before")
          .contains(ROOT + "/ill/request/1\"");
    }
  }

  private static Map<String, String> title(ConsoleVisitor visitor, String title, String what) {
    return filled(visitor, Map.of("title", title, "lenders", "", "do", what));
  }

  private static int changed(ConsoleVisitor visitor, String rota, String lenders) {
    return visitor.post(rota, Map.of("asked", "0", "lenders", lenders)).statusCode();
  }

  @Test
  void memberOfSomeAgenciesFindsAndNamesNoPatronOfOthers() {
    library.addSchool();
    TestStaff.add(library, "sara", StaffRole.ADMINISTRATOR, "699700");
    try (var sara = ConsoleVisitor.of(server, "sara")) {
      var found = ROOT + "/ill/find/patrons?for=patron&patron=";
      assertThat(sara.get(found + "S").body()).contains("Navn, S");
      assertThat(sara.get(found + "A").body()).doesNotContain("Navn, A", "data-fill");
      refused(sara, Map.of("branch", TestLibrary.SCHOOL), "There is no patron “A”");
    }
    try (var ida = ConsoleVisitor.of(server, "ida")) {
      assertThat(ida.get(ROOT + "/ill/find/patrons?for=patron&patron=A").statusCode())
          .as("who sees no patrons")
          .isEqualTo(403);
    }
  }

  @Test
  void limitsAreThoseOfEveryOwnRequest() {
    var many = String.join(" ", Collections.nCopies(OwnRequests.MOST_LENDERS + 1, "DK-710200"));
    try (var ida = ConsoleVisitor.of(server, "ida")) {
      refused(ida, Map.of("lenders", many), "at most 50 libraries");
      refused(ida, Map.of("note", "x".repeat(1_001)), "at most 1,000 characters");
      refused(ida, Map.of("isbn", "9".repeat(201)), "every other field 200");
    }
  }

  @Test
  void memberOfSomeAgenciesAsksForBranchesOfTheirsOnly() {
    library.addSchool();
    TestStaff.add(library, "school", StaffRole.ILL, "699700");
    try (var school = ConsoleVisitor.of(server, "school")) {
      assertThat(school.get(ROOT + "/ill/new").body())
          .contains(TestLibrary.SCHOOL)
          .doesNotContain(TestLibrary.MAIN);
      refused(school, Map.of(), "not one of yours");
      var own =
          school.post(
              ROOT + "/ill/new",
              filled(school, Map.of("branch", TestLibrary.SCHOOL, "patron", "S")));
      assertThat(school.location(own)).isEqualTo(ROOT + "/ill/request/1");
    }
  }

  private void refused(ConsoleVisitor visitor, Map<String, String> otherwise, String told) {
    var form = filled(visitor, otherwise);
    var answer = visitor.post(ROOT + "/ill/new", form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(told, "value=\"" + form.get("title") + "\"");
    assertThat(requests()).isZero();
  }
}
