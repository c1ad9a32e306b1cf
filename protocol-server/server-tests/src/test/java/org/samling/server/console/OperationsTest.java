package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.operations.Operation;
import org.samling.operations.families.Families;
import org.samling.server.TestServer;

/** The declared operations as forms: what is asked, what is changed, and who may. */
class OperationsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final String ROOT = "/console/t/north/operations";
  private static final Pattern KEY = Pattern.compile("name=\"_key\" value=\"([^\"]+)\"");

  private final LocalDate from = LocalDate.now(ZONE).plusDays(30);
  private TestServer server;
  private ConsoleVisitor dora;

  @BeforeEach
  void open() {
    server = new TestServer();
    server.library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    TestStaff.add(server.library, "dora", StaffRole.DESK);
    dora = ConsoleVisitor.of(server, "dora");
    dora.workAt(MAIN);
  }

  @AfterEach
  void close() {
    dora.close();
    server.close();
  }

  private HttpResponse<String> book(String copies, String key) {
    var form = new HashMap<String, String>();
    form.put("patron", "A");
    form.put("titles", "t:1\r\n");
    form.put("copies", copies);
    form.put("from", from.toString());
    form.put("until", from.plusDays(20).toString());
    form.put("forward", "");
    form.put("_key", key);
    return dora.post(ROOT + "/bookings/place-bookings", form);
  }

  @Test
  void whatIsBookedByTheFormIsListedAndGivenUp() {
    var form = dora.get(ROOT + "/bookings/place-bookings").body();
    assertThat(form).contains("Books copies and sets, all or none", "Carry out");
    var key = KEY.matcher(form);
    assertThat(key.find()).isTrue();
    var placed = book("3", key.group(1));
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(200);
    assertThat(placed.body()).contains("id=\"done\"", "t:1").doesNotContain("id=\"operation\"");
    assertThat(book("3", key.group(1)).statusCode()).isEqualTo(200); // the same once more
    var list = dora.get(ROOT + "/bookings/list-bookings?patron=A&_ask=yes").body();
    assertThat(list).contains("Patron name</th>", "t:1</td>").containsOnlyOnce(">Booked</td>");
    var booking =
        Pattern.compile("<td[^>]*>([0-9a-f-]{36})</td>").matcher(list).results().findFirst();
    var cancel = ROOT + "/bookings/cancel-booking";
    var named = Map.of("booking", booking.orElseThrow().group(1));
    assertThat(dora.get(cancel + "?booking=" + named.get("booking")).body())
        .contains("value=\"" + named.get("booking") + "\"", "class=\"danger\"");
    assertThat(dora.post(cancel, named).statusCode()).isEqualTo(200);
    var again = dora.post(cancel, named);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("There is no open booking");
    assertThat(dora.get(ROOT + "/bookings/list-bookings?patron=A&_ask=yes").body())
        .contains("None.");
  }

  @Test
  void aRefusalSaysWhatStandsInTheWay() {
    assertThat(book("4", "first").statusCode()).isEqualTo(200);
    var refused = book("2", "second");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("role=\"alert\"", "Refused: ", "too-few-copies", "<h3>Conflicts</h3>")
        .contains("value=\"" + from + "\""); // what was typed stays
  }

  @Test
  void aFaultStandsAtItsField() {
    var unfit = book("0", "third");
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body())
        .contains("aria-describedby=\"f-copies-hint f-copies-problem\" aria-invalid=\"true\"")
        .contains("lang=\"en\">\"copies\" must be a number from 1 to 200.</p>")
        .contains("Something is wrong with the field Copies");
  }

  @Test
  void formBeginsAtWhatIsToBeFilledInAndNamesTheBranchOfWork() {
    var form = dora.get(ROOT + "/sets/check-in-set?set=KS-1").body();
    assertThat(form).containsPattern(chosen(MAIN));
    assertThat(form).containsPattern("id=\"f-missing\"[^>]*autofocus");
    assertThat(dora.get(ROOT + "/sets/check-in-set").body())
        .containsPattern("id=\"f-set\"[^>]*autofocus");
    assertThat(dora.get(ROOT + "/sets/check-in-set?branch=other").body())
        .containsPattern(chosen("other"));
  }

  private static String chosen(String branch) {
    return "<select id=\"f-branch\"[^>]*>(?s:(?!</select>).)*value=\"%s\" selected"
        .formatted(branch);
  }

  @Test
  void branchesAndCategoriesAreChosenByTheirNamesAndNewCodesAreTyped() {
    assertThat(dora.get(ROOT + "/patrons/register-patron").body())
        .containsPattern("<select id=\"f-category\"")
        .containsPattern("<option value=\"adult\"[^>]*>[^<]+</option>")
        .containsPattern("<select id=\"f-branch\"")
        .containsPattern("<option value=\"" + MAIN + "\"[^>]*>Main</option>");
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
    try (var anna = ConsoleVisitor.of(server, "anna")) {
      assertThat(anna.get(ROOT + "/branches/put-branch").body())
          .containsPattern("<input id=\"f-branch\"");
    }
  }

  @Test
  void whatWasOnlyLookedAtIsCarriedOutWithoutBeingTypedAgain() {
    server.library.addSchool();
    TestStaff.add(server.library, "rolf", StaffRole.ADMINISTRATOR);
    try (var rolf = ConsoleVisitor.of(server, "rolf")) {
      rolf.workAt(MAIN);
      var file =
          "school;class;class-id;grade;role;login;name\n699700;6.A;2020A;6;pupil;bo123456;Bo\n";
      var form = new HashMap<>(Map.of("file", file, "_key", "look"));
      var rollOver = ROOT + "/classes/roll-over-classes";
      var looked = rolf.post(rollOver, form).body();
      assertThat(looked)
          .contains("id=\"apply\"", "name=\"apply\" value=\"true\"", "bo123456;Bo")
          .doesNotContain("id=\"done\"");
      form.putAll(Map.of("apply", "true", "_key", "carried out"));
      assertThat(rolf.post(rollOver, form).body())
          .contains("id=\"done\"")
          .doesNotContain("id=\"apply\"");
    }
  }

  @Test
  void aListGoesOnWhereItsPageEnds() {
    var list = ROOT + "/settings/list-settings?branch=DK-799701&_ask=yes&limit=";
    assertThat(dora.get(list + "0").body()).contains("\"limit\" must be a number from 1 to");
    var page = dora.get(list + "10").body();
    var next = Pattern.compile("href=\"([^\"]*after=[^\"]*)\"").matcher(page);
    assertThat(next.find()).as(page).isTrue();
    var second = dora.get(next.group(1).replace("&amp;", "&"));
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).contains("value=\"DK-799701\"", "<tbody>").isNotEqualTo(page);
  }

  @Test
  void nobodyDoesMoreThanTheirRoleAllows() {
    assertThat(dora.get(ROOT + "/privacy").statusCode()).isEqualTo(403);
    assertThat(dora.get(ROOT + "/settings/put-setting").statusCode()).isEqualTo(403);
    assertThat(dora.post(ROOT + "/settings/put-setting", Map.of()).statusCode()).isEqualTo(403);
    assertThat(dora.get(ROOT).body()).contains("/bookings\"").doesNotContain("/privacy\"");
    TestStaff.add(server.library, "rita", StaffRole.READER);
    TestStaff.add(server.library, "lisa", StaffRole.DESK, "799700");
    TestStaff.add(server.library, "ina", StaffRole.ILL);
    TestStaff.add(server.library, "kai", StaffRole.CATALOGUER);
    try (var rita = ConsoleVisitor.of(server, "rita");
        var ina = ConsoleVisitor.of(server, "ina");
        var kai = ConsoleVisitor.of(server, "kai");
        var lisa = ConsoleVisitor.of(server, "lisa")) {
      assertThat(rita.get(ROOT + "/bookings/list-bookings?_ask=yes").statusCode()).isEqualTo(403);
      assertThat(rita.get(ROOT + "/stops/list-stops?_ask=yes").statusCode()).isEqualTo(200);
      for (var tellsOfPatrons : List.of("ill-requests/answer-ill-request", "sets/move-set")) {
        assertThat(ina.get(ROOT + "/" + tellsOfPatrons).statusCode()).isEqualTo(403);
        assertThat(kai.get(ROOT + "/" + tellsOfPatrons).statusCode()).isEqualTo(403);
      }
      assertThat(lisa.get(ROOT + "/stops/list-stops?_ask=yes").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aSchoolAndWhoeverIsLimitedToItUseTheOperationsThatKeepWithinIt() {
    server.library.addSchool();
    TestStaff.add(server.library, "sofie", StaffRole.SCHOOL);
    TestStaff.add(server.library, "lisa", StaffRole.DESK, "699700");
    for (var username : List.of("sofie", "lisa")) {
      try (var member = ConsoleVisitor.of(server, username)) {
        assertThat(member.get(ROOT).body()).contains("/patrons\"").doesNotContain("/stops\"");
        var found = member.get(ROOT + "/patrons/find-patrons?name=Navn&_ask=yes");
        assertThat(found.body()).contains("Navn, S").doesNotContain("Navn, A");
        var own = member.get(ROOT + "/patrons/show-patron?patron=S&_ask=yes");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        var other = member.get(ROOT + "/patrons/show-patron?patron=A&_ask=yes");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("There is no such patron").doesNotContain("Navn, A");
        var lent = member.post(ROOT + "/loans/check-out", Map.of("patron", "A", "item", "1"));
        assertThat(lent.statusCode()).isEqualTo(422);
        assertThat(member.get(ROOT + "/statements/show-statement?patron=S&_ask=yes").statusCode())
            .isEqualTo(403);
      }
    }
    assertThat(server.library.store.inquiries().item(server.library.north, "1").orElseThrow().due())
        .isNull();
  }

  @Test
  void whoReadsAPatronIsNoted() {
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
    try (var anna = ConsoleVisitor.of(server, "anna")) {
      anna.workAt(MAIN);
      var shown = anna.get(ROOT + "/privacy/export-patron?patron=A&_ask=yes");
      assertThat(shown.statusCode()).isEqualTo(200);
      assertThat(anna.get("/console/t/north/privacy/patron/A/accesses").body())
          .contains("export-patron");
      var wished = Map.of("patron", "A", "language", "da", "wishes", "{}");
      assertThat(anna.post(ROOT + "/notices/change-notice-wishes", wished).statusCode())
          .isEqualTo(200);
      assertThat(anna.get("/console/t/north/acts").body())
          .contains("carried out an operation", "change-notice-wishes");
    }
  }

  @Test
  void everyOperationWithoutAFileHasAForm() {
    TestStaff.add(server.library, "otto", StaffRole.OPERATOR);
    try (var otto = ConsoleVisitor.of(server, "otto")) {
      for (var family : Families.ALL) {
        for (var operation : family.operations()) {
          var path = "%s/%s/%s".formatted(ROOT, family.name(), operation.name());
          if (operation.takesFile() || !operation.mediaTypes().isEmpty()) {
            assertThat(otto.get(path).statusCode()).as(path).isEqualTo(404);
            continue;
          }
          assertThat(otto.get(path).body()).as(path).contains("id=\"operation\"");
          if (operation.method() == Operation.Method.GET) {
            var asked = otto.get(path + "?_ask=yes"); // answered, or something is missing
            assertThat(asked.statusCode()).as(path).isIn(200, 422);
          }
        }
      }
    }
  }

  @Test
  void faultsOfADanishFormAreInDanish() {
    dora.get("/console/language/da");
    assertThat(book("0", "fourth").body())
        .contains("lang=\"da\">\"Eksemplarer\" skal være et tal fra 1 til 200.</p>");
    var missing = dora.post(ROOT + "/loans/check-out", Map.of("patron", "A"));
    assertThat(missing.body())
        .contains("\"Materiale\" skal udfyldes.")
        .doesNotContain("is missing");
    var day =
        new HashMap<>(Map.of("patron", "A", "titles", "t:1", "copies", "1", "until", "i dag"));
    day.put("from", "i går");
    assertThat(dora.post(ROOT + "/bookings/place-bookings", day).body())
        .contains("skal være en dag som 2026-11-25.");
    var refused = dora.post(ROOT + "/loans/check-out", Map.of("patron", "A", "item", "nothing"));
    assertThat(refused.body())
        .contains("<p lang=\"da\">Det materiale findes ikke")
        .doesNotContain("Refused: ");
  }
}
