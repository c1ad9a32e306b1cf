package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.json.JsonMapper;

/** Class sets and bookings over HTTP, as a school's own pages ask for them. */
class RestBookingsTest {

  private final LocalDate from = LocalDate.now(ZoneId.of("Europe/Copenhagen")).plusDays(30);
  private TestServer server;
  private RestProgram pages;

  @BeforeEach
  void open() {
    server = new TestServer();
    var library = server.library;
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    pages =
        RestProgram.of(
            server, library.north, "north-web", Scope.BOOKINGS_READ, Scope.BOOKINGS_PLACE);
  }

  @AfterEach
  void close() {
    pages.close();
    server.close();
  }

  private HttpResponse<String> post(String path, int copies, String... headers) {
    var body =
        "{\"patron\": \"A\", \"titles\": [\"t:1\"], \"copies\": %d, \"from\": \"%s\", \"until\": \"%s\"}"
            .formatted(copies, from, from.plusDays(20));
    return pages.post("/rest/v1" + path, BodyPublishers.ofString(body), headers);
  }

  @Test
  void whatIsBookedOnceIsListedAndGivenUp() {
    assertThat(post("/bookings/check", 5).statusCode()).isEqualTo(200);
    assertThat(pages.ok("/rest/v1/bookings").get("bookings")).isEmpty();
    var placed = post("/bookings", 3, "Idempotency-Key", "school-1");
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(200);
    assertThat(post("/bookings", 3, "Idempotency-Key", "school-1").body()).isEqualTo(placed.body());
    var bookings = pages.ok("/rest/v1/bookings?patron=A").get("bookings");
    assertThat(bookings).hasSize(1);
    assertThat(bookings.get(0).toString())
        .contains("\"state\":\"booked\"", "\"record\":\"t:1\"", "\"promised\":3");
    var path = "/rest/v1/bookings/" + bookings.get(0).get("booking").asString();
    assertThat(pages.delete(path).statusCode()).isEqualTo(204);
    assertThat(pages.delete(path).statusCode()).isEqualTo(404);
    assertThat(pages.ok("/rest/v1/bookings").get("bookings")).isEmpty();
    assertThat(pages.ok("/rest/v1/bookings?all=true").get("bookings")).hasSize(1);
  }

  @Test
  void whatStandsInTheWayIsToldOfEachCopy() {
    post("/bookings", 4);
    var refused = post("/bookings", 2);
    assertThat(refused.statusCode()).isEqualTo(409);
    var problem = JsonMapper.builder().build().readTree(refused.body());
    assertThat(problem.get("reason").asString()).isEqualTo("too-few-copies");
    assertThat(problem.at("/conflicts/0/free").asInt()).isEqualTo(1);
    assertThat(problem.at("/conflicts/0/in-the-way")).hasSize(4);
    assertThat(problem.at("/conflicts/0/in-the-way/0/kind").asString()).isEqualTo("booked");
    RestProgram.assertProblem(
        post("/bookings", 0), 400, "\"copies\" must be a number from 1 to 200.");
  }

  @Test
  void setsAreToldWithTheirItems() {
    var library = server.library;
    library.submit(
        new SetCommand.PutSet(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(60)),
            "SET-1",
            "Klassesæt",
            List.of("1", "2"),
            List.of()));
    assertThat(pages.ok("/rest/v1/sets").get("sets")).hasSize(1);
    var set = pages.ok("/rest/v1/sets/SET-1");
    assertThat(set.get("items").asInt()).isEqualTo(2);
    assertThat(set.at("/contents/0/item").asString()).isEqualTo("1");
    assertThat(set.at("/contents/0/status").asString()).isEqualTo("available");
    RestProgram.assertProblem(pages.get("/rest/v1/sets/none"), 404, "There is no set \"none\".");
  }
}
