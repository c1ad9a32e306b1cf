package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.tcp.TcpLimits;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;
import org.samling.testing.Transcript;
import org.samling.testing.Transcript.Side;

/** Conversations over TCP, and what a socket can do that a function call can't. */
class Sip2ListenerTest {

  private static final TcpLimits LIMITS =
      new TcpLimits(20, Duration.ofSeconds(2), Duration.ofMinutes(1));

  private TestSip2Server server;
  private TestLibrary library;

  @BeforeEach
  void open() {
    server = new TestSip2Server(LIMITS, 8_192, Path.of("target", "no-wire-log"));
    library = server.library;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> conversationsGoAsWritten() {
    return Transcript.readAll().stream()
        .filter(t -> t.file().getFileName().toString().startsWith("conversation-"))
        .map(t ->
            DynamicTest.dynamicTest(
                t.file().getFileName().toString(),
                () -> {
                  close();
                  open();
                  hold(t);
                }));
  }

  private void hold(Transcript transcript) {
    var now = Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen"));
    var connection = -1;
    var kiosk = new Kiosk(server.port());
    for (var exchange : transcript.exchanges()) {
      if (exchange.connection() != connection) {
        connection = exchange.connection();
        kiosk.close();
        kiosk = new Kiosk(server.port());
      }
      for (var line : exchange.lines()) {
        if (line.side() == Side.SC) {
          kiosk.send(line.bytes(now.wire()));
          kiosk.send("\r");
        } else {
          var reply = kiosk.read();
          assertThat(line.matches(reply.getBytes(line.charset())))
              .as("%s%n wanted %s%n got    %s", line.where(), line.text(), reply)
              .isTrue();
        }
      }
    }
    kiosk.close();
  }

  @Test
  void framesSentTogetherAreAnsweredInOrder() {
    try (var kiosk = new Kiosk(server.port()).login()) {
      var frames = new StringBuilder();
      for (var i = 0; i < 200; i++) {
        frames
            .append("1720260101    120000AO|AB")
            .append(i % 9)
            .append("|AY")
            .append(i % 10)
            .append("AZ\r");
      }
      kiosk.send(frames.toString());
      for (var i = 0; i < 200; i++) {
        assertThat(kiosk.read())
            .startsWith("18")
            .contains("AB" + i % 9 + "|")
            .contains("AY" + i % 10);
      }
    }
  }

  @Test
  void statusPollsAmongSlowerFramesAreAnsweredInOrder() {
    var frames = new StringBuilder();
    for (var i = 0; i < 100; i++) {
      var end = "AY" + i % 10 + "AZ\r";
      frames.append(i % 3 == 0 ? "1720260101    120000AO|AB1|" : "9900802.00").append(end);
    }
    try (var kiosk = new Kiosk(server.port()).login()) {
      for (var round = 0; round < 10; round++) {
        kiosk.send(frames.toString());
        for (var i = 0; i < 100; i++) {
          assertThat(kiosk.read())
              .startsWith(i % 3 == 0 ? "18" : "98")
              .contains("AY" + i % 10 + "AZ");
        }
      }
    }
  }

  @Test
  void frameThatComesByteByByteHoldsUpNobodyElse() throws InterruptedException {
    try (var slow = new Kiosk(server.port()).login();
        var other = new Kiosk(server.port()).login()) {
      for (var b : "1720260101    120000AO|AB1|".getBytes(StandardCharsets.UTF_8)) {
        slow.send(new byte[] {b});
        Thread.sleep(2);
      }
      assertThat(other.ask("1720260101    120000AO|AB2|")).contains("|AB2|");
      slow.send("\r");
      assertThat(slow.read()).contains("|AB1|");
    }
  }

  @Test
  void accountSpeaksItsOwnCharacterSet() {
    library
        .store
        .libraryRegister()
        .putAccounts(
            library.north,
            List.of(
                new NewAccount(
                    Account.Protocol.SIP2,
                    "latin",
                    new Secret("secret"),
                    TestLibrary.MAIN,
                    "ISO-8859-1",
                    "009"),
                new NewAccount(
                    Account.Protocol.SIP2,
                    "dos",
                    new Secret("secret"),
                    TestLibrary.MAIN,
                    "CP850",
                    "009")));
    try (var kiosk = new Kiosk(server.port(), StandardCharsets.ISO_8859_1)) {
      assertThat(kiosk.ask("9300CNlatin|COsecret|")).isEqualTo("941");
      assertThat(kiosk.ask("1720260101    120000AO|AB1|")).contains("|AJÆrø|");
    }
    try (var kiosk = new Kiosk(server.port(), Charset.forName("IBM850"))) {
      assertThat(kiosk.ask("9300CNdos|COsecret|")).isEqualTo("941");
      assertThat(kiosk.ask("1720260101    120000AO|AB1|")).contains("|AJÆrø|");
    }
  }

  @Test
  void frameBeyondTheLimitClosesItsConnectionOnly() {
    try (var other = new Kiosk(server.port()).login();
        var kiosk = new Kiosk(server.port())) {
      kiosk.send("93" + "0".repeat(2_000));
      assertThat(kiosk.readByte()).isEqualTo(-1);
      assertThat(other.ask("1720260101    120000AO|AB1|")).startsWith("18");
    }
    try (var kiosk = new Kiosk(server.port()).login()) {
      kiosk.send("17" + "0".repeat(20_000));
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void whoDoesNotLogInInTimeIsClosed() {
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9900802.00")).startsWith("98");
      var before = Instant.now();
      assertThat(kiosk.readByte()).isEqualTo(-1);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void thirdFailedLoginEndsTheConnection() {
    try (var kiosk = new Kiosk(server.port())) {
      for (var i = 0; i < 3; i++) {
        assertThat(kiosk.ask("9300CNnorth-kiosk|COwrong" + i + "|")).isEqualTo("940");
      }
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void connectionBeyondTheLimitIsRefused() {
    var kiosks = Stream.generate(() -> new Kiosk(server.port()).login()).limit(20).toList();
    try (var oneMore = new Kiosk(server.port())) {
      assertThat(oneMore.readByte()).isEqualTo(-1);
    }
    kiosks.forEach(Kiosk::close);
  }

  @Test
  void unknownCommandIsIgnoredAndTheConnectionLives() {
    try (var kiosk = new Kiosk(server.port()).login()) {
      kiosk.send("77hello|\r");
      assertThat(kiosk.ask("1720260101    120000AO|AB1|")).startsWith("18");
    }
  }

  @Test
  void noSessionSeesAnothersLastReply() {
    try (var first = new Kiosk(server.port()).login()) {
      assertThat(first.ask("63009{d}          AO|AAA|AD1234|".replace("{d}", "20260101    120000")))
          .contains("AENavn, A");
      try (var second = new Kiosk(server.port())) {
        assertThat(second.ask("97AZFEF5")).isEqualTo("96AZFEF6");
      }
    }
  }

  @Test
  void portThatIsTakenIsNamed() {
    assertThatThrownBy(() -> server.listen(server.port()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Integer.toString(server.port()));
  }

  @Test
  void closingLetsWhatCameBeAnswered() {
    try (var kiosk = new Kiosk(server.port()).login()) {
      kiosk.send("11NN20260101    120000                  AO|AAA|AB4|AC|\r");
      assertThat(kiosk.read()).startsWith("121");
      server.drain();
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
  }
}
