package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.samling.zoom.ZoomConnection.Notation.CQL;
import static org.samling.zoom.ZoomConnection.Notation.PQF;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.zoom.ZoomResultSet.Fetched;

class ZoomConnectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestTarget server;

  @BeforeAll
  static void start() {
    server = TestTarget.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ZoomTarget target() {
    return ZoomTarget.at(server.address(), PATIENCE);
  }

  @Test
  void recordsOfASearchComeAsTheTargetHasThem() {
    try (var connection = ZoomConnection.open(target());
        var found = connection.search(PQF, "@attr 1=4 computer")) {
      assertThat(found.count()).isPositive();
      var records = found.records(1, 2);
      assertThat(records).hasSize((int) Math.min(2, found.count()));
      assertThat(records.getFirst())
          .isInstanceOfSatisfying(
              Fetched.Given.class,
              given -> {
                assertThat(given.record().syntax()).isEqualToIgnoringCase("usmarc");
                var bytes = given.record().bytes().toArray();
                assertThat(new String(bytes, 0, 5, UTF_8))
                    .as("an ISO 2709 record begins with its length")
                    .isEqualTo("%05d".formatted(bytes.length));
              });
    }
  }

  @Test
  void recordsBehindTheLastAreNone() {
    try (var connection = ZoomConnection.open(target());
        var found = connection.search(PQF, "@attr 1=4 computer")) {
      assertThat(found.records(found.count() + 1, 5)).isEmpty();
      assertThatThrownBy(() -> found.records(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sameConnectionSearchesAgain() {
    try (var connection = ZoomConnection.open(target())) {
      for (var i = 0; i < 20; i++) {
        try (var found = connection.search(PQF, "@and computer music")) {
          found.records(1, 1);
        }
      }
    }
  }

  @Test
  void queryThatIsNoneIsRefusedBeforeItIsSent() {
    try (var connection = ZoomConnection.open(target())) {
      assertThatThrownBy(() -> connection.search(PQF, "@and one"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("\"@and one\" is no PQF");
    }
  }

  @Test
  void overSruTheSameTargetAnswersInXml() {
    var sru =
        new ZoomTarget(
            "sru", server.sruAddress(), null, "XML", "marcxml", "UTF-8", PATIENCE, "remote");
    try (var connection = ZoomConnection.open(sru);
        var found = connection.search(CQL, "dc.title=computer")) {
      assertThat(found.count()).isPositive();
      assertThat(found.records(1, 1).getFirst())
          .isInstanceOfSatisfying(
              Fetched.Given.class,
              given ->
                  assertThat(new String(given.record().bytes().toArray(), UTF_8))
                      .contains("http://www.loc.gov/MARC21/slim"));
    }
  }

  @Test
  void packageIsSentAndReferredTo() {
    try (var connection = ZoomConnection.open(target())) {
      var reference =
          connection.send(
              "itemorder",
              Map.of("doc", "1", "contact-name", "ILL department", "itemorder-item", "1"));
      assertThat(reference).isNotNull();
    }
  }

  @Test
  void loginIsSentAlong() {
    var known = target();
    var named =
        new ZoomTarget(
            "named",
            known.address(),
            new ZoomTarget.Login("admin", "716700", new Secret("admin")),
            ZoomTarget.USMARC,
            ZoomTarget.FULL,
            "UTF-8",
            PATIENCE,
            "remote");
    try (var connection = ZoomConnection.open(named);
        var found = connection.search(PQF, "x")) {
      assertThat(found.count()).isNotNegative();
    }
  }

  @Test
  void targetThatIsNotThereIsNamed() throws IOException {
    var address = "127.0.0.1:%d/Default".formatted(TestTarget.freePort());
    var fault =
        catchThrowableOfType(
            ZoomException.class,
            () -> ZoomConnection.open(ZoomTarget.at(address, PATIENCE)).close());
    assertThat(fault.isConnectionFault()).isTrue();
    assertThat(fault).hasMessageStartingWith(address + ": ").hasMessageContaining("10000");
  }

  @Test
  void targetThatSaysNothingIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var target =
          new ZoomTarget(
              "silent",
              "127.0.0.1:%d/Default".formatted(silent.getLocalPort()),
              null,
              ZoomTarget.USMARC,
              ZoomTarget.FULL,
              "UTF-8",
              Duration.ofSeconds(1),
              "remote");
      var fault =
          catchThrowableOfType(ZoomException.class, () -> ZoomConnection.open(target).close());
      assertThat(fault.isConnectionFault()).isTrue();
      assertThat(fault).hasMessageContaining("silent: ");
    }
  }

  @Test
  void addressesAreChecked() {
    assertThatThrownBy(() -> ZoomTarget.at("z3950.loc.gov", PATIENCE))
        .hasMessageContaining("host:port/database");
    assertThatThrownBy(() -> ZoomTarget.at("user:secret@host:210/x", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ZoomTarget.at("ssl:z.example.org:210/x", PATIENCE).isSru()).isFalse();
    assertThat(ZoomTarget.at("https://example.org/sru/x", PATIENCE).isSru()).isTrue();
  }

  @Test
  void withoutLibyazItIsSaidHowToGetIt() {
    assertThatThrownBy(() -> Libyaz.load("libyaz-of-nowhere.so"))
        .isInstanceOf(ZoomUnavailableException.class)
        .hasMessageContaining("libyaz5");
  }
}
