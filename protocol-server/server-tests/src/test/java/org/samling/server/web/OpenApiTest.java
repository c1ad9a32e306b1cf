package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.body;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.rest.OpenApi;
import org.samling.server.TestServer;
import org.samling.testing.GoldenFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the REST API, held against the standard and against the server. */
class OpenApiTest {

  /** The schema of OpenAPI 3.1 with its own dialect, as it is published. */
  private static final String STANDARD = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  private TestServer server;
  private RestClient client;
  private JsonNode document;

  @BeforeEach
  void open() {
    server = new TestServer();
    client = RestClient.of(server, server.library.north, "north-web", Set.of(Scope.values()));
    document = body(client.get("/openapi.json"), 200);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder.schemaIdResolvers(ids ->
                ids.mapPrefix("https://spec.openapis.org/", "classpath:spec.openapis.org/")));
  }

  @Test
  void descriptionIsWhatTheStandardAsksFor() {
    var standard = registry().getSchema(SchemaLocation.of(STANDARD));
    assertThat(standard.validate(document)).isEmpty();
    var broken = document.deepCopy();
    ((ObjectNode) broken.at("/paths/~1loans/post/responses/200")).remove("description");
    assertThat(standard.validate(broken)).as("the standard finds faults").isNotEmpty();
  }

  @Test
  void descriptionIsAsItIsKept() {
    var kept = (ObjectNode) document.deepCopy();
    ((ObjectNode) kept.get("info")).put("version", "<version>");
    GoldenFile.check("openapi.json", GoldenFile.json(kept) + "\n");
  }

  @Test
  void everyOperationIsDescribedAndNothingElse() {
    var described = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    described.add(
                        "%s %s %s"
                            .formatted(
                                method.getKey(),
                                path.getKey(),
                                method.getValue().get("operationId").asString()))));
    var operations =
        server.listeners.restOperations().stream()
            .map(o ->
                "%s %s %s"
                    .formatted(
                        o.method().name().toLowerCase(Locale.ROOT), OpenApi.template(o), o.text()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(operations);
  }

  @Test
  void everythingThatIsDescribedAnswers() {
    try (var anonymous = new RestClient(server.listeners.httpPort(), null)) {
      document
          .get("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .propertyNames()
                  .forEach(method -> {
                    var url = "/rest/v1" + path.getKey().replaceAll("\\{[a-z]+}", "1");
                    var name = method.toUpperCase(Locale.ROOT);
                    var answer = anonymous.send(name, url, null);
                    assertThat(answer.statusCode()).as(name + " " + url).isEqualTo(401);
                    assertThat(answer.headers().firstValue("content-type"))
                        .hasValue("application/problem+json");
                  }));
    }
  }

  @Test
  void answersAreAsTheyAreDescribed() {
    check("POST", "/loans", "/loans", "{\"patron\": \"A\", \"item\": \"1\"}");
    check("POST", "/loans", "/loans", "{\"patron\": \"B\", \"item\": \"1\"}");
    check("POST", "/renewals", "/renewals", "{\"patron\": \"A\", \"item\": \"1\"}");
    check("POST", "/patrons/{patron}/renewals", "/patrons/A/renewals", null);
    check("GET", "/patrons/{patron}", "/patrons/A", null);
    check("GET", "/patrons/{patron}/loans", "/patrons/A/loans", null);
    var hold = "{\"record\": \"t:2\", \"expires\": \"2099-01-01\"}";
    check("POST", "/patrons/{patron}/holds", "/patrons/B/holds", hold);
    check("GET", "/patrons/{patron}/holds", "/patrons/B/holds", null);
    var fee = "{\"amount\": \"20.00\", \"type\": \"damage\"}";
    check("POST", "/patrons/{patron}/fees", "/patrons/A/fees", fee);
    check("GET", "/patrons/{patron}/fees", "/patrons/A/fees", null);
    var payment = "{\"reference\": \"w-1\", \"patron\": \"A\"}";
    check("POST", "/payments", "/payments", payment);
    check("GET", "/payments/{reference}", "/payments/w-1", null);
    check("POST", "/patrons/{patron}/payments", "/patrons/A/payments", "{\"amount\": \"5.00\"}");
    check("GET", "/patrons/{patron}/statement", "/patrons/A/statement", null);
    check(
        "POST",
        "/patrons/{patron}/authentication",
        "/patrons/A/authentication",
        "{\"pin\": \"1\"}");
    check("POST", "/patrons/{patron}/blocks", "/patrons/B/blocks", "{\"code\": \"excluded\"}");
    check("DELETE", "/patrons/{patron}/blocks/{code}", "/patrons/B/blocks/excluded", null);
    check("GET", "/items/{item}", "/items/1", null);
    check("GET", "/titles/{record}", "/titles/t:1", null);
    check("POST", "/returns", "/returns", "{\"item\": \"1\"}");
    check("GET", "/accounts", "/accounts", null);
    check("GET", "/accounts/{name}", "/accounts/north-web", null);
    check("GET", "/imports", "/imports", null);
    check(
        "POST",
        "/stock-counts",
        "/stock-counts",
        "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN));
    check("GET", "/stock-counts", "/stock-counts", null);
    check("GET", "/offline-transactions", "/offline-transactions", null);
    check("GET", "/statistics/figures", "/statistics/figures", null);
    check("GET", "/statistics/years/{year}", "/statistics/years/2026", null);
    check("GET", "/ill-requests", "/ill-requests", null);
    configuration();
  }

  private void configuration() {
    var days = "/settings/hold.pickup-days";
    check("POST", "/settings/{setting}/values", days + "/values", "{\"value\": \"9\"}");
    check("GET", "/settings", "/settings", null);
    check("GET", "/settings/{setting}", days, null);
    check("GET", "/setting-values", "/setting-values", null);
    check("GET", "/versions", "/versions", null);
    var latest = body(client.get("/versions?limit=1"), 200).at("/versions/0/number").asString();
    check("GET", "/versions/{number}", "/versions/" + latest, null);
    var rule =
        "{\"code\": \"r\", \"weight\": 1, \"when\": {\"age\": \"0-12\"}, \"then\": {\"loan-days\": \"7\"}}";
    check("POST", "/policies", "/policies", rule);
    check("GET", "/policies", "/policies", null);
    check("GET", "/policies/{policy}", "/policies/r", null);
    check(
        "POST",
        "/policy-explanations",
        "/policy-explanations",
        "{\"age\": 40, \"settings\": [\"hold.pull\"]}");
    check("GET", "/policy-cases", "/policy-cases", null);
    var stop =
        "{\"code\": \"s\", \"from\": \"2026-01-01\", \"until\": \"2099-01-01\", \"reason\": \"test\"}";
    check("POST", "/stops", "/stops", stop);
    check("POST", "/stops/{stop}/ending", "/stops/s/ending", null);
    check("GET", "/stops", "/stops", null);
    var calendar = "/calendars/" + TestLibrary.MAIN;
    var hours = "{\"hours\": {\"monday\": {\"open\": \"08:00-20:00\"}}}";
    check("POST", "/calendars/{branch}/hours", calendar + "/hours", hours);
    var closing = "{\"from\": \"2026-12-24\", \"reason\": \"test\"}";
    check("POST", "/calendars/{branch}/closings", calendar + "/closings", closing);
    check("GET", "/calendars", "/calendars", null);
    var kiosk = "/accounts/north-kiosk";
    check("POST", "/accounts/{name}/access", kiosk + "/access", "{\"networks\": []}");
    check("POST", "/accounts/{name}/profile", kiosk + "/profile", "{\"preset\": \"door\"}");
    check("POST", "/accounts/{name}/scopes", "/accounts/north-z3950/scopes", "{\"scopes\": []}");
  }

  @Test
  void answersOfADeskAreAsTheyAreDescribed() {
    check("GET", "/patrons", "/patrons?name=Navn", null);
    check("GET", "/agencies", "/agencies", null);
    check("POST", "/items/{item}/properties", "/items/1/properties", "{\"properties\": \"x\"}");
    check("GET", "/items/{item}", "/items/1", null);
    var recorded = "{\"patron\": \"A\", \"item\": \"1\", \"due\": \"2099-05-01T12:00:00Z\"}";
    check("POST", "/loans/recording", "/loans/recording", recorded);
    var due = "{\"day\": \"2099-01-01\"}";
    check("POST", "/patrons/{patron}/loans/{item}/due-date", "/patrons/A/loans/1/due-date", due);
    check("POST", "/items/{item}/recall", "/items/1/recall", null);
    check("DELETE", "/items/{item}/recall", "/items/1/recall", null);
    check("POST", "/patrons/{patron}/loans/{item}/claim", "/patrons/A/loans/1/claim", null);
    check("POST", "/items/{item}/loss", "/items/1/loss", null);
    client.post("/returns", "{\"item\": \"1\"}");
    check("POST", "/returns/undo", "/returns/undo", "{\"item\": \"1\"}");
    client.post("/loans", "{\"patron\": \"B\", \"item\": \"2\"}");
    check("POST", "/loans/undo", "/loans/undo", "{\"item\": \"2\"}");

    var charge = client.post("/patrons/B/fees", "{\"amount\": \"20.00\", \"type\": \"damage\"}");
    check(
        "POST",
        "/patrons/{patron}/fees/{fee}/forgiving",
        "/patrons/B/fees/" + body(charge, 200).get("number").asString() + "/forgiving",
        "{\"reason\": \"found\"}");

    var hold = "/patrons/B/holds";
    hold += "/" + body(client.post(hold, "{\"record\": \"t:2\"}"), 201).get("number").asString();
    var template = "/patrons/{patron}/holds/{hold}";
    check("GET", template, hold, null);
    check("POST", template, hold, "{\"expires\": \"2099-01-01\"}");
    check("POST", template + "/pause", hold + "/pause", "{\"until\": \"2099-01-01\"}");
    check("GET", template, hold, null);
    check("GET", "/titles/{record}/queue", "/titles/t:2/queue", null);
    check("DELETE", template + "/pause", hold + "/pause", null);

    server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    check("POST", "/patrons", "/patrons", "{\"identifier\": \"N-1\", \"name\": \"Ny, En\"}");
  }

  private void check(String method, String template, String path, @Nullable String sent) {
    var answer = client.send(method, "/rest/v1" + path, sent);
    var told = body(answer, answer.statusCode());
    var described =
        answer.statusCode() >= 400
            ? document.at("/components/responses/Problem/content/application~1problem+json/schema")
            : document
                .get("paths")
                .get(template)
                .get(method.toLowerCase(Locale.ROOT))
                .get("responses")
                .get(Integer.toString(answer.statusCode()))
                .at("/content/application~1json/schema");
    assertThat(described.isMissingNode()).as(method + " " + template).isFalse();
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(described);
    assertThat(schema.validate(told)).as(method + " " + template + ": " + told).isEmpty();
    assertThat(undescribed("", told, described)).as(method + " " + template).isEmpty();
  }

  /** Members of an answer that its description does not name. */
  private static List<String> undescribed(String where, JsonNode told, JsonNode described) {
    var names = new ArrayList<String>();
    if (told.isObject() && described.has("properties")) {
      told.properties()
          .forEach(member -> {
            var of = described.get("properties").get(member.getKey());
            if (of == null) {
              names.add(where + "/" + member.getKey());
            } else {
              names.addAll(undescribed(where + "/" + member.getKey(), member.getValue(), of));
            }
          });
    } else if (told.isArray() && described.has("items")) {
      told.forEach(each -> names.addAll(undescribed(where, each, described.get("items"))));
    }
    return names;
  }
}
