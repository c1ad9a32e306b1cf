package org.samling.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.postgres.MissingStandby;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Kiosk;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.Z3950Secret;

/** Every answer comes within its time, or the connection is closed, whatever hangs. */
class AnswersInTimeTest {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /** Longer than answers may take, and shorter than any other limit of the store's. */
  private static final Duration HANGING = Duration.ofSeconds(9);

  private static final String LOOKUP_USER =
      """
      <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">
      <LookupUser><UserId><UserIdentifierValue>A</UserIdentifierValue></UserId></LookupUser></NCIPMessage>
      """;

  private static final String CHECKOUT = "11NN20260101    120000                  AO|AAA|AB1|AC|";

  private static final IdAuthentication SEARCHER =
      new IdAuthentication.IdPass(null, "north-z3950", new Z3950Secret("secret"));

  /** Somebody who holds locks on tables and does nothing, for as long as it is not ended. */
  private static final class Holder implements AutoCloseable {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    Holder(TestLibrary library) throws InterruptedException {
      var holds = new CountDownLatch(1);
      thread = Thread.startVirtualThread(() -> hold(library, holds));
      holds.await();
    }

    private void hold(TestLibrary library, CountDownLatch holds) {
      try (var connection = TestPostgres.connect(library.roles.url());
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(
            "lock table samling.patron, samling.account, samling.item in access exclusive mode");
        holds.countDown();
        ended.await(HANGING.toSeconds(), TimeUnit.SECONDS);
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean isHolding() {
      return thread.isAlive();
    }

    @Override
    public void close() {
      ended.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static HttpRequest.Builder request(TestServer server, String account, String path) {
    var uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
    var login = Base64.getEncoder().encodeToString((account + ":secret").getBytes(UTF_8));
    return HttpRequest.newBuilder(uri).header("authorization", "Basic " + login);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> get(TestServer server, String account, String path)
      throws Exception {
    return send(request(server, account, path).build());
  }

  private static HttpResponse<String> post(TestServer server, String path, String type, String body)
      throws Exception {
    return send(
        request(server, "north-ncip", path)
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static void assertSaysWhenToComeAgain(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("retry-after"))
        .hasValue(Integer.toString(StoreException.RETRY_AFTER));
  }

  @Test
  void whatWaitsForLocksIsAnsweredOrClosedWhileTheyAreHeld() throws Exception {
    try (var library = new TestLibrary();
        var server = TestServer.impatient(library, ANSWER_WITHIN);
        var borrowing = new Kiosk(server.listeners.sip2Port()).login();
        var asking = new Kiosk(server.listeners.sip2Port()).login();
        var again = new Kiosk(server.listeners.sip2Port());
        var loggingIn = new Kiosk(server.listeners.sip2Port())) {
      try (var holder = new Holder(library)) {
        borrowing.send(CHECKOUT + "\r");
        asking.send("6300920260101    120000          AO|AAA|\r");
        again.send("9300CNnorth-kiosk|COsecret|\r");
        loggingIn.send("9300CNsouth-kiosk|COsecret|\r");
        assertThat(borrowing.readByte()).as("nothing is certain of the loan").isEqualTo(-1);
        assertThat(asking.read()).startsWith("64YYYY");
        assertThat(again.read()).as("it was right before").startsWith("941");
        assertThat(loggingIn.readByte()).as("not 940: the password is right").isEqualTo(-1);
        assertThat(holder.isHolding()).as("nobody waited for it").isTrue();
      }
      // Each has a holder of its own: one after the other they take as long as one holds.
      try (var holder = new Holder(library)) {
        var later = post(server, "/ncip", "application/xml", LOOKUP_USER);
        assertThat(later.body()).contains("Temporary Processing Failure");
        assertSaysWhenToComeAgain(later);
        assertThat(holder.isHolding()).as("nobody waited for it").isTrue();
      }
      try (var holder = new Holder(library)) {
        var later = post(server, "/rest/v1/loans", "application/json", "{}");
        assertThat(later.statusCode()).isEqualTo(503);
        assertSaysWhenToComeAgain(later);
        assertThat(holder.isHolding()).as("nobody waited for it").isTrue();
      }
      assertThat(untilAnswered(server.listeners.sip2Port())).isEqualTo("121");
    }
  }

  @Test
  void whoSearchesIsAnsweredWhileLocksAreHeld() throws Exception {
    try (var library = new TestLibrary();
        var server = TestServer.impatient(library, ANSWER_WITHIN);
        var searching = new Z3950Client(server.listeners.z3950Port());
        var holder = new Holder(library)) {
      assertThat(get(server, "north-z3950", "/sru/north?operation=explain").statusCode())
          .isEqualTo(503);
      assertThat(get(server, "north-oai", "/oai/north?verb=Identify").statusCode()).isEqualTo(503);
      assertThatThrownBy(() -> searching.init(SEARCHER))
          .as("before an Init is accepted there is no Close")
          .hasRootCauseInstanceOf(EOFException.class);
      assertThat(holder.isHolding()).as("nobody waited for it").isTrue();
    }
  }

  /** Sends the same until it is answered, and gives the answer's begin. */
  private static String untilAnswered(int port) {
    while (true) {
      try (var kiosk = new Kiosk(port).login()) {
        return kiosk.ask(CHECKOUT).substring(0, 3);
      } catch (UncheckedIOException _) {
        // It was closed.
      }
    }
  }

  @Test
  void whatWaitsForAStandbyIsClosedUntilTheSameAgainGetsTheTruth() throws Exception {
    try (var standby = new MissingStandby();
        var server = TestServer.impatient(standby.library, ANSWER_WITHIN)) {
      var port = server.listeners.sip2Port();
      try (var kiosk = new Kiosk(port).login();
          var second = new Kiosk(port).login()) {
        standby.makeCommitsWait();
        kiosk.send(CHECKOUT + "\r");
        assertThat(kiosk.readByte()).isEqualTo(-1);
        second.send(CHECKOUT + "\r");
        assertThat(second.readByte()).as("no 120: the commit may still come").isEqualTo(-1);
        standby.releaseCommits();
      }
      assertThat(untilAnswered(port)).as("never a no before it").isEqualTo("121");
      assertThat(standby.library.count(standby.library.north, "select count(*) from loan"))
          .isEqualTo(1);
    }
  }
}
