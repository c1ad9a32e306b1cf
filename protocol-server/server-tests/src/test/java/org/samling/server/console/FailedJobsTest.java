package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestOrders;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** What somebody should see to is told by the metrics, by doctor and on a page. */
class FailedJobsTest {

  private static final String FAILING =
      "samling_jobs_failing_since_seconds{name=\"interlibrary-relay\",tenant=\"north\"}";

  @TempDir Path directory;

  @Test
  void jobThatFailsIsAnErrorUntilItSucceeds() throws Exception {
    try (var library = TestLibrary.inOwnDatabase()) {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      TestStaff.add(library, "rie", StaffRole.READER);
      messageThatIsNotDueYet(library);
      try (var server =
              TestServer.before(
                  library,
                  "port: " + port,
                  "ill: {send-every: 1s}\nlogins: {pins: {per-account: 3}}");
          var reader = ConsoleVisitor.of(server, "rie")) {
        assertThat(reader.get("/console/t/north/now").body()).doesNotContain("interlibrary-relay");
        assertThat(doctor(library, port)).contains("ok    jobs: none has failed");

        var application = library.roles.application();
        library.asSuperuser("revoke select on ill_message from " + application);
        library.asSuperuser("update ill_message set due_at = now()");
        awaitMetric(server, true);
        assertThat(reader.get("/console/t/north/now").body()).contains("interlibrary-relay");
        assertThat(doctor(library, port))
            .contains("fail  jobs: interlibrary-relay has failed for north since ");

        library.asSuperuser("grant select on ill_message to " + application);
        awaitMetric(server, false);
        assertThat(reader.get("/console/t/north/now").body()).doesNotContain("interlibrary-relay");
        assertThat(doctor(library, port))
            .contains("ok    jobs: none has failed", "ok    PINs: nobody tries many cards");
        manyWrongPinsFromOneAccountAreToldByMetricsDoctorAndConsole(server, reader, port);
      }
    }
  }

  /** What the job has to do for north: without any, it would not even be tried. */
  private static void messageThatIsNotDueYet(TestLibrary library) {
    TestOrders.askAnotherLibrary(library);
    library.asSuperuser("update ill_message set due_at = now() + interval '1 day'");
  }

  private void manyWrongPinsFromOneAccountAreToldByMetricsDoctorAndConsole(
      TestServer server, ConsoleVisitor reader, int port) throws Exception {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      for (var card = 0; card < 4; card++) {
        kiosk.ask("6300020260101    12000%d          AO|AA900%1$d|AC|AD2580|".formatted(card));
      }
    }
    assertThat(server.metrics())
        .contains("samling_pins_guessing{limit=\"account\",tenant=\"north\"} 1.0");
    assertThat(reader.get("/console/t/north/now").body()).contains("SIP2 north-kiosk: since");
    assertThat(doctor(server.library, port))
        .contains("warn  PINs: many wrong ones for patrons of north came from one account");
  }

  /** Nobody says when a run has ended: the metrics are asked until they tell of it. */
  private static void awaitMetric(TestServer server, boolean isFailing)
      throws InterruptedException {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    while (server.metrics().lines().anyMatch(l -> l.startsWith(FAILING) && !l.endsWith(" 0.0"))
        != isFailing) {
      assertThat(Instant.now()).as("the metrics still say otherwise").isBefore(end);
      Thread.sleep(50);
    }
  }

  private String doctor(TestLibrary library, int port) throws Exception {
    var config = directory.resolve("samling.yaml");
    Files.writeString(
        config,
        """
        store: {url: "%s", user: %s, password: "%s"}
        keys: "%s"
        sip2: {port: 0}
        z3950: {port: 0}
        http: {port: %d}
        """
            .formatted(
                library.roles.url(),
                library.roles.application(),
                library.roles.applicationPassword().value(),
                TestLibrary.keys(),
                port));
    var said = new StringWriter();
    Samling.run(new PrintWriter(said), "doctor", "--config", config.toString());
    return said.toString();
  }
}
