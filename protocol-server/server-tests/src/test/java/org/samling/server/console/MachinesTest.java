package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.Z3950Secret;

/** Accounts of machines, from their first secret to the last word in the log. */
class MachinesTest {

  private static final String MACHINES = "/console/t/north/machines";
  private static final Pattern SECRET = Pattern.compile("id=\"secret\">([a-z2-9]{24})<");

  private static int accounts;
  @AutoClose private static TestServer server;
  @AutoClose private static ConsoleVisitor visitor;

  /** An account that no other test knows, and its page. */
  private String name = "";

  private String path = "";

  @BeforeAll
  static void open() {
    server = new TestServer();
    TestStaff.add(server.library, "ida", StaffRole.ADMINISTRATOR);
    TestStaff.add(server.library, "inge", StaffRole.INTEGRATOR);
    visitor = ConsoleVisitor.of(server, "ida");
  }

  @BeforeEach
  void begin() {
    accounts++;
    name = "hall-" + accounts;
    path = MACHINES + "/account/" + name;
  }

  private static Map<String, String> form(String username, String branch) {
    return Map.of(
        "protocol", "SIP2",
        "username", username,
        "branch", branch,
        "charset", "UTF-8",
        "language", "009",
        "wire-log", "on");
  }

  private static Map<String, String> withPreset(String preset, Map<String, String> form) {
    var fields = new HashMap<>(form);
    fields.put("preset", preset);
    return fields;
  }

  private String create() {
    var reply = visitor.post(MACHINES + "/new", form(name, TestLibrary.MAIN));
    assertThat(reply.statusCode()).isEqualTo(200);
    var found = SECRET.matcher(reply.body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static List<String> acts(String subject) {
    return server.library.store.staff().acts(server.library.north, 200).stream()
        .filter(act -> act.subject().equals(subject))
        .map(StaffAct::act)
        .toList();
  }

  @Test
  void aNewAccountsSecretOpensTheLibraryAndIsShownNowhereElse() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CN" + name + "|CO" + secret + "|")).isEqualTo("941");
    }
    for (var page : List.of(MACHINES, path, "/console/t/north/log")) {
      assertThat(visitor.get(page).body()).doesNotContain(secret);
    }
    assertThat(server.library.store.staff().acts(server.library.north, 200).toString())
        .doesNotContain(secret);
    assertThat(acts(name)).contains("account-created");
  }

  @Test
  void aNameThatIsTakenChangesNothing() {
    for (var taken : List.of("north-kiosk", "south-kiosk")) {
      var reply = visitor.post(MACHINES + "/new", form(taken, TestLibrary.MAIN));
      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(reply.body()).contains("The name is taken.");
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.login();
    }
    assertThat(acts("north-kiosk")).doesNotContain("account-created");
  }

  private static Bounds bounds(String username) {
    var accounts = server.library.store.machineAccounts();
    return accounts.named(server.library.north, username).map(MachineAccount::bounds).orElseThrow();
  }

