package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.GuestReception;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.core.requests.ResourceLimit;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** The commands {@code guest-agreements} and {@code guests}, and guests by REST. */
class GuestCommandsTest {

  private static final String CARD = "2000123456";
  private static final String NOBODYS = "2000999999";

  private TestServer server;
  private TestLibrary library;
  private PostgresStore store;
  private TenantId home;
  private TenantId lender;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    store = library.store;
    home = library.south;
    lender = library.north;
    TestPatrons.patron().put(library, home, CARD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void agree() {
    var terms = new Terms(Set.of(Told.NAME), List.of("2000"));
    store.guestAgreements().offer(home, lender, terms, "anna");
    new ClientCommands(server)
        .run(
            "guest-agreements",
            "accept",
            "south",
            "--category",
            "adult",
            "--branch",
            TestLibrary.BRANCH)
        .done();
    store.guestReception().looksAnew(lender);
  }

  @Test
  void staffReceiveAGuestByTheCardAloneAndHaveOnlySoManyLookedUp() {
    agree();
    var commands = new ClientCommands(server);

    assertThat(commands.run("guests", "receive", "--card", CARD).done()).contains(CARD, "south");
    assertThat(commands.run("guests", "list").done()).contains(CARD);
    assertThat(commands.run("guests", "show", CARD).done()).contains("south");
    assertThat(new ClientCommands(server, "south").run("guests", "places", CARD).done())
        .contains("north");

    var reached = ResourceLimit.GUEST_LOOKUPS.timesReached();
    TestPatrons.patron().put(library, home, "2000000003");
    Access.by(
        Access.byStaff("bo", "test"),
        () -> {
          IntStream.range(0, GuestReception.LOOKUPS_AN_HOUR)
              .forEach(_ -> store.inquiries().patron(lender, NOBODYS));
          assertThat(store.inquiries().patron(lender, "2000000003")).isEmpty();
          return null;
        });
    assertThat(ResourceLimit.GUEST_LOOKUPS.timesReached()).isEqualTo(reached + 1);
    Access.by(
        Access.byStaff("anna", "test"),
        () -> assertThat(store.inquiries().patron(lender, "2000000003")).isPresent());
  }

  @Test
  void personReceivesOnlySoManyGuestsInAnHourByTheCardAloneThoughAllAreFound() {
    agree();
    var cards =
        IntStream.rangeClosed(0, GuestReception.RECEIVED_AN_HOUR)
            .mapToObj("2000001%03d"::formatted)
            .toList();
    cards.forEach(card -> TestPatrons.patron().put(library, home, card));

    Access.by(
        Access.byStaff("copyist", "test"),
        () -> {
          for (var card : cards.subList(0, GuestReception.RECEIVED_AN_HOUR)) {
            assertThat(store.inquiries().patron(lender, card)).isPresent();
          }
          assertThat(store.inquiries().patron(lender, cards.getLast())).isEmpty();
          assertThat(store.inquiries().patron(lender, cards.getFirst()))
              .as("who is a guest already is served")
              .isPresent();
          return null;
        });
  }

  @Test
  void programReceivesNoGuestByTheCardAlone() {
    agree();
    try (var desk =
        RestProgram.of(server, lender, "desk", Scope.PATRONS_CREATE, Scope.PATRONS_READ)) {
      assertThat(
              desk.post(
                      "/rest/v1/guests",
                      BodyPublishers.ofString("{\"card\": \"%s\"}".formatted(CARD)))
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(store.guests().list(lender, "", 10)).isEmpty();
  }

  @Test
  void agreementIsOfferedByTheHomeAcceptedByTheLenderAndEndedByEither() {
    var ofHome = new ClientCommands(server, "south");
    var ofLender = new ClientCommands(server);

    ofHome.run("guest-agreements", "offer", "north", "--cards", "2000", "--told", "name").done();
    assertThat(ofLender.run("guest-agreements", "show", "lender", "south").done())
        .contains("offered", "2000", "name");
    assertThat(
            ofHome
                .run("guest-agreements", "accept", "north", "--category", "adult", "--branch", "x")
                .said())
        .contains("\"north\" offers nothing.");
    assertThat(
            ofLender
                .run(
                    "guest-agreements",
                    "accept",
                    "south",
                    "--category",
                    "x",
                    "--branch",
                    TestLibrary.MAIN)
                .said())
        .contains("There is no patron category \"x\".");
    ofLender
        .run(
            "guest-agreements",
            "accept",
            "south",
            "--category",
            "adult",
            "--branch",
            TestLibrary.MAIN)
        .done();
    assertThat(ofHome.run("guest-agreements", "list").done()).contains("accepted", "north");
    assertThat(ofHome.run("guest-agreements", "offer", "north", "--cards", "2").said())
        .contains("is in force");

    ofLender.run("guest-agreements", "end", "lender", "south").done();
    assertThat(ofHome.run("guest-agreements", "show", "home", "north").done()).contains("ended");
    assertThat(ofHome.run("guest-agreements", "end", "home", "north").said())
        .contains("There is no agreement");
  }

  @Test
  void changedOfferIsNotAcceptedUnseen() {
    var seen = new Terms(Set.of(Told.values()), List.of("2000"));
    var agreements = store.guestAgreements();
    agreements.offer(home, lender, seen, "anna");
    agreements.offer(home, lender, new Terms(Set.of(), List.of("2")), "anna");

    assertThat(
            agreements.accept(
                lender, home, seen, new Place("adult", "adult", TestLibrary.MAIN), "bo"))
        .isFalse();
  }

  @Test
  void guestIsReceivedByRestWithTheRightPin() {
    agree();
    try (var desk =
        RestProgram.of(server, lender, "desk", Scope.PATRONS_AUTHENTICATE, Scope.PATRONS_READ)) {
      assertThat(desk.get("/rest/v1/patrons/%s".formatted(CARD)).statusCode()).isEqualTo(404);
      assertThat(
              desk.ok("/rest/v1/patrons/%s/authentication".formatted(CARD), "{\"pin\": \"1234\"}")
                  .get("result")
                  .asString())
          .isEqualTo("verified");
      assertThat(desk.ok("/rest/v1/patrons/%s".formatted(CARD)).get("name").asString())
          .isEqualTo("Navn, " + CARD);
    }
  }
}
