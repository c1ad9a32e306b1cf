package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Statements, payments and statistics over HTTP, as a library's own program asks for them. */
class RestDebtTest {

  private TestServer server;
  private RestProgram program;
  private RestProgram stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    program = RestProgram.of(server, server.library.north, "north-web", Scope.values());
    stranger = RestProgram.of(server, server.library.south, "south-web", Scope.values());
    var origin =
        new Origin(
            server.library.north,
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(60));
    server.library.submit(
        new FeeCommand.ChargeFee(origin, "A", FeeType.DAMAGE, 5_000, null, null, Instant.now()));
  }

  @AfterEach
  void close() {
    program.close();
    stranger.close();
    server.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return program.post("/rest/v1" + path, body);
  }

  @Test
  void paymentIsBegunAndConfirmedOnceByItsReference() {
    var begun = post("/payments", "{\"reference\": \"web-1\", \"patron\": \"A\"}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    assertThat(begun.body()).contains("\"state\":\"begun\"", "\"amount\":\"50.00\"");
    var confirmed = post("/payments/web-1/confirmation", "{\"amount\": \"50.00\"}");
    assertThat(confirmed.body()).contains("\"state\":\"confirmed\"");
    assertThat(post("/payments/web-1/confirmation", "{\"amount\": \"50.00\"}").body())
        .isEqualTo(confirmed.body());
    assertThat(program.get("/rest/v1/payments/web-1").body()).isEqualTo(confirmed.body());
    var statement = program.ok("/rest/v1/patrons/A/statement");
    assertThat(statement.get("balance").asString()).isEqualTo("0.00");
    assertThat(statement.get("entries")).hasSize(2);
  }

  @Test
  void whatIsWrongIsSaid() {
    post("/payments", "{\"reference\": \"web-1\", \"patron\": \"A\"}");
    RestProgram.assertProblem(
        post("/payments/web-1/confirmation", "{\"amount\": \"49.00\"}"),
        409,
        "Payment web-1 is for 50.00 DKK, not 49.00 DKK.");
    RestProgram.assertProblem(
        post("/payments/web-2/confirmation", "{\"amount\": \"49.00\"}"),
        404,
        "There is no payment web-2.");
    RestProgram.assertProblem(
        post("/payments", "{\"patron\": \"A\"}"), 400, "\"reference\" is missing.");
    RestProgram.assertProblem(
        program.get("/rest/v1/patrons/nobody/statement"), 404, "There is no such patron.");
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    post("/payments", "{\"reference\": \"web-1\", \"patron\": \"A\"}");
    assertThat(stranger.get("/rest/v1/payments/web-1").statusCode()).isEqualTo(404);
    assertThat(stranger.ok("/rest/v1/patrons/A/statement").get("entries")).isEmpty();
  }

  @Test
  void figuresAreToldAndVisitsTaken() {
    server.library.submit(TestLibrary.checkout(server.library.north, "A", "1"));
    server.library.store.statistics().count(server.library.north, 1_000);
    var put =
        post(
            "/statistics/visits",
            "{\"visits\": [{\"branch\": \"DK-799700\", \"day\": \"2026-11-25\", \"hour\": 10, \"visits\": 17}]}");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(204);
    var figures =
        program.ok("/rest/v1/statistics/figures?measure=loan,visit&by=branch&from=2026-01-01");
    assertThat(figures.get("figures").toString())
        .isEqualTo(
            "[{\"branch\":\"DK-799700\",\"measure\":\"loan\",\"count\":1},"
                + "{\"branch\":\"DK-799700\",\"measure\":\"visit\",\"count\":17}]");
    var visits = program.ok("/rest/v1/statistics/years/2026").get("all").get("visits");
    assertThat(visits.asInt()).isEqualTo(17);
    RestProgram.assertProblem(
        program.get("/rest/v1/statistics/figures?by=hour,audience"),
        400,
        "figures by hour can't be broken down by audience: that is not stored");
    RestProgram.assertProblem(
        post(
            "/statistics/visits",
            "{\"visits\": [{\"branch\": \"DK-1\", \"day\": \"2026-11-25\", \"visits\": 1}]}"),
        400,
        "north has no branch \"DK-1\".");
  }
}