  @Test
  void anAccountIsBoundByThoseWhoSeeTheWholeLibraryAndToNoMoreThanItsMakerSees() {
    var library = server.library;
    library.addSchool();
    create();
    visitor.post(path + "/bounds", Map.of("agencies", "799700\r\n", "branches", ""));
    assertThat(bounds(name)).isEqualTo(Bounds.of(Set.of("799700"), Set.of()));
    assertThat(visitor.get(path).body()).contains("Bound to", "799700");
    var without = visitor.post(path + "/bounds", Map.of("agencies", "699700", "branches", ""));
    assertThat(without.body()).contains("own branch must be among those");
    var unknown = visitor.post(path + "/bounds", Map.of("agencies", "1", "branches", ""));
    assertThat(unknown.body()).contains("There is no such agency or branch.");
    assertThat(bounds(name)).isEqualTo(Bounds.of(Set.of("799700"), Set.of()));
    assertThat(acts(name)).contains("account-bounds");

    TestStaff.add(library, "ea-" + name, StaffRole.INTEGRATOR, "699700");
    try (var ea = ConsoleVisitor.of(server, "ea-" + name)) {
      var own = "school-" + name;
      ea.post(MACHINES + "/new", form(own, TestLibrary.SCHOOL));
      assertThat(bounds(own)).isEqualTo(Bounds.of(Set.of("699700"), Set.of()));
      var page = MACHINES + "/account/" + own;
      assertThat(ea.post(page + "/bounds", Map.of("agencies", "", "branches", "")).statusCode())
          .isEqualTo(403);
      assertThat(SECRET.matcher(ea.post(page + "/secret", Map.of()).body()).find()).isTrue();
      library.store.libraryRegister().putBounds(library.north, own, Bounds.NONE);
      var wider = ea.post(page + "/secret", Map.of());
      assertThat(SECRET.matcher(wider.body()).find()).isFalse();
      assertThat(wider.body()).contains("The account sees more of the library than you do");
      for (var change :
          Map.of(
                  "/access", Map.of("allow", "127.0.0.1", "certificate", "DNS:other"),
                  "/preset", Map.of("preset", "door"),
                  "/enabled", Map.of("enabled", "true"))
              .entrySet()) {
        assertThat(ea.post(page + change.getKey(), change.getValue()).body())
            .as(change.getKey())
            .contains("The account sees more of the library than you do");
      }
    }
  }

