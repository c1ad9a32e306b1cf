package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** What a library is set up of, by pages that are made of the operations on it. */
class AdministrationTest {

  private static final String CONSOLE = "/console/t/north";
  private static final String ROOT = CONSOLE + "/administration";
  private static final String OPERATIONS = CONSOLE + "/operations/";
  private static final Pattern LINK = Pattern.compile("href=\"" + ROOT + "/([a-z0-9-]+)\"");
  private static final Pattern TOKEN = Pattern.compile("<dt>Token</dt><dd>([^<]{20,})</dd>");

  private TestServer server;
  private TestLibrary library;
  private ConsoleVisitor otto;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    TestStaff.add(library, "otto", StaffRole.OPERATOR);
    otto = ConsoleVisitor.of(server, "otto");
  }

  @AfterEach
  void close() {
    otto.close();
    server.close();
  }

  private static List<String> subjects(ConsoleVisitor visitor) {
    return LINK.matcher(visitor.get(ROOT).body()).results().map(found -> found.group(1)).toList();
  }

  @Test
  void everythingThatIsSetUpHasAListAndAPageForEachThing() {
    TestStaff.add(library, "dora", StaffRole.DESK);
    var things = Pattern.compile("<th scope=\"row\"><a href=\"([^\"]+)\"");
    assertThat(subjects(otto))
        .contains(
            "tenants",
            "agencies",
            "branches",
            "calendars",
            "item-categories",
            "patron-categories",
            "staff",
            "accounts-sip2",
            "accounts-ncip",
            "accounts-z3950",
            "accounts-rest",
            "notice-templates");
    for (var subject : subjects(otto)) {
      var list = otto.get(ROOT + "/" + subject);
      assertThat(list.statusCode()).as(subject).isEqualTo(200);
      var found = things.matcher(list.body());
      if (found.find()) {
        var page = otto.get(found.group(1).replace("&amp;", "&"));
        assertThat(page.statusCode()).as(subject).isEqualTo(200);
        assertThat(page.body()).as(subject).contains("As it is");
      }
      assertThat(otto.get(ROOT + "/" + subject + "/one?x=y").statusCode())
          .as(subject)
          .isEqualTo(404);
    }
    assertThat(otto.get(ROOT + "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void changeIsMadeOnThePageOfAThingAndShownThereInWords() {
    var list = "/administration/item-categories";
    var form =
        new HashMap<>(
            Map.of(
                "category", "tools",
                "name", "Tools",
                "media-type", "000",
                "loan-days", "7",
                "renewals", "0",
                "_from", list));
    var put = OPERATIONS + "item-categories/put-item-category";
    assertThat(otto.location(otto.post(put, form))).isEqualTo(CONSOLE + list + "?done=yes");
    var thing = "/administration/item-categories/one?category=tools";
    form.putAll(Map.of("loan-days", "14", "for-loan", "true", "_from", thing));
    assertThat(otto.location(otto.post(put, form))).isEqualTo(CONSOLE + thing + "&done=yes");
    var page = otto.get(CONSOLE + thing).body();
    var changes = page.substring(page.indexOf("id=\"changes\""));
    assertThat(page)
        .contains("value=\"14\"")
        .contains("<input type=\"hidden\" name=\"category\" value=\"tools\">");
    assertThat(changes)
        .contains("<small>Loan period in days:</small> 7 → <strong>14</strong>")
        .contains("<small>For loan:</small> no → <strong>yes</strong>");
    form.put("loan-days", "-1");
    var unfit = otto.post(put, form);
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("id=\"back\"", "value=\"-1\"");
  }

  @Test
  void changesAreWordsAndNoJson() {
    var hours = OPERATIONS + "calendars/put-hours";
    for (var until : List.of("18:00", "19:00")) {
      var form =
          Map.of(
              "branch",
              TestLibrary.MAIN,
              "hours",
              "{\"monday\": {\"open\": \"10:00-%s\"}}".formatted(until));
      assertThat(otto.post(hours, form).statusCode()).isEqualTo(200);
    }
    var account = Map.of("name", "north-kiosk", "networks", "10.0.0.0/8\n192.168.0.0/16");
    otto.post(OPERATIONS + "accounts/put-account-access", account);
    var rule =
        Map.of(
            "code", "films",
            "weight", "5",
            "on-PATRON_CATEGORY", "adult",
            "term-renewals", "1",
            "step", "save");
    assertThat(otto.post(CONSOLE + "/policy/matrix/new", rule).statusCode()).isEqualTo(303);
    var changes = otto.get(CONSOLE + "/versions").body();
    assertThat(changes)
        .contains("<small>Closes:</small> 18:00 → <strong>19:00</strong>")
        .contains("<strong>Monday</strong>")
        .contains("<small>Networks:</small> – → <strong>10.0.0.0/8, 192.168.0.0/16</strong>")
        .contains("<small>Then: Renewals:</small> – → <strong>1</strong>");
    assertThat(changes.substring(changes.indexOf("id=\"versions\"")))
        .doesNotContain("{&quot;", "[&quot;", "{\"", "[\"");
  }

  @Test
  void whoMayNotSeesNeitherPageNorMenuEntry() {
    TestStaff.add(library, "dora", StaffRole.DESK);
    TestStaff.add(library, "kira", StaffRole.CATALOGUER);
    TestStaff.add(library, "anna", StaffRole.ADMINISTRATOR, "799700");
    TestStaff.add(library, "ada", StaffRole.ADMINISTRATOR);
    TestStaff.add(library, "ingo", StaffRole.INTEGRATOR);
    for (var name : List.of("dora", "kira", "anna")) {
      try (var visitor = ConsoleVisitor.of(server, name)) {
        assertThat(visitor.get(CONSOLE + "/now").body()).as(name).doesNotContain(ROOT);
        assertThat(visitor.get(ROOT).statusCode()).as(name).isIn(403, 404);
        assertThat(visitor.get(ROOT + "/branches").statusCode()).as(name).isIn(403, 404);
      }
    }
    try (var ada = ConsoleVisitor.of(server, "ada");
        var ingo = ConsoleVisitor.of(server, "ingo")) {
      assertThat(ada.get(CONSOLE + "/now").body()).contains(ROOT);
      assertThat(subjects(ada)).contains("branches").doesNotContain("tenants", "staff");
      assertThat(ada.get(ROOT + "/staff").statusCode()).isEqualTo(404);
      assertThat(subjects(ingo)).contains("accounts-sip2").doesNotContain("branches", "staff");
      assertThat(ingo.get(ROOT + "/branches").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void secretIsShownOnceAndNeverAgain() {
    var from = "/administration/tokens";
    var account =
        Map.of(
            "name", "north-program",
            "protocol", "rest",
            "password", "a-long-enough-one",
            "branch", TestLibrary.MAIN,
            "scopes", "items:read");
    otto.post(OPERATIONS + "accounts/create-account", account);
    var made =
        otto.post(
            OPERATIONS + "tokens/create-token",
            Map.of(
                "account", "north-program",
                "label", "kiosk texts",
                "scopes", "items:read",
                "_from", from));
    assertThat(made.statusCode()).isEqualTo(200);
    var token = TOKEN.matcher(made.body());
    assertThat(token.find()).isTrue();
    assertThat(made.body()).contains("id=\"back\"");
    var list = otto.get(CONSOLE + from).body();
    assertThat(list).contains("kiosk texts").doesNotContain(token.group(1));
    var page = otto.get(ROOT + "/accounts-rest/one?name=north-program").body();
    assertThat(page).contains("items:read").doesNotContain("a-long-enough-one", token.group(1));
  }

  @Test
  void templateIsPreviewedAsItIsTypedAndSavedFromThere() {
    var thing = "/administration/notice-templates/one?kind=ready&language=en&form=full";
    var page = otto.get(CONSOLE + thing).body();
    assertThat(page)
        .contains("formaction=\"" + OPERATIONS + "notice-templates/preview-notice-template\"")
        .contains(OPERATIONS + "notices/send-trial-notice?")
        .contains("<textarea id=\"f-body\"");
    var form =
        Map.of(
            "kind", "ready",
            "language", "en",
            "form", "full",
            "subject", "Come and get it",
            "body", "Dear {{name}}\r\nIt is here.",
            "based-on", "0",
            "_from", thing,
            "_beside", "save-notice-template,preview-notice-template");
    var preview = otto.post(OPERATIONS + "notice-templates/preview-notice-template", form).body();
    assertThat(preview)
        .contains("It is here.")
        .contains("formaction=\"" + OPERATIONS + "notice-templates/save-notice-template\"");
    var saved = otto.post(OPERATIONS + "notice-templates/save-notice-template", form);
    assertThat(otto.location(saved)).isEqualTo(CONSOLE + thing + "&done=yes");
    assertThat(otto.get(CONSOLE + thing).body()).contains("Come and get it");
  }
}
