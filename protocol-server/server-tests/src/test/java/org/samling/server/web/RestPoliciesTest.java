package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.assertProblem;
import static org.samling.server.web.RestClient.body;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.Situation;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;

/** Policy rules, test cases, stops and calendars over HTTP. */
class RestPoliciesTest {

  private static final Set<Scope> BOTH =
      Set.of(Scope.CONFIGURATION_READ, Scope.CONFIGURATION_CHANGE);
  private static final String SHORT =
      """
      {"code": "short-loans", "weight": 50, "when": {"item-category": ["book"], "age": "0-12"},
       "then": {"loan-days": "14"}, "from": "2026-01-01"}
      """;

  private TestServer server;
  private RestClient admin;
  private RestClient reader;
  private RestClient stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    var library = server.library;
    admin = RestClient.of(server, library.north, "north-admin", BOTH);
    reader = RestClient.of(server, library.north, "north-reader", Set.of(Scope.CONFIGURATION_READ));
    stranger = RestClient.of(server, library.south, "south-admin", BOTH);
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

  private static JsonNode term(JsonNode explained, String name) {
    return explained
        .get("terms")
        .valueStream()
        .filter(t -> t.get("term").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ruleIsPutShownReplacedAndRemoved() {
    var put = body(admin.post("/policies", SHORT), 200);
    assertThat(put.get("when").toString())
        .isEqualTo("{\"item-category\":[\"book\"],\"age\":\"0-12\"}");
    assertThat(put.get("then").toString()).isEqualTo("{\"loan-days\":\"14\"}");
    assertThat(put.get("state").asString()).isEqualTo("now");
    assertThat(body(reader.get("/policies/short-loans"), 200)).isEqualTo(put);
    assertThat(body(reader.get("/policies"), 200).get("policies").get(0)).isEqualTo(put);
    body(admin.post("/policies", SHORT.replace("\"14\"", "\"7\"")), 200);
    var all = body(reader.get("/policies"), 200).get("policies");
    assertThat(all).hasSize(1);
    assertThat(all.at("/0/then/loan-days").asString()).isEqualTo("7");
    assertProblem(
        reader.delete("/policies/short-loans"),
        403,
        "The account north-reader does not have the scope configuration:change.");
    assertProblem(stranger.get("/policies/short-loans"), 404, "There is no rule \"short-loans\".");
    assertProblem(
        stranger.delete("/policies/short-loans"), 404, "There is no rule \"short-loans\".");
    assertThat(admin.delete("/policies/short-loans").statusCode()).isEqualTo(204);
    assertProblem(admin.delete("/policies/short-loans"), 404, "There is no rule \"short-loans\".");
  }

  @Test
  void ruleThatCanNotBeIsRefusedWithTheReason() {
    assertProblem(
        admin.post("/policies", SHORT.replace("\"14\"", "\"two weeks\"")),
        400,
        "loan-days is a whole number from 0 to 3650, not \"two weeks\".");
    assertProblem(
        admin.post("/policies", SHORT.replace("\"book\"", "\"film\"")),
        400,
        "north has no item category \"film\".");
    assertProblem(
        admin.post("/policies", SHORT.replace("0-12", "12-0")),
        400,
        "ages are such as 0-12 or 65-, not \"12-0\".");
    assertProblem(
        admin.post("/policies", SHORT.replace("{\"loan-days\": \"14\"}", "{}")),
        400,
        "\"then\" is empty: give a term, or remove the rule.");
    assertThat(
            body(admin.post("/policies", SHORT.replace("\"age\"", "\"years\"")), 400)
                .get("detail")
                .asString())
        .as("a condition that is not known does not become one that always holds")
        .startsWith("In \"when\": There is no member \"years\" here;");
    assertProblem(
        admin.post("/policies", SHORT.replace("short-loans", "short loans")),
        400,
        "\"code\" must have 1 to 40 letters, digits and hyphens.");
    assertProblem(
        admin.post(
            "/policies",
            SHORT.replace("\"2026-01-01\"", "\"2026-01-02\", \"until\": \"2026-01-01\"")),
        400,
        "policy rule short-loans ends before it begins: 2026-01-02 to 2026-01-01.");
    assertThat(body(reader.get("/policies"), 200).get("policies")).isEmpty();
  }

  @Test
  void whatHoldsIsExplainedWithTheRulesThatDoNotApply() {
    body(admin.post("/policies", SHORT), 200);
    var child =
        body(
            reader.post(
                "/policy-explanations",
                "{\"item-category\": \"book\", \"age\": 10, \"settings\": [\"hold.pickup-days\"]}"),
            200);
    assertThat(child.get("day").asString()).isEqualTo(today().toString());
    var days = term(child, "loan-days");
    assertThat(days.get("value").asString()).isEqualTo("14");
    assertThat(days.get("level").asString()).isEqualTo("policy rule short-loans");
    assertThat(days.at("/beaten/0/value").asString()).isEqualTo("30");
    assertThat(child.at("/settings/0/value").asString()).isEqualTo("7");
    var adult =
        body(
            reader.post("/policy-explanations", "{\"item-category\": \"book\", \"age\": 40}"), 200);
    assertThat(term(adult, "loan-days").get("value").asString()).isEqualTo("30");
    assertThat(term(adult, "loan-days").at("/passed/0/because").asString())
        .isEqualTo("age is 40, not 0-12");
    assertProblem(
        reader.post("/policy-explanations", "{\"place-branch\": \"elsewhere\"}"),
        400,
        "north has no branch \"elsewhere\".");
    assertProblem(
        reader.post("/policy-explanations", "{\"settings\": [\"hold.colour\"]}"),
        400,
        "There is no setting \"hold.colour\".");
  }

  @Test
  void testCasesTellWhatThePolicyBreaks() {
    server
        .library
        .store
        .policyRegister()
        .putCase(
            server.library.north,
            new PolicyCase(
                "a month for books",
                new Situation(Map.of(Subject.ITEM_CATEGORY, "book"), 10, null, null),
                Map.of("loan-days", "30"),
                "test"));
    var before = body(reader.get("/policy-cases"), 200);
    assertThat(before.get("broken").asInt()).isZero();
    assertThat(before.at("/cases/0/as-expected").asBoolean()).isTrue();
    body(admin.post("/policies", SHORT), 200);
    var after = body(reader.get("/policy-cases"), 200);
    assertThat(after.get("broken").asInt()).isEqualTo(1);
    assertThat(after.at("/cases/0/broken").toString())
        .isEqualTo(
            "[{\"what\":\"loan-days\",\"expected\":\"30\",\"found\":\"14\",\"level\":\"policy rule short-loans\"}]");
    assertThat(body(stranger.get("/policy-cases"), 200).get("cases")).isEmpty();
  }

  private static String stop(LocalDate from, LocalDate until, String more) {
    return "{\"code\": \"storm\", \"from\": \"%s\", \"until\": \"%s\", \"reason\": \"Stormflod\"%s}"
        .formatted(from, until, more);
  }

  @Test
  void stopIsSetEndedAndRemoved() {
    var set =
        body(
            admin.post(
                "/stops",
                stop(
                    today().minusDays(1),
                    today().plusDays(9),
                    ", \"branches\": [\"%s\"], \"stops\": [\"fees\"]".formatted(TestLibrary.MAIN))),
            200);
    assertThat(set.get("state").asString()).isEqualTo("now");
    assertThat(set.get("waits").asBoolean()).isTrue();
    assertThat(set.get("stops").toString()).isEqualTo("[\"fees\"]");
    assertThat(set.get("by").asString()).isEqualTo("north-admin");
    assertThat(body(reader.get("/stops"), 200).at("/stops/0")).isEqualTo(set);
    assertThat(body(stranger.get("/stops"), 200).get("stops")).isEmpty();
    assertProblem(stranger.post("/stops/storm/ending", ""), 404, "There is no stop \"storm\".");
    assertProblem(
        admin.post("/stops/storm/ending", "{\"on\": \"%s\"}".formatted(today().plusDays(9))),
        409,
        "The stop storm ends on %s by itself; set it again to make it longer."
            .formatted(today().plusDays(9)));
    assertProblem(
        admin.post("/stops/storm/ending", "{\"on\": \"2020-01-01\"}"),
        409,
        "The stop storm begins only on %s; remove it instead.".formatted(today().minusDays(1)));
    var ended = body(admin.post("/stops/storm/ending", ""), 200);
    assertThat(ended.get("until").asString()).isEqualTo(today().toString());
    assertThat(admin.delete("/stops/storm").statusCode()).isEqualTo(204);
    assertThat(body(reader.get("/stops"), 200).at("/stops/0/state").asString())
        .as("until what it moved was moved back")
        .isEqualTo("removed");
    assertProblem(admin.delete("/stops/storm"), 404, "There is no stop \"storm\".");
  }

  @Test
  void stopThatNamesNothingStopsAllAndOneThatCanNotBeIsRefused() {
    var planned =
        body(admin.post("/stops", stop(today().plusDays(1), today().plusDays(2), "")), 200);
    assertThat(planned.get("stops")).hasSize(4);
    assertThat(planned.get("state").asString()).isEqualTo("planned");
    assertProblem(
        admin.post("/stops", stop(today(), today().minusDays(1), "")),
        400,
        "the stop storm ends before it begins: %s to %s.".formatted(today(), today().minusDays(1)));
    assertProblem(
        admin.post("/stops", stop(today(), today(), ", \"branches\": [\"elsewhere\"]")),
        400,
        "north has no branch \"elsewhere\".");
    assertThat(
            body(admin.post("/stops", stop(today(), LocalDate.of(2200, 1, 1), "")), 400)
                .get("detail")
                .asString())
        .isEqualTo("\"until\" must be a day from 1970-01-01 to 2199-12-31.");
    assertProblem(
        reader.post("/stops", stop(today(), today(), "")),
        403,
        "The account north-reader does not have the scope configuration:change.");
  }

  private static final String CALENDAR = "/calendars/" + TestLibrary.MAIN;

  @Test
  void hoursOfTheWeekAreReplacedAndClosingsStay() {
    body(
        admin.post(CALENDAR + "/closings", "{\"from\": \"2026-12-24\", \"reason\": \"Jul\"}"), 200);
    var hours =
        "{\"hours\": {\"monday\": {\"open\": \"08:00-20:00\", \"staffed\": \"10:00-16:00\"}, \"sunday\": {\"open\": \"10:00-14:00\"}}}";
    var put = body(admin.post(CALENDAR + "/hours", hours), 200);
    assertThat(put.get("hours").toString())
        .isEqualTo(
            "{\"monday\":{\"open\":\"08:00-20:00\",\"staffed\":\"10:00-16:00\"},\"sunday\":{\"open\":\"10:00-14:00\",\"staffed\":null}}");
    assertThat(put.at("/closings/0/to").asString()).isEqualTo("2026-12-24");
    assertThat(body(reader.get(CALENDAR), 200)).isEqualTo(put);
    var all = body(reader.get("/calendars"), 200).get("calendars");
    assertThat(all.valueStream().map(c -> c.get("branch").asString()).toList())
        .isEqualTo(List.of(TestLibrary.MAIN, TestLibrary.BRANCH));
    assertThat(all.at("/0/hours")).isEqualTo(put.get("hours"));
    assertThat(body(stranger.get(CALENDAR), 200).get("hours"))
        .as("another tenant's branch of the same code")
        .isEmpty();
    assertProblem(
        admin.post(CALENDAR + "/hours", hours.replace("20:00", "07:00")),
        400,
        "The hours of monday end before they begin.");
    assertThat(
            body(admin.post(CALENDAR + "/hours", hours.replace("sunday", "holiday")), 400)
                .get("detail")
                .asString())
        .startsWith("In \"hours\": There is no member \"holiday\" here;");
    assertThat(admin.post(CALENDAR + "/hours", hours.replace("20:00", "25:00")).statusCode())
        .isEqualTo(400);
    assertThat(body(reader.get(CALENDAR), 200)).isEqualTo(put);
  }

  @Test
  void branchIsClosedForAPeriodAndOpenedAgain() {
    var sent = "{\"from\": \"2026-12-24\", \"to\": \"2026-12-26\", \"reason\": \"Jul\"}";
    var closed = body(admin.post(CALENDAR + "/closings", sent), 200);
    assertThat(closed.get("closings").toString())
        .isEqualTo("[{\"from\":\"2026-12-24\",\"to\":\"2026-12-26\",\"reason\":\"Jul\"}]");
    assertProblem(
        admin.post(CALENDAR + "/closings", sent),
        409,
        "%s is already closed from 2026-12-24: remove that closing first."
            .formatted(TestLibrary.MAIN));
    assertProblem(
        admin.post(CALENDAR + "/closings", sent.replace("12-26", "12-23")),
        400,
        "\"to\" 2026-12-23 is before \"from\" 2026-12-24.");
    assertProblem(
        admin.post("/calendars/elsewhere/closings", sent),
        404,
        "There is no branch \"elsewhere\".");
    assertProblem(
        reader.post(CALENDAR + "/closings", sent),
        403,
        "The account north-reader does not have the scope configuration:change.");
    assertThat(body(admin.delete(CALENDAR + "/closings/2026-12-24"), 200).get("closings"))
        .isEmpty();
    assertProblem(
        admin.delete(CALENDAR + "/closings/2026-12-24"),
        404,
        "%s has no closing from 2026-12-24.".formatted(TestLibrary.MAIN));
  }
}