  @Test
  void switchingOffEndsOpenConnections() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CN" + name + "|CO" + secret + "|");
      assertThat(visitor.get(path).body()).contains("127.0.0.1 port");
      assertThat(visitor.post(path + "/enabled", Map.of("enabled", "false")).statusCode())
          .isEqualTo(303);
      assertThat(kiosk.readByte()).isEqualTo(-1);
      Eventually.holds("nobody is connected", () -> isNobodyConnected(path));
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CN" + name + "|CO" + secret + "|")).isEqualTo("940");
    }
    assertThat(visitor.get(path).body()).contains("Switch on", "No connections.");
    assertThat(acts(name)).contains("account-disabled");
  }

  private static boolean isNobodyConnected(String page) {
    return visitor.get(page).body().contains("No connections.");
  }

  @Test
  void aZ3950ConnectionIsShownAndEndsWithItsAccount() {
    var account = MACHINES + "/account/north-z3950";
    try (var client = new Z3950Client(server.listeners.z3950Port())) {
      client.init(new IdAuthentication.IdPass(null, "north-z3950", new Z3950Secret("secret")));
      assertThat(visitor.get(account).body()).contains("127.0.0.1 port");
      visitor.post(account + "/enabled", Map.of("enabled", "false"));
      Eventually.holds("nobody is connected", () -> isNobodyConnected(account));
    }
  }

  @Test
  void aConnectionIsEndedAndTheMachineMayComeAgain() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CN" + name + "|CO" + secret + "|");
      var page = visitor.get(path).body();
      var id = page.replaceAll("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");
      visitor.post(MACHINES + "/account/north-kiosk/disconnect", Map.of("session", id));
      assertThat(kiosk.ask("9900802.00")).startsWith("98");
      visitor.post(path + "/disconnect", Map.of("session", id));
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CN" + name + "|CO" + secret + "|")).isEqualTo("941");
    }
    assertThat(acts(name)).containsOnlyOnce("disconnected");
  }

  @Test
  void aNewSecretTakesTheOldOnesPlace() {
    var old = create();
    var reply = visitor.post(path + "/secret", Map.of());
    var found = SECRET.matcher(reply.body());
    assertThat(found.find()).isTrue();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CN" + name + "|CO" + old + "|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CN" + name + "|CO" + found.group(1) + "|")).isEqualTo("941");
    }
  }

  @Test
  void aProfileIsItsPresetAndWhatDiffersFromIt() {
    create();
    visitor.post(path + "/preset", Map.of("preset", "self-check"));
    assertThat(visitor.get(path).body()).doesNotContain("overridden</span>");
    var desk = new ShippedProfiles(server.library.store.inquiries());
    var typed = new HashMap<String, String>();
    desk.values(profile()).forEach((key, value) -> typed.put("key-" + key, value));
    typed.put("key-messages", "11,09");
    assertThat(visitor.post(path + "/profile", typed).statusCode()).isEqualTo(303);
    assertThat(visitor.get(path).body()).containsOnlyOnce("overridden</span>");
    typed.put("key-alert-type", "sometimes");
    var unfit = visitor.post(path + "/profile", typed);
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("alert-type");
    assertThat(profile().overrides().keySet()).containsExactly("messages");
  }

  private Sip2ProfileChoice profile() {
    return Objects.requireNonNull(account().profile());
  }

  private MachineAccount account() {
    return server.library.store.machineAccounts().named(server.library.north, name).orElseThrow();
  }

  @Test
  void networksThatAreNoneAreRefusedWithWhatToWrite() {
    create();
    var unfit =
        visitor.post(
            path + "/access",
            Map.of("allow", "10.1.2.3/16", "certificate", "", "idle", "", "connections", ""));
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("10.20.0.0/16");
    visitor.post(
        path + "/access",
        Map.of(
            "allow",
            "10.1.0.0/16\n2001:db8::/32",
            "certificate",
            "",
            "idle",
            "60",
            "connections",
            "2"));
    var access = account().access();
    assertThat(access.allow()).containsExactly("10.1.0.0/16", "2001:db8::/32");
    assertThat(access.connections()).isEqualTo(2);
    assertThat(access.idle()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whoIsOfOneAgencySeesNothingOfAnother() {
    server.library.addSchool();
    TestStaff.add(server.library, "signe", StaffRole.INTEGRATOR, "699700");
    create();
    try (var other = ConsoleVisitor.of(server, "signe")) {
      assertThat(other.get(MACHINES).body()).doesNotContain(name);
      assertThat(other.get(path).statusCode()).isEqualTo(404);
      assertThat(other.get("/console/t/north/log?account=" + name).statusCode()).isEqualTo(404);
      assertThat(other.post(path + "/enabled", Map.of("enabled", "false")).statusCode())
          .isEqualTo(404);
      assertThat(
              other.post(MACHINES + "/new", form(name + "-school", TestLibrary.MAIN)).statusCode())
          .isEqualTo(422);
      assertThat(
              other
                  .post(
                      MACHINES + "/new",
                      withPreset("door", form(name + "-school", TestLibrary.SCHOOL)))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void theLogShowsWhatWasSaidAndLeavesPersonsOutOfCopies() throws InterruptedException {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CN" + name + "|CO" + secret + "|");
      var page = "";
      for (var i = 0; i < 200 && !page.contains("patron identifier"); i++) {
        kiosk.ask("6300920260101    120000          AO|AAA|AD1234|");
        Thread.sleep(50);
        page = visitor.get("/console/t/north/log?account=" + name + "&message=63").body();
      }
      assertThat(page)
          .contains("63 Patron Information (request)", "64 Patron Information", "Navn, A")
          .doesNotContain("1234|", secret);
      var copied = page.replaceAll("(?s).*?<pre id=\"redacted-1\" hidden>(.*?)</pre>.*", "$1");
      assertThat(copied).contains("(left out)").doesNotContain("Navn, A", "A@example.org");
      assertThat(visitor.get("/console/t/north/log?account=" + name + "&text=no-such").body())
          .contains("Nothing was found.");
      kiosk.ask("11NN20260101    120000                  AO|AAX|AB1|AC|AD1234|");
      assertThat(visitor.get("/console/t/north/log?account=" + name + "&faults=on").body())
          .contains("120NU")
          .doesNotContain("63 Patron Information");
    }
    assertThat(acts(name)).contains("log-read");
  }

  @Test
  void integratorMakesAndOpensNoAccountThatIsToldOfPatronsOrMayDoMoreThanTheRole() {
    create();
    var kiosk = MACHINES + "/account/north-kiosk";
    try (var inge = ConsoleVisitor.of(server, "inge")) {
      var other = withPreset("staff", form(name + "-door", TestLibrary.MAIN));
      lacks(inge.post(MACHINES + "/new", other), "patrons:read");
      other.put("protocol", "NCIP");
      other.put("preset", "");
      lacks(inge.post(MACHINES + "/new", other), "ncip:lookup");
      other.put("protocol", "SIP2");
      other.put("preset", "door");
      assertThat(SECRET.matcher(inge.post(MACHINES + "/new", other).body()).find()).isTrue();
      var door = path + "-door";
      lacks(inge.post(door + "/preset", Map.of("preset", "staff")), "patrons:read");
      assertThat(inge.post(door + "/preset", Map.of("preset", "self-check")).statusCode())
          .isEqualTo(303);
      visitor.post(path + "/preset", Map.of("preset", "staff"));
      lacks(inge.post(path + "/secret", Map.of()), "patrons:read");
      lacks(inge.post(path + "/preset", Map.of("preset", "door")), "patrons:read");
      lacks(inge.post(path + "/bounds", Map.of("agencies", "", "branches", "")), "patrons:read");
      lacks(inge.post(path + "/access", Map.of("allow", "", "certificate", "")), "patrons:read");
      assertThat(inge.post(path + "/enabled", Map.of("enabled", "false")).statusCode())
          .isEqualTo(303);
      lacks(inge.post(path + "/enabled", Map.of("enabled", "true")), "patrons:read");
      assertThat(inge.post(kiosk + "/wire-log", Map.of("on", "true")).statusCode()).isEqualTo(303);
      visitor.post(kiosk + "/wire-log", Map.of("on", "false"));
    }
  }

  private static void lacks(HttpResponse<String> reply, String right) {
    assertThat(reply.statusCode()).isEqualTo(422);
    assertThat(reply.body()).contains("Nobody gives an account rights that they lack.", right);
  }

  @Test
  void integratorReadsNoPersonInAWireLogAndWhoDoesIsInTheirAccessLog() {
    var secret = create();
    var log = "/console/t/north/log?account=" + name + "&message=63";
    try (var kiosk = new Kiosk(server.listeners.sip2Port());
        var inge = ConsoleVisitor.of(server, "inge")) {
      kiosk.ask("9300CN" + name + "|CO" + secret + "|");
      Eventually.holds(
          "the log has it",
          () -> {
            kiosk.ask("6300920260101    120000          AO|AAB|AD1234|");
            return inge.get(log).body().contains("64 Patron Information");
          });
      kiosk.ask("6300920260101    120000          AO^AAB^AC^AD1234^");
      assertThat(inge.get(log).body())
          .contains("AA****|", "personal name", "Your role may not see patrons")
          .doesNotContain("Navn, B", "AAB", "B@example.org", "1234|");
      assertThat(inge.get(log + "&patron=B").body()).as("no oracle").contains("Nothing was found.");
      assertThat(inge.get(log + "&text=navn").body()).contains("Nothing was found.");
      assertThat(visitor.get(log).body()).contains("Navn, B", "|AAB|");
      kiosk.ask("6300920260101    120000          AO|AAnobody|AD1234|");
      Eventually.holds(
          "the log has it",
          () -> visitor.get(log).body().contains("patron identifier        ****"));
      assertThat(visitor.get(log).body()).as("nobody to note").doesNotContain("AAnobody");
    }
    Eventually.holds("who read is noted", () -> readers("B").contains("ida"));
    assertThat(readers("B")).as("who saw nothing").doesNotContain("inge");
  }

  private static List<String> readers(String card) {
    var library = server.library;
    var patron = library.store.deskLists().patron(library.north, card).orElseThrow().id();
    return library.store.accessLog().reads(library.north, patron, 100).stream()
        .map(read -> read.access().person())
        .toList();
  }
}
