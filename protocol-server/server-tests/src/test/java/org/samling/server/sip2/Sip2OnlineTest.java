package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.postgres.MissingStandby;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** What a status poll (98) says of whether the library can be worked with. */
class Sip2OnlineTest {

  private static final int POLLS = 2_000;

  /** Asks until it is answered like that; a kiosk that hears something else asks again. */
  private static String untilStatus(Kiosk kiosk, String begin) throws InterruptedException {
    var reply = kiosk.ask("9900802.00");
    for (var i = 0; i < POLLS && !reply.startsWith(begin); i++) {
      Thread.sleep(20);
      reply = kiosk.ask("9900802.00");
    }
    assertThat(reply).startsWith(begin);
    return reply;
  }

  @Test
  void kiosksAreToldToGoOfflineWhileTheStoreIsAwayAndNoLongerThan() throws Exception {
    var cluster = TestPostgres.newDataDirectory();
    var postgres = TestPostgres.startAnother(cluster, 0);
    try {
      var port = postgres.port();
      var library = new TestLibrary(postgres, postgres.url(TestCluster.TEMPLATE), 64);
      try (var server = TestServer.before(library);
          var poller = new Kiosk(server.listeners.sip2Port()).login();
          var kiosk = new Kiosk(server.listeners.sip2Port()).login();
          var sorter = new Kiosk(server.listeners.sip2Port()).login()) {
        untilStatus(poller, "98YYYYYY");
        postgres.close();
        untilStatus(poller, "98N");
        kiosk.send("11NN20260101    120000                  AO|AAA|AB1|AC|\r");
        sorter.send("09N20260101    12000020260101    120000AP|AO|AB1|AC|\r");
        assertThat(kiosk.readByte()).as("nothing is certain").isEqualTo(-1);
        assertThat(sorter.readByte()).isEqualTo(-1);
        try (var again = new Kiosk(server.listeners.sip2Port()).login()) {
          assertThat(again.ask("9900802.00")).as("a login that was right counts").startsWith("98N");
        }
        postgres = TestPostgres.startAnother(cluster, port);
        untilStatus(poller, "98YYYYYY");
        try (var again = new Kiosk(server.listeners.sip2Port()).login()) {
          assertThat(again.ask("11NN20260101    120000                  AO|AAA|AB1|AC|"))
              .startsWith("121NUY");
        }
      }
    } finally {
      postgres.close();
      TestPostgres.discard(cluster);
    }
  }

  @Test
  void readyMeansThatALoanCanBeWritten() throws Exception {
    try (var standby = new MissingStandby();
        var server = TestServer.before(standby.library, "");
        var poller = new Kiosk(server.listeners.sip2Port()).login()) {
      untilStatus(poller, "98Y");
      assertThat(readiness(server)).isEqualTo(200);
      standby.makeCommitsWait();
      untilStatus(poller, "98N");
      assertThat(readiness(server)).isEqualTo(503);
      standby.releaseCommits();
      untilStatus(poller, "98Y");
      assertThat(readiness(server)).isEqualTo(200);
    }
  }

  private static int readiness(TestServer server) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + "/health/ready");
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void kiosksAreToldToGoOfflineBeforeTheServerStops() throws Exception {
    var server = TestServer.withSip2("{port: 0, drain: 1m}");
    Thread stopping;
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      untilStatus(kiosk, "98Y");
      stopping = Thread.ofVirtual().start(server::close);
      untilStatus(kiosk, "98N");
      assertThat(kiosk.ask("11NN20260101    120000                  AO|AAA|AB1|AC|"))
          .as("what comes is still answered")
          .startsWith("121NUY");
    }
    stopping.join(); // at once: the last kiosk is gone
  }

  @Test
  void whetherOfflineTransactionsAreTakenIsTold() throws Exception {
    try (var server = TestServer.ofItsOwn()) {
      try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
        untilStatus(kiosk, "98YYYYYY");
      }
      server.library.set(Setting.OFFLINE_ACCEPTED, "false");
      try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
        untilStatus(kiosk, "98YYYYYN");
        assertThat(kiosk.ask("11NY20260101    120000                  AO|AAX|AB1|AC|"))
            .as("as though it happened now: patron X is blocked")
            .startsWith("120NUN");
      }
    }
  }
}
