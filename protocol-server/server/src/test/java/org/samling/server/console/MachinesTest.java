package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.Eventually;
import org.samling.server.Kiosk;
import org.samling.server.TestServer;
import org.samling.server.z3950.Z3950Client;
import org.samling.z3950.IdAuthentication;
import org.samling.z3950.Z3950Secret;

/** Accounts of machines, from their first secret to the last word in the log. */
class MachinesTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String ACCOUNT = "/console/t/north/machines/account/hall-1";
  private static final Pattern SECRET = Pattern.compile("id=\"secret\">([a-z2-9]{24})<");

  private TestServer server;
  private ConsoleVisitor visitor;

  @BeforeEach
  void open() {
    server = TestServer.before(new TestLibrary());
    add("ida", StaffRole.INTEGRATOR, Set.of());
    visitor = new ConsoleVisitor(server.listeners.httpPort());
    visitor.signIn("ida", PASSWORD);
  }

  @AfterEach
  void close() {
    visitor.close();
    server.close();
  }

  private void add(String name, StaffRole role, Set<String> agencies) {
    server
        .library
        .store
        .staff()
        .add(
            new Staff.NewMember(
                name, name, role, server.library.north, agencies, new Secret(PASSWORD)));
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

  private String create() {
    var reply = visitor.post("/console/t/north/machines/new", form("hall-1", TestLibrary.MAIN));
    assertThat(reply.statusCode()).isEqualTo(200);
    var found = SECRET.matcher(reply.body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private List<String> acts() {
    return server.library.store.staff().acts(server.library.north, 50).stream()
        .map(StaffAct::act)
        .toList();
  }

  @Test
  void aNewAccountsSecretOpensTheLibraryAndIsShownNowhereElse() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNhall-1|CO" + secret + "|")).isEqualTo("941");
    }
    for (var page : List.of("/console/t/north/machines", ACCOUNT, "/console/t/north/log")) {
      assertThat(visitor.get(page).body()).doesNotContain(secret);
    }
    assertThat(server.library.store.staff().acts(server.library.north, 50).toString())
        .doesNotContain(secret);
    assertThat(acts()).contains("account-created");
  }

  @Test
  void aNameThatIsTakenChangesNothing() {
    for (var taken : List.of("north-kiosk", "south-kiosk")) {
      var reply = visitor.post("/console/t/north/machines/new", form(taken, TestLibrary.MAIN));
      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(reply.body()).contains("The name is taken.");
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.login();
    }
    assertThat(acts()).doesNotContain("account-created");
  }

  @Test
  void switchingOffEndsOpenConnections() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CNhall-1|CO" + secret + "|");
      assertThat(visitor.get(ACCOUNT).body()).contains("127.0.0.1 port");
      assertThat(visitor.post(ACCOUNT + "/enabled", Map.of("enabled", "false")).statusCode())
          .isEqualTo(303);
      assertThat(kiosk.readByte()).isEqualTo(-1);
      Eventually.holds("nobody is connected", () -> isNobodyConnected(ACCOUNT));
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNhall-1|CO" + secret + "|")).isEqualTo("940");
    }
    assertThat(visitor.get(ACCOUNT).body()).contains("Switch on", "Nobody is connected.");
    assertThat(acts()).contains("account-disabled");
  }

  private boolean isNobodyConnected(String page) {
    return visitor.get(page).body().contains("Nobody is connected.");
  }

  @Test
  void aZ3950ConnectionIsShownAndEndsWithItsAccount() {
    var page = "/console/t/north/machines/account/north-z3950";
    try (var client = new Z3950Client(server.listeners.z3950Port())) {
      client.init(new IdAuthentication.IdPass(null, "north-z3950", new Z3950Secret("secret")));
      assertThat(visitor.get(page).body()).contains("127.0.0.1 port");
      visitor.post(page + "/enabled", Map.of("enabled", "false"));
      Eventually.holds("nobody is connected", () -> isNobodyConnected(page));
    }
  }

  @Test
  void aConnectionIsEndedAndTheMachineMayComeAgain() {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CNhall-1|CO" + secret + "|");
      var page = visitor.get(ACCOUNT).body();
      var id = page.replaceAll("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");
      visitor.post(
          "/console/t/north/machines/account/north-kiosk/disconnect", Map.of("session", id));
      assertThat(kiosk.ask("9900802.00")).startsWith("98");
      visitor.post(ACCOUNT + "/disconnect", Map.of("session", id));
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNhall-1|CO" + secret + "|")).isEqualTo("941");
    }
    assertThat(acts()).containsOnlyOnce("disconnected");
  }

  @Test
  void aNewSecretTakesTheOldOnesPlace() {
    var old = create();
    var reply = visitor.post(ACCOUNT + "/secret", Map.of());
    var found = SECRET.matcher(reply.body());
    assertThat(found.find()).isTrue();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNhall-1|CO" + old + "|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CNhall-1|CO" + found.group(1) + "|")).isEqualTo("941");
    }
  }

  @Test
  void aProfileIsItsPresetAndWhatDiffersFromIt() {
    create();
    visitor.post(ACCOUNT + "/preset", Map.of("preset", "self-check"));
    assertThat(visitor.get(ACCOUNT).body()).doesNotContain("differs</span>");
    var desk = new ShippedProfiles(server.library.store.inquiries());
    var typed = new HashMap<String, String>();
    desk.values(profile()).forEach((key, value) -> typed.put("key-" + key, value));
    typed.put("key-messages", "11,09");
    assertThat(visitor.post(ACCOUNT + "/profile", typed).statusCode()).isEqualTo(303);
    assertThat(visitor.get(ACCOUNT).body()).containsOnlyOnce("differs</span>");
    typed.put("key-alert-type", "sometimes");
    var unfit = visitor.post(ACCOUNT + "/profile", typed);
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("alert-type");
    assertThat(profile().overrides().keySet()).containsExactly("messages");
  }

  private Sip2ProfileChoice profile() {
    return Objects.requireNonNull(account().profile());
  }

  private MachineAccount account() {
    return server
        .library
        .store
        .machineAccounts()
        .named(server.library.north, "hall-1")
        .orElseThrow();
  }

  @Test
  void networksThatAreNoneAreRefusedWithWhatToWrite() {
    create();
    var unfit =
        visitor.post(
            ACCOUNT + "/access",
            Map.of("allow", "10.1.2.3/16", "certificate", "", "idle", "", "connections", ""));
    assertThat(unfit.statusCode()).isEqualTo(422);
    assertThat(unfit.body()).contains("10.20.0.0/16");
    visitor.post(
        ACCOUNT + "/access",
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
    var register = server.library.store.libraryRegister();
    register.putAgencies(
        server.library.north,
        List.of(new Agency("699799", Agency.Kind.SCHOOL, "DK-699799", "399799", "School")));
    register.putBranches(
        server.library.north,
        List.of(new Branch("DK-699799", "699799", Set.of(), "School", BranchCalendar.ALWAYS_OPEN)));
    add("signe", StaffRole.INTEGRATOR, Set.of("699799"));
    create();
    try (var other = new ConsoleVisitor(server.listeners.httpPort())) {
      other.signIn("signe", PASSWORD);
      assertThat(other.get("/console/t/north/machines").body()).doesNotContain("hall-1");
      assertThat(other.get(ACCOUNT).statusCode()).isEqualTo(404);
      assertThat(other.get("/console/t/north/log?account=hall-1").statusCode()).isEqualTo(404);
      assertThat(other.post(ACCOUNT + "/enabled", Map.of("enabled", "false")).statusCode())
          .isEqualTo(404);
      assertThat(
              other
                  .post("/console/t/north/machines/new", form("hall-2", TestLibrary.MAIN))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              other.post("/console/t/north/machines/new", form("hall-2", "DK-699799")).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void theLogShowsWhatWasSaidAndLeavesPersonsOutOfCopies() throws InterruptedException {
    var secret = create();
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      kiosk.ask("9300CNhall-1|CO" + secret + "|");
      var page = "";
      for (var i = 0; i < 100 && !page.contains("patron identifier"); i++) {
        kiosk.ask("6300920260101    120000          AO|AAA|AD1234|");
        Thread.sleep(100);
        page = visitor.get("/console/t/north/log?account=hall-1&message=63").body();
      }
      assertThat(page)
          .contains("63 Patron Information (request)", "64 Patron Information", "Navn, A")
          .doesNotContain("1234|", secret);
      var copied = page.replaceAll("(?s).*?<pre id=\"redacted-1\" hidden>(.*?)</pre>.*", "$1");
      assertThat(copied).contains("(left out)").doesNotContain("Navn, A", "A@example.org");
      assertThat(visitor.get("/console/t/north/log?account=hall-1&text=no-such").body())
          .contains("Nothing was found.");
      kiosk.ask("11NN20260101    120000                  AO|AAX|AB1|AC|AD1234|");
      assertThat(visitor.get("/console/t/north/log?account=hall-1&faults=on").body())
          .contains("120NU")
          .doesNotContain("63 Patron Information");
    }
    assertThat(acts()).contains("log-read");
  }
}
