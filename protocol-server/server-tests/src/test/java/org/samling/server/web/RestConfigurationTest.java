package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.assertProblem;
import static org.samling.server.web.RestClient.body;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;

/** Settings, and what was changed of the configuration, over HTTP. */
class RestConfigurationTest {

  private static final String PICKUP_DAYS = "/settings/hold.pickup-days";

  private TestServer server;
  private RestClient admin;
  private RestClient reader;
  private RestClient stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    var library = server.library;
    admin =
        RestClient.of(
            server,
            library.north,
            "north-admin",
            Set.of(
                Scope.CONFIGURATION_READ,
                Scope.CONFIGURATION_CHANGE,
                Scope.ACCOUNTS_MANAGE,
                Scope.HOLDS));
    reader = RestClient.of(server, library.north, "north-reader", Set.of(Scope.CONFIGURATION_READ));
    stranger =
        RestClient.of(
            server,
            library.south,
            "south-admin",
            Set.of(Scope.CONFIGURATION_READ, Scope.CONFIGURATION_CHANGE, Scope.ACCOUNTS_MANAGE));
  }

  @AfterEach
  void close() {
    admin.close();
    reader.close();
    stranger.close();
    server.close();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  }

  private JsonNode set(String value, String more) {
    return body(
        admin.post(PICKUP_DAYS + "/values", "{\"value\": \"%s\"%s}".formatted(value, more)), 200);
  }

  @Test
  void settingThatGuardsPeopleTakesTheScopeThatItIsGuardedBy() {
    for (var setting : List.of(Setting.STAFF_SECOND_FACTOR, Setting.PIN_LOCK_AFTER)) {
      var lacks =
          "The account north-admin does not have the scope %s."
              .formatted(Objects.requireNonNull(setting.guard()).text());
      var values = "/settings/%s/values".formatted(setting.name());
      var value = "{\"value\": \"%s\"}".formatted(setting.builtInText());
      assertProblem(admin.post(values, value), 403, lacks);
      assertProblem(admin.delete(values + "/1970-01-01"), 403, lacks);
      server.library.set(setting, setting.builtInText());
      assertProblem(admin.post("/versions/" + latest("setting") + "/roll-back", ""), 403, lacks);
    }
    try (var both =
        RestClient.of(
            server,
            server.library.north,
            "north-both",
            Set.of(Scope.CONFIGURATION_CHANGE, Scope.PATRONS_PINS))) {
      assertThat(both.post("/settings/pin.lock-after/values", "{\"value\": \"6\"}").statusCode())
          .isEqualTo(200);
    }
  }

  private static Set<String> texts(JsonNode list, String member) {
    return list.valueStream().map(n -> n.get(member).asString()).collect(Collectors.toSet());
  }

  @Test
  void settingIsExplainedWithThePlacesLookedAtAndWhatIsPlanned() {
    var later = today().plusDays(30);
    var set = set("10", "");
    assertThat(set.get("value").asString()).isEqualTo("10");
    assertThat(set.at("/set-at/level").asString()).isEqualTo("tenant");
    var planned =
        set("14", ", \"branch\": \"%s\", \"from\": \"%s\"".formatted(TestLibrary.MAIN, later));
    assertThat(planned.get("value").asString()).as("on its first day").isEqualTo("14");
    assertThat(planned.get("day").asString()).isEqualTo(later.toString());

    var now = body(reader.get(PICKUP_DAYS + "?branch=" + TestLibrary.MAIN), 200);
    assertThat(now.get("value").asString()).isEqualTo("10");
    assertThat(now.get("built-in").asString()).isEqualTo("7");
    assertThat(now.get("accepts").asString()).isEqualTo("a whole number from 1 to 365");
    assertThat(now.get("places")).hasSize(3);
    assertThat(now.at("/places/0/place").asString()).isEqualTo(TestLibrary.MAIN);
    assertThat(now.at("/places/0/set").isNull()).isTrue();
    assertThat(now.at("/places/2/set/by").asString()).isEqualTo("north-admin");
    assertThat(now.at("/planned/0/value").asString()).isEqualTo("14");
    assertThat(now.at("/planned/0/state").asString()).isEqualTo("planned");
    var then =
        body(reader.get(PICKUP_DAYS + "?branch=%s&day=%s".formatted(TestLibrary.MAIN, later)), 200);
    assertThat(then.get("value").asString()).isEqualTo("14");
    var within =
        body(reader.get(PICKUP_DAYS + "?branch=" + TestLibrary.MAIN + "&location=Voksen"), 200);
    assertThat(within.get("places")).hasSize(4);

    var all = body(reader.get("/settings?limit=1000&branch=" + TestLibrary.MAIN), 200);
    assertThat(texts(all.get("settings"), "setting"))
        .isEqualTo(Setting.ALL.stream().map(Setting::name).collect(Collectors.toSet()));
    assertThat(body(stranger.get(PICKUP_DAYS), 200).get("value").asString())
        .as("another tenant's")
        .isEqualTo("7");
  }

  @Test
  void whatIsSetIsListedByPlaceInPages() {
    set("10", "");
    set("11", ", \"from\": \"%s\"".formatted(today().plusDays(1)));
    set("12", ", \"branch\": \"%s\"".formatted(TestLibrary.BRANCH));
    var path = "/setting-values?setting=hold.pickup-days";
    var first = body(reader.get(path + "&limit=2"), 200);
    assertThat(first.get("values").valueStream().map(v -> v.get("value").asString()).toList())
        .isEqualTo(List.of("10", "11"));
    var next = first.get("next").asString().replace(" ", "%20");
    var last = body(reader.get(path + "&limit=2&after=" + next), 200);
    assertThat(last.at("/values/0/value").asString()).isEqualTo("12");
    assertThat(last.get("next").isNull()).isTrue();
    var there = body(reader.get(path + "&branch=" + TestLibrary.BRANCH), 200).get("values");
    assertThat(texts(there, "value")).containsExactly("12");
    assertThat(body(stranger.get(path), 200).get("values")).isEmpty();
  }

  @Test
  void settingIsRemovedFromTheDayOnWhichItBegan() {
    set("10", "");
    var path = PICKUP_DAYS + "/values/" + today();
    assertProblem(
        stranger.delete(path),
        404,
        "hold.pickup-days is not set at tenant south from %s.".formatted(today()));
    var after = body(admin.delete(path), 200);
    assertThat(after.get("value").asString()).isEqualTo("7");
    assertThat(after.get("set-at").isNull()).isTrue();
    assertProblem(
        admin.delete(path),
        404,
        "hold.pickup-days is not set at tenant north from %s.".formatted(today()));
  }

  @Test
  void whatCanNotBeSetIsRefusedWithTheReason() {
    var path = PICKUP_DAYS + "/values";
    assertProblem(
        admin.post(path, "{\"value\": \"soon\"}"),
        400,
        "hold.pickup-days is a whole number from 1 to 365, not \"soon\".");
    assertProblem(
        admin.post(path, "{\"value\": \"9\", \"from\": \"2027-01-02\", \"until\": \"2027-01-01\"}"),
        400,
        "hold.pickup-days ends before it begins: 2027-01-02 to 2027-01-01.");
    assertProblem(
        admin.post(path, "{\"value\": \"9\", \"until\": \"2200-01-01\"}"),
        400,
        "\"until\" must be a day from 1970-01-01 to 2199-12-31.");
    assertProblem(
        admin.post(path, "{\"value\": \"9\", \"branch\": \"elsewhere\"}"),
        400,
        "north has no branch \"elsewhere\".");
    assertProblem(
        admin.post(path, "{\"value\": \"9\", \"location\": \"Voksen\"}"),
        400,
        "\"location\" is a place within a branch; give \"branch\" too.");
    assertProblem(
        admin.post(
            path,
            "{\"value\": \"9\", \"branch\": \"%s\", \"location\": \"a > b > c > d > e\"}"
                .formatted(TestLibrary.MAIN)),
        400,
        "A place within a branch can have at most four parts.");
    assertProblem(admin.post(path, "{}"), 400, "\"value\" is missing.");
    assertProblem(
        admin.post("/settings/hold.colour/values", "{\"value\": \"9\"}"),
        404,
        "There is no setting \"hold.colour\".");
    assertProblem(
        reader.post(path, "{\"value\": \"9\"}"),
        403,
        "The account north-reader does not have the scope configuration:change.");
    assertThat(body(reader.get("/setting-values?setting=hold.pickup-days"), 200).get("values"))
        .isEmpty();
  }

  @Test
  void settingUnderAnIdempotencyKeyIsSetOnce() {
    var sent = "{\"value\": \"10\"}";
    var first = admin.post(PICKUP_DAYS + "/values", sent, "idempotency-key", "k-1");
    set("12", "");
    var again = admin.post(PICKUP_DAYS + "/values", sent, "idempotency-key", "k-1");
    assertThat(body(again, 200)).isEqualTo(body(first, 200));
    assertThat(body(reader.get(PICKUP_DAYS), 200).get("value").asString()).isEqualTo("12");
  }

  @Test
  void changesAreListedWithWhoMadeThemLatestFirst() {
    set("10", "");
    set("12", "");
    set("14", ", \"branch\": \"%s\"".formatted(TestLibrary.MAIN));
    var path = "/versions?kind=setting&who=north-admin";
    var page = body(reader.get(path + "&limit=2"), 200);
    assertThat(page.get("versions")).hasSize(2);
    var latest = page.at("/versions/0");
    assertThat(latest.get("protocol").asString()).isEqualTo("REST");
    assertThat(latest.get("change").asString()).isEqualTo("made");
    assertThat(latest.get("place").asString()).isEqualTo(TestLibrary.MAIN);
    var last = body(reader.get(path + "&limit=2&after=" + page.get("next").asString()), 200);
    assertThat(last.get("versions")).hasSize(1);
    assertThat(last.get("next").isNull()).isTrue();
    var there = body(reader.get(path + "&place=" + TestLibrary.MAIN), 200).get("versions");
    assertThat(texts(there, "number")).containsExactly(latest.get("number").asString());
    assertThat(body(stranger.get(path), 200).get("versions")).isEmpty();
    assertProblem(reader.get("/versions?kind=weather"), 400, "There is no kind \"weather\".");
    assertProblem(
        reader.get("/versions?limit=101"), 400, "\"limit\" must be a number from 1 to 100.");
  }

  @Test
  void changeIsShownAndRolledBackUnlessItWasChangedSince() {
    set("10", "");
    set("12", "");
    var number = latest("setting");
    var shown = body(reader.get("/versions/" + number), 200);
    assertThat(shown.get("differences").toString())
        .isEqualTo("[{\"what\":\"value\",\"before\":\"10\",\"after\":\"12\"}]");
    var rollBack = "/versions/" + number + "/roll-back";
    assertProblem(
        reader.post(rollBack, ""),
        403,
        "The account north-reader does not have the scope configuration:change.");
    assertProblem(stranger.get("/versions/" + number), 404, "There is no such change.");
    assertProblem(stranger.post(rollBack, ""), 404, "There is no such change.");
    assertThat(admin.post(rollBack, "").statusCode()).isEqualTo(204);
    assertThat(body(reader.get(PICKUP_DAYS), 200).get("value").asString()).isEqualTo("10");
    assertProblem(
        admin.post(rollBack, ""),
        409,
        "It has been changed again since; roll back the later change first.");
    assertProblem(reader.get("/versions/none"), 404, "There is no such change.");
  }

  private String latest(String kind) {
    return body(admin.get("/versions?limit=1&kind=" + kind), 200)
        .at("/versions/0/number")
        .asString();
  }

  private void partner(String name, Set<Scope> before, Set<Scope> now) {
    var register = server.library.store.libraryRegister();
    var north = server.library.north;
    register.putAccounts(
        north,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                name,
                new Secret(name + "-1"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    assertThat(register.putScopes(north, name, before)).isTrue();
    assertThat(register.putScopes(north, name, now)).isTrue();
  }

  @Test
  void accountIsRolledBackToNoScopeThatWhoAsksHasNot() {
    partner("north-paying", Set.of(Scope.PAYMENTS), Set.of());
    assertProblem(
        admin.post("/versions/" + latest("account") + "/roll-back", ""),
        403,
        "The account north-admin does not have the scope payments, so it can't grant it.");
    partner("north-holding", Set.of(Scope.HOLDS), Set.of());
    assertThat(admin.post("/versions/" + latest("account") + "/roll-back", "").statusCode())
        .isEqualTo(204);
    var account = body(admin.get("/accounts/north-holding"), 200);
    assertThat(account.get("scopes").toString()).isEqualTo("[\"holds\"]");
    partner("north-more", Set.of(), Set.of(Scope.PAYMENTS));
    assertProblem(
        admin.post("/versions/" + latest("account") + "/roll-back", ""),
        403,
        "The account north-admin does not have the scope payments, so it can't change north-more, which has it.");
  }

  @Test
  void makingOfAnAccountIsNotRolledBack() {
    partner("north-new", Set.of(), Set.of());
    assertProblem(
        admin.post("/versions/" + latest("account") + "/roll-back", ""),
        409,
        "The change created it, and other things may refer to it, so it is not removed.");
  }

  @Test
  void changesOfAccountsAreSeenByThoseOnlyWhoManageThem() {
    partner("north-new", Set.of(), Set.of());
    assertThat(texts(body(admin.get("/versions"), 200).get("versions"), "kind"))
        .contains("account");
    assertThat(texts(body(reader.get("/versions"), 200).get("versions"), "kind"))
        .isNotEmpty()
        .doesNotContain("account");
    assertProblem(
        reader.get("/versions?kind=account"),
        403,
        "The account north-reader does not have the scope accounts:manage.");
    assertProblem(reader.get("/versions/" + latest("account")), 404, "There is no such change.");
  }
}
