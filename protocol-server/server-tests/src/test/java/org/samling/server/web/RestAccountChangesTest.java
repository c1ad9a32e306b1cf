package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.assertProblem;
import static org.samling.server.web.RestClient.body;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.server.TestServer;

/** Changes of accounts over HTTP. */
class RestAccountChangesTest {

  private static final String KIOSK = "/accounts/north-kiosk";

  private TestServer server;
  private RestClient manager;
  private RestClient stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    var library = server.library;
    var scopes = Set.of(Scope.ACCOUNTS_MANAGE, Scope.HOLDS, Scope.PATRONS_READ);
    manager = RestClient.of(server, library.north, "north-manager", scopes);
    stranger = RestClient.of(server, library.south, "south-manager", scopes);
  }

  @AfterEach
  void close() {
    manager.close();
    stranger.close();
    server.close();
  }

  private void program(String name, Set<Scope> scopes) {
    RestClient.of(server, server.library.north, name, scopes).close();
  }

  @Test
  void networksAndLimitsAreReplacedAsAWhole() {
    var sent =
        "{\"networks\": [\"10.20.0.0/16\"], \"idle-seconds\": 600, \"connections\": 3, \"certificate\": \"CN=kiosk\"}";
    var changed = body(manager.post(KIOSK + "/access", sent), 200);
    assertThat(changed.get("networks").toString()).isEqualTo("[\"10.20.0.0/16\"]");
    assertThat(changed.get("idle-seconds").asInt()).isEqualTo(600);
    assertThat(changed.get("connections").asInt()).isEqualTo(3);
    assertThat(changed.get("certificate").asString()).isEqualTo("CN=kiosk");
    assertThat(changed.get("enabled").asBoolean()).isTrue();
    assertThat(body(manager.get(KIOSK), 200)).isEqualTo(changed);
    var open = body(manager.post(KIOSK + "/access", "{\"networks\": []}"), 200);
    assertThat(open.get("networks")).isEmpty();
    assertThat(open.get("connections").isNull()).isTrue();
    assertThat(manager.post(KIOSK + "/disabling", "").statusCode()).isEqualTo(204);
    assertThat(body(manager.post(KIOSK + "/access", sent), 200).get("enabled").asBoolean())
        .as("whether it is used stays")
        .isFalse();
    assertProblem(manager.post(KIOSK + "/access", "{}"), 400, "\"networks\" is missing.");
    assertProblem(
        manager.post(KIOSK + "/access", "{\"networks\": [\"the office\"]}"),
        400,
        "\"networks\" must be a list of networks such as 10.20.0.0/16 and 2001:db8::/32, with no bit set after the prefix.");
    assertProblem(
        manager.post(KIOSK + "/access", "{\"networks\": [], \"connections\": 0}"),
        400,
        "\"connections\" must be a number from 1 to 100,000.");
    assertProblem(
        stranger.post(KIOSK + "/access", sent), 404, "There is no account \"north-kiosk\".");
  }

  @Test
  void profileIsAPresetWithWhatDiffersAndIsTakenAway() {
    var sent = "{\"preset\": \"door\", \"differences\": {\"minimum-age\": 15}}";
    var changed = body(manager.post(KIOSK + "/profile", sent), 200);
    assertThat(changed.get("profile").toString())
        .isEqualTo("{\"preset\":\"door\",\"differences\":{\"minimum-age\":15}}");
    assertThat(
            body(manager.post(KIOSK + "/profile", sent.replace("15", "\"young\"")), 400)
                .get("detail")
                .asString())
        .contains("minimum-age");
    assertThat(
            body(manager.post(KIOSK + "/profile", sent.replace("minimum-age", "colour")), 400)
                .get("detail")
                .asString())
        .contains("colour");
    assertThat(
            body(manager.post(KIOSK + "/profile", sent.replace("door", "window")), 400)
                .get("detail")
                .asString())
        .contains("preset");
    assertProblem(
        manager.post("/accounts/north-oai/profile", sent),
        409,
        "north-oai is not a SIP2 account, so it has no profile.");
    assertProblem(
        stranger.post(KIOSK + "/profile", sent), 404, "There is no account \"north-kiosk\".");
    assertThat(body(manager.get(KIOSK), 200)).isEqualTo(changed);
    var taken = manager.delete(KIOSK + "/profile");
    assertThat(body(taken, 200).get("profile").isNull()).isTrue();
  }

  private boolean logsIn(String name, String password) {
    return server
        .library
        .store
        .accounts()
        .authenticate(Account.Protocol.REST, name, new Secret(password))
        .isPresent();
  }

  @Test
  void newPasswordCountsAsItIsWrittenAndTheOldOneNoLonger() {
    program("north-web", Set.of(Scope.HOLDS));
    var password = " 010180-1234 with blanks ";
    var path = "/accounts/north-web/password";
    assertProblem(
        manager.post(path, "{\"password\": \"short\"}"),
        400,
        "\"password\" must have at least 12 characters.");
    assertProblem(
        stranger.post(path, "{\"password\": \"%s\"}".formatted(password)),
        404,
        "There is no account \"north-web\".");
    assertThat(logsIn("north-web", "north-web-1")).isTrue();
    assertThat(manager.post(path, "{\"password\": \"%s\"}".formatted(password)).statusCode())
        .isEqualTo(204);
    assertThat(logsIn("north-web", password)).isTrue();
    assertThat(logsIn("north-web", "north-web-1")).isFalse();
    assertThat(body(manager.get("/accounts/north-web"), 200).get("scopes").toString())
        .isEqualTo("[\"holds\"]");
  }

  @Test
  void accountWithAScopeThatWhoAsksHasNotIsNotChanged() {
    program("north-paying", Set.of(Scope.HOLDS, Scope.PAYMENTS));
    var account = "/accounts/north-paying";
    var refused =
        "The account north-manager does not have the scope payments, so it can't change north-paying, which has it.";
    assertProblem(
        manager.post(account + "/password", "{\"password\": \"long-enough-1\"}"), 403, refused);
    assertProblem(manager.post(account + "/access", "{\"networks\": []}"), 403, refused);
    assertProblem(manager.post(account + "/scopes", "{\"scopes\": []}"), 403, refused);
    assertThat(
            body(
                    manager.post(
                        "/accounts/north-ncip/password", "{\"password\": \"long-enough-1\"}"),
                    403)
                .get("detail")
                .asString())
        .as("of NCIP none said means all")
        .endsWith("so it can't change north-ncip, which has it.");
    assertThat(logsIn("north-paying", "north-paying-1")).isTrue();
  }

  @Test
  void scopesAreReplacedByThoseOnlyThatWhoAsksHas() {
    program("north-web", Set.of());
    var path = "/accounts/north-web/scopes";
    assertThat(body(manager.post(path, "{\"scopes\": [\"holds\"]}"), 200).get("scopes").toString())
        .isEqualTo("[\"holds\"]");
    assertProblem(
        manager.post(path, "{\"scopes\": [\"payments\"]}"),
        403,
        "The account north-manager does not have the scope payments, so it can't grant it.");
    assertProblem(
        manager.post(path, "{\"scopes\": [\"weather\"]}"), 400, "There is no scope \"weather\".");
    assertProblem(
        manager.post(KIOSK + "/scopes", "{\"scopes\": [\"holds\"]}"),
        409,
        "north-kiosk is an account for sip2, so it has no scopes.");
    assertProblem(
        manager.post("/accounts/north-manager/scopes", "{\"scopes\": [\"holds\"]}"),
        409,
        "An account can't change anything of its own except its password.");
    assertThat(body(manager.post(path, "{\"scopes\": []}"), 200).get("scopes")).isEmpty();
  }

  @Test
  void accountRollsBackNothingOfItself() {
    var scopes =
        Set.of(Scope.ACCOUNTS_MANAGE, Scope.CONFIGURATION_READ, Scope.CONFIGURATION_CHANGE);
    var register = server.library.store.libraryRegister();
    assertThat(register.putScopes(server.library.north, "north-manager", scopes)).isTrue();
    var latest = body(manager.get("/versions?kind=account&limit=1"), 200).at("/versions/0");
    assertThat(latest.get("name").asString()).isEqualTo("north-manager");
    assertProblem(
        manager.post("/versions/%s/roll-back".formatted(latest.get("number").asString()), ""),
        409,
        "An account can't change anything of its own except its password.");
  }

  @Test
  void whoMayNotSeePatronsHasNoMachineThatIsToldOfThem() {
    var library = server.library;
    var maker = Set.of(Scope.ACCOUNTS_MANAGE, Scope.NCIP_BORROW);
    var lacks = "The account north-integrator does not have the scope patrons:read, so it can't ";
    var change = lacks + "change north-kiosk, whose machine is told of patrons.";
    var make =
        lacks
            + "make an account whose machine is told of patrons; presets without that are book-drop, door, payment-terminal, self-check, sorter.";
    var staff = new Sip2ProfileChoice("staff", Map.of());
    assertThat(library.store.libraryRegister().putProfile(library.north, "north-kiosk", staff))
        .isTrue();
    try (var integrator = RestClient.of(server, library.north, "north-integrator", maker)) {
      var machine =
          "{\"name\": \"%s\", \"protocol\": \"sip2\", \"password\": \"long-enough-9\", \"branch\": \"DK-799700\"%s}";
      assertProblem(
          integrator.post("/accounts", machine.formatted("north-9", ", \"preset\": \"staff\"")),
          403,
          make);
      var door =
          integrator.post("/accounts", machine.formatted("north-9", ", \"preset\": \"door\""));
      assertThat(body(door, 201).get("profile").get("preset").asString()).isEqualTo("door");
      assertProblem(
          integrator.post("/accounts/north-9/profile", "{\"preset\": \"staff\"}"), 403, make);
      assertProblem(
          integrator.post(
              "/accounts/north-9/profile/changes",
              "{\"differences\": {\"without-pin\": [\"name\"]}}"),
          403,
          make);
      for (var path : List.of("password", "access", "profile", "enabling")) {
        var body =
            switch (path) {
              case "password" -> "{\"password\": \"long-enough-9\"}";
              case "access" -> "{\"networks\": []}";
              case "profile" -> "{\"preset\": \"door\"}";
              default -> "";
            };
        assertProblem(integrator.post(KIOSK + "/" + path, body), 403, change);
      }
      assertThat(integrator.post(KIOSK + "/disabling", "").statusCode()).isEqualTo(204);
      assertThat(integrator.post(KIOSK + "/wire-log", "").statusCode()).isEqualTo(204);
      var partner = machine.formatted("north-8", "").replace("sip2", "ncip");
      var beyond = integrator.post("/accounts", partner);
      assertThat(beyond.statusCode()).isEqualTo(403);
      assertThat(beyond.body()).contains("does not have the scope ncip:", "so it can't grant it.");
    }
  }

  @Test
  void boundsThatAreLeftOutAreNone() {
    var bounds = "/accounts/north-kiosk/bounds";
    var bound = manager.post(bounds, "{\"bound-branches\": [\"DK-799700\"]}").body();
    assertThat(bound).contains("\"bound-agencies\":[]", "\"bound-branches\":[\"DK-799700\"]");
    assertThat(manager.post(bounds, "{}").body())
        .contains("\"bound-agencies\":[]", "\"bound-branches\":[]");
  }
}
