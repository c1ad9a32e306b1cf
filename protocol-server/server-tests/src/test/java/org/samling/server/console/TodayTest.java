package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.SCHOOL;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.WorkLists;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.AccountContacts.Failure;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** The day's page and its lists: what they count, show and write, and what is done from them. */
class TodayTest {

  private static final String ROOT = "/console/t/north/today";
  private static final String AT_MAIN = "?branch=" + MAIN;
  private static final Pattern ROW = Pattern.compile("name=\"row\" value=\"([^\"]*)\"");

  private static final String LOOK_UP =
      """
      <NCIPMessage version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd" xmlns="http://www.niso.org/2008/ncip">
        <LookupItem><ItemId><ItemIdentifierValue>1</ItemIdentifierValue></ItemId></LookupItem></NCIPMessage>
      """;

  private TestServer server;
  private ConsoleVisitor dora;

  @BeforeEach
  void open() {
    server = new TestServer();
    TestStaff.add(server.library, "dora", StaffRole.DESK);
    dora = ConsoleVisitor.of(server, "dora");
    dora.workAt(MAIN);
  }

  @AfterEach
  void close() {
    dora.close();
    server.close();
  }

  private Origin at(String branch) {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        branch,
        Instant.now().plusSeconds(60));
  }

  private UUID hold(String patron, String pickup) {
    var placed =
        server.library.submit(
            TestLibrary.hold(server.library.north, patron, TestLibrary.TITLE, pickup));
    return ((HoldOutcome.Placed) placed).holdId();
  }

  private void lend(String patron, String item, int daysLate) {
    var due = Instant.now().minus(Duration.ofDays(daysLate));
    server.library.submit(
        new LoanCommand.Checkout(
            at(MAIN),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(due.minus(Duration.ofDays(30)), due, 0)));
  }

  private void checkIn(String item, String branch) {
    server.library.submit(TestLibrary.checkin(server.library.north, item, branch));
  }

  private String list(String name, String query) {
    var reply = dora.get(ROOT + "/list/" + name + query);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  private static String row(String page) {
    var rows = ROW.matcher(page);
    assertThat(rows.find()).as(page).isTrue();
    return rows.group(1).replace("&amp;", "&");
  }

  private String act(String list, String query, String act, String row, Map<String, String> more) {
    var fields = new HashMap<>(more);
    fields.put("_act", act);
    fields.put("row", row);
    return dora.post(ROOT + "/list/" + list + query, fields).body();
  }

  private List<HoldLists.Pull> pulled(String branch) {
    return server.library.store.holdLists().pullList(server.library.north, branch, 10);
  }

  @Test
  void eachNumberOfTheDayIsALinkToItsList() {
    hold("A", MAIN);
    lend("B", "3", 5);
    var page = dora.get(ROOT).body();
    assertThat(page)
        .contains("/today/list/pull?branch=" + MAIN + "\" class=\"some\">1</a>")
        .contains("/today/list/overdue?branch=" + MAIN + "\" class=\"some\">1</a>")
        .contains("/today/list/hold-shelf?branch=" + MAIN)
        .contains("id=\"opening\"")
        .doesNotContain("id=\"machines\"");
  }

  @Test
  void whatIsPulledIsScannedAndGoesOnTheHoldShelf() {
    hold("A", MAIN);
    var item = pulled(MAIN).getFirst().item();
    assertThat(list("pull", AT_MAIN)).contains(">" + item + "</a>", "id=\"scan\"");

    var done = dora.post(ROOT + "/list/pull" + AT_MAIN, Map.of("scan", item)).body();

    assertThat(done).contains("id=\"done\"", "Hold shelf · no. 1", "id=\"empty\"");
    assertThat(list("hold-shelf", AT_MAIN)).contains(">" + item + "</a>");
    var unknown = dora.post(ROOT + "/list/pull" + AT_MAIN, Map.of("scan", "nothing"));
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).contains("id=\"refused\"", "nothing");
  }

  @Test
  void whatIsNotFoundIsTickedAndTheNextCopyIsListed() {
    hold("A", MAIN);
    var item = pulled(MAIN).getFirst().item();

    var done = act("pull", AT_MAIN, "not-found", row(list("pull", AT_MAIN)), Map.of());

    assertThat(done).contains("id=\"done\"");
    assertThat(pulled(MAIN)).extracting(HoldLists.Pull::item).doesNotContain(item).hasSize(1);
  }

  @Test
  void holdShelfBeginsWithWhatIsToBeTakenOffByItsNumber() {
    var first = hold("A", MAIN);
    hold("B", MAIN);
    checkIn("1", MAIN);
    checkIn("2", MAIN);
    server.library.asSuperuser(
        "update hold set pickup_until = now() - interval '1 hour' where id = '%s'"
            .formatted(first));
    server.library.submit(new HoldCommand.ExpireHold(at(MAIN), "A", first));

    assertThat(server.library.store.holdLists().holdShelf(server.library.north, MAIN, 10))
        .satisfiesExactly(
            over -> {
              assertThat(over.isOver()).isTrue();
              assertThat(over.item()).isEqualTo("1");
              assertThat(over.shelf()).isNotNull();
            },
            ready -> assertThat(ready.isOver()).isFalse());
    var page = list("hold-shelf", AT_MAIN);
    assertThat(page).contains("<tr class=\"differs\">");
    assertThat(act("hold-shelf", AT_MAIN, "take-off", row(page), Map.of())).contains("id=\"done\"");
    assertThat(server.library.store.holdLists().holdShelf(server.library.north, MAIN, 10))
        .extracting(HoldLists.OnShelf::item)
        .containsExactly("2");
  }

  @Test
  void transitsAreListedByBranchOrCrateAndPackedWhereTheyAreTicked() {
    hold("A", BRANCH);
    checkIn("1", MAIN);
    var query = "?to=" + BRANCH;
    var packed =
        act("transits", query, "pack", row(list("transits", query)), Map.of("pack.crate", "K7"));
    assertThat(packed).contains("id=\"done\"", ">K7</a>");
    assertThat(list("crates", "")).contains("transits?to=&amp;crate=K7");
    assertThat(list("transits", "?to=&crate=K7")).contains(">1</a>");
    assertThat(list("transits", "?to=&crate=K8")).contains("id=\"empty\"");
  }

  @Test
  void overdueClaimedAndLostLoansAreFollowedUpFromTheirLists() {
    lend("A", "1", 9);
    lend("B", "2", 2);
    var query = AT_MAIN + "&due-before=" + LocalDate.now().minusDays(5);
    var page = list("overdue", query);
    assertThat(page).contains(">1</a>").doesNotContain(">2</a>");

    assertThat(act("overdue", query, "claimed", row(page), Map.of())).contains("id=\"done\"");

    assertThat(list("overdue", AT_MAIN)).contains(">2</a>").doesNotContain(">1</a>");
    assertThat(act("claimed", AT_MAIN, "lost", row(list("claimed", AT_MAIN)), Map.of()))
        .contains("id=\"done\"");
    assertThat(list("lost", AT_MAIN)).contains(">1</a>");
    assertThat(list("gone", AT_MAIN + "&status=lost")).contains(">1</a>");
    assertThat(dora.post(ROOT + "/list/gone" + AT_MAIN, Map.of("scan", "1")).body())
        .contains("id=\"done\"");
    assertThat(list("gone", AT_MAIN)).contains("id=\"empty\"");
  }

  @Test
  void whatWasRefusedStaysTickedAndTyped() {
    hold("A", MAIN);
    var row = row(list("patron-holds", "?patron=A"));
    var typed = Map.of("pause.from", "2099-02-01", "pause.until", "2099-01-01");
    var refused = act("patron-holds", "?patron=A", "pause", row, typed);
    assertThat(refused)
        .contains("id=\"refused\"", "form=\"rows\" checked")
        .contains("name=\"pause.from\" form=\"rows\" value=\"2099-02-01\"");
    assertThat(list("patron-holds", "?patron=A")).doesNotContain("form=\"rows\" checked");
  }

  @Test
  void onlyThisCopyIsRefusedForSeveralLinesOrATitle() {
    for (var want : List.of("1\r\n2", TestLibrary.TITLE.toString())) {
      var reply =
          dora.post(
              ROOT + "/place-hold",
              Map.of("patron", "A", "want", want, "copy", "yes", "pickup", MAIN));
      assertThat(reply.statusCode()).as(want).isEqualTo(422);
      assertThat(reply.body()).contains("takes one line, with the barcode of a copy");
    }
  }

  @Test
  void everyRowOfAFormIsDoneThoughTheHashesOfTwoAreTheSame() {
    var items = List.of("Aa", "BB"); // "Aa".hashCode() == "BB".hashCode()
    server
        .library
        .store
        .itemRegister()
        .putItems(
            server.library.north,
            items.stream()
                .map(item -> NewItem.plain(item, TestLibrary.TITLE, MAIN, "book"))
                .toList());
    items.forEach(item -> lend("A", item, 3));
    for (var item : items) {
      var row = "item=%s&patron=A".formatted(item);
      assertThat(act("overdue", AT_MAIN, "lost", row, Map.of("_key", "one")))
          .contains("id=\"done\"");
    }
    assertThat(list("lost", AT_MAIN)).contains(">Aa</a>", ">BB</a>");
    assertThat(act("overdue", AT_MAIN, "lost", "item=Aa&patron=A", Map.of("_key", "one")))
        .as("sent twice")
        .contains("id=\"done\"");
  }

  @Test
  void noticesAreSentAgainThatTheListIsFilteredTo() {
    server.library.asSuperuser(
        """
        insert into notice (tenant_id, id, key, kind, patron_id, branch, about, created_at, send_at, state)
        select p.tenant_id, gen_random_uuid(), k.kind || b.branch, k.kind, p.id, b.branch, now(), now(), now(), 'FAILED'
        from patron p join patron_identifier i on i.tenant_id = p.tenant_id and i.patron_id = p.id and i.value = 'A'
        cross join (values ('OVERDUE'), ('READY')) k (kind) cross join (values ('%s'), ('%s')) b (branch)
        where p.tenant_id = %d
        """
            .formatted(MAIN, BRANCH, server.library.north.value()));

    act("notices", AT_MAIN + "&kind=overdue", "retry", "", Map.of());
    assertThat(waitingNotices()).containsExactly("OVERDUE " + MAIN);

    act("notices", AT_MAIN, "retry", "", Map.of());
    assertThat(waitingNotices()).containsExactly("OVERDUE " + MAIN, "READY " + MAIN);

    act("notices", "?branch=", "retry", "", Map.of());
    assertThat(waitingNotices()).hasSize(4);
  }

  private List<String> waitingNotices() {
    return server.library.texts(
        server.library.north,
        "select kind || ' ' || branch from notice where state = 'WAITING' order by kind, branch");
  }

  @Test
  void whoIsBoundToAgenciesOpensACrateAndAllTransitsOfTheirBranches() {
    server.library.addSchool();
    TestStaff.add(server.library, "sofie", StaffRole.SCHOOL);
    hold("S", SCHOOL);
    hold("A", BRANCH);
    checkIn("1", MAIN);
    checkIn("2", MAIN);
    var toSchool =
        server.library.text(
            server.library.north,
            "select i.barcode from transit t join item i on i.tenant_id = t.tenant_id and i.id = t.item_id where t.to_branch = '%s'"
                .formatted(SCHOOL));
    var other = toSchool.equals("1") ? "2" : "1";
    try (var school = ConsoleVisitor.of(server, "sofie")) {
      var all = school.get(ROOT + "/list/transits?to=");
      assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
      assertThat(all.body()).contains(">" + toSchool + "</a>").doesNotContain(">" + other + "</a>");
      assertThat(school.get(ROOT + "/list/transits?to=&crate=K7").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFileHasAllRowsAndNoFormulas() {
    lend("A", "1", 9);
    server.library.asSuperuser("update common_record set title = '=cmd(\"x\"),y'");
    var reply = dora.get(ROOT + "/list/overdue/csv" + AT_MAIN);
    assertThat(reply.headers().firstValue("content-disposition").orElse(""))
        .contains("north-overdue.csv");
    assertThat(reply.body().lines())
        .satisfiesExactly(
            heads ->
                assertThat(heads)
                    .startsWith("\uFEFF\"Due\";\"Item\";\"Title\";\"Patron\";\"Name\""),
            loan ->
                assertThat(loan)
                    .contains(";1;\"'=cmd(\"\"x\"\"),y\";\"A\";", ";\"" + MAIN + "\";"));
  }

  @Test
  void aFileThatIsCutSaysSo() {
    server.library.addStock(1001, 0);
    server.library.asSuperuser(
        "update item set status = 'MISSING' where barcode like '3%%' and tenant_id = %d"
            .formatted(server.library.north.value()));
    var file = dora.get(ROOT + "/list/gone/csv" + AT_MAIN).body();
    assertThat(file.lines()).hasSize(1002);
    assertThat(file).endsWith("\"Cut: there are more than these 1,000.\"\r\n");
  }

  @Test
  void holdsArePlacedByCopyTitleOrSeveralInARow() {
    var form = dora.get(ROOT + "/place-hold?want=1&patron=A").body();
    assertThat(form).contains("value=\"A\"", "<code>1</code>");
    var copy =
        dora.post(
            ROOT + "/place-hold",
            Map.of("patron", "A", "want", "1", "copy", "yes", "pickup", MAIN));
    assertThat(dora.location(copy)).isEqualTo(ROOT + "/list/patron-holds?patron=A");
    var several =
        dora.post(
            ROOT + "/place-hold",
            Map.of(
                "patron",
                "B",
                "want",
                "1\r\n" + TestLibrary.OTHER_TITLE,
                "type",
                "serial",
                "pickup",
                BRANCH));
    assertThat(several.statusCode()).as(several.body()).isEqualTo(303);
    assertThat(
            server.library.texts(
                server.library.north,
                "select type || ' ' || (wanted_item_id is not null) || ' ' || pickup_branch"
                    + " from hold order by placed_at, group_position"))
        .containsExactly(
            HoldType.NORMAL + " true " + MAIN,
            HoldType.SERIAL + " false " + BRANCH,
            HoldType.SERIAL + " false " + BRANCH);
    var nobody = dora.post(ROOT + "/place-hold", Map.of("patron", "nobody", "want", "1"));
    assertThat(nobody.statusCode()).isEqualTo(422);
    assertThat(nobody.body()).contains("role=\"alert\"", "value=\"nobody\"");
  }

  @Test
  void holdsOfAPatronOrATitleAreMovedPausedAndCancelled() {
    hold("A", MAIN);
    var query = "?patron=A";
    var row = row(list("patron-holds", query));
    assertThat(act("patron-holds", query, "change-hold", row, Map.of("change-hold.pickup", BRANCH)))
        .contains("id=\"done\"");
    assertThat(act("patron-holds", query, "pause", row, Map.of("pause.until", "2099-01-31")))
        .contains("id=\"done\"", "2099");
    var ofTitle = row(list("queue", "?record=" + TestLibrary.TITLE));
    assertThat(ofTitle).contains("patron=A");
    assertThat(act("queue", "?record=" + TestLibrary.TITLE, "cancel-hold", ofTitle, Map.of()))
        .contains("id=\"done\"");
    assertThat(
            server.library.texts(
                server.library.north, "select state || ' ' || pickup_branch from hold"))
        .containsExactly(HoldState.CANCELLED + " " + BRANCH);
  }

  @Test
  void everyListAnswersItsRolesAndASchoolSeesItsOwnOnly() {
    server.library.addSchool();
    TestStaff.add(server.library, "sofie", StaffRole.SCHOOL);
    TestStaff.add(server.library, "kai", StaffRole.CATALOGUER);
    lend("A", "1", 9);
    try (var school = ConsoleVisitor.of(server, "sofie");
        var kai = ConsoleVisitor.of(server, "kai")) {
      for (var name :
          List.of(
              "pull",
              "hold-shelf",
              "transits",
              "crates",
              "overdue",
              "claimed",
              "lost",
              "gone",
              "notices",
              "conflicts")) {
        assertThat(list(name, "")).contains("<h1>");
      }
      assertThat(school.get(ROOT + "/list/overdue?branch=").body())
          .contains("id=\"empty\"")
          .doesNotContain(">1</a>");
      assertThat(school.get(ROOT + "/list/overdue" + AT_MAIN).statusCode()).isEqualTo(422);
      assertThat(school.get(ROOT + "/list/notices").statusCode()).isEqualTo(403);
      assertThat(kai.get(ROOT + "/list/overdue").statusCode()).isEqualTo(403);
      assertThat(kai.get(ROOT + "/list/pull").statusCode()).isEqualTo(200);
    }
    assertThat(
            server
                .library
                .store
                .workLists()
                .loans(
                    server.library.north,
                    new WorkLists.LoanFilter(
                        WorkLists.LoanTrouble.OVERDUE, List.of(MAIN), Instant.now()),
                    List.of(),
                    null,
                    10))
        .singleElement()
        .satisfies(loan -> assertThat(loan.patron()).isNull());
  }

  @Test
  void operatorSeesWhichMachinesFailedLastWhyAndWhence() {
    TestStaff.add(server.library, "ina", StaffRole.INTEGRATOR);
    var contacts = server.library.store.accountContacts();
    // What earlier tests left of accounts with these names.
    contacts.write();
    contacts.answered("north-kiosk", "192.0.2.7");
    contacts.write();
    try (var ina = ConsoleVisitor.of(server, "ina")) {
      assertThat(ina.get(ROOT).body()).contains("id=\"machines\"").doesNotContain("north-kiosk");
      contacts.failed("north-kiosk", Failure.PASSWORD, "192.0.2.9");
      contacts.write();
      for (var path : List.of(ROOT, "/console/t/north/machines")) {
        assertThat(ina.get(path).body())
            .as(path)
            .contains("north-kiosk", "192.0.2.7", "wrong password", "192.0.2.9");
      }
      contacts.answered("north-kiosk", "192.0.2.7");
      contacts.write();
      assertThat(ina.get(ROOT).body()).doesNotContain("north-kiosk");
      ina.send(
          HttpRequest.newBuilder(ina.uri("/ncip"))
              .header(
                  "authorization",
                  "Basic " + Base64.getEncoder().encodeToString("north-ncip:wrong".getBytes(UTF_8)))
              .header("content-type", "application/xml")
              .POST(HttpRequest.BodyPublishers.ofString(LOOK_UP))
              .build());
      assertThat(ina.get(ROOT).body()).contains("north-ncip", "wrong password", "127.0.0.1");
    }
  }
}
