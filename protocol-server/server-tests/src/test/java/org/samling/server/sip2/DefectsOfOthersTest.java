package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.server.Heap;
import org.samling.server.tcp.TcpLimits;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/**
 * What other servers were seen to do wrong, one test for each, on a raw socket. A test's name says
 * what is right.
 */
class DefectsOfOthersTest {

  private static final int FRAME_LIMIT = 8_192;

  private static final Path NO_WIRE_LOG = Path.of("target", "no-wire-log");

  private static final TcpLimits LIMITS =
      new TcpLimits(200, Duration.ofSeconds(30), Duration.ofMinutes(1));

  private TestSip2Server server;
  private TestLibrary library;

  @BeforeEach
  void open() {
    server = new TestSip2Server(LIMITS, FRAME_LIMIT, NO_WIRE_LOG);
    library = server.library;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Kiosk kiosk() {
    return new Kiosk(server.port());
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen")).wire();
  }

  private long loans() {
    return library.count(library.north, "select count(*) from loan");
  }

  /** 1: the last reply of another session was sent to anybody who asked for it again. */
  @Test
  void resendBeforeLoginTellsNothingOfAnotherSession() {
    try (var first = kiosk().login()) {
      assertThat(first.ask("63009" + now() + "          AO|AAA|AD1234|")).contains("AENavn, A");
    }
    try (var second = kiosk()) {
      assertThat(second.ask("97AZFEF5")).isEqualTo("96AZFEF6");
      assertThat(second.login().ask("97AZFEF5")).startsWith("941");
    }
  }

  /** 2: a checkout that was sent again became a renewal. */
  @Test
  void requestThatIsSentAgainIsNotDoneAgain() {
    var checkout = Kiosk.summed("11YN" + now() + "                  AO|AAA|AB1|AC|", 3);
    try (var kiosk = kiosk().login()) {
      var first = kiosk.ask(checkout);
      assertThat(first).startsWith("121NUY");
      assertThat(kiosk.ask(checkout)).isEqualTo(first);
    }
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask(checkout)).startsWith("121NUY");
    }
    assertThat(loans()).isEqualTo(1);
    assertThat(library.count(library.north, "select sum(renewals) from loan")).isZero();
  }

  /** 3: half a line of one kiosk stopped all others. */
  @Test
  void halfSentLineHoldsUpNobody() {
    try (var half = kiosk().login();
        var other = kiosk().login()) {
      half.send("17" + now() + "AO|AB");
      assertThat(other.ask("17" + now() + "AO|AB2|")).contains("|AB2|");
      half.send("1|\r");
      assertThat(half.read()).contains("|AB1|");
    }
  }

  /** 4: 99, 63 and 99 sent at once were answered 99, 99, 63. */
  @Test
  void requestsSentAtOnceAreAnsweredInTheirOrder() {
    try (var kiosk = kiosk().login()) {
      kiosk.send("9900802.00\r63009" + now() + "          AO|AAA|\r9900802.00\r");
      assertThat(kiosk.read()).startsWith("98");
      assertThat(kiosk.read()).startsWith("64");
      assertThat(kiosk.read()).startsWith("98");
    }
  }

  /** 5: the second of two messages was lost, a bad checksum not answered, AY not repeated. */
  @Test
  void nothingIsLostAndABadChecksumIsAnswered() {
    try (var kiosk = kiosk().login()) {
      kiosk.send(Kiosk.summed("17" + now() + "AO|AB1|", 4) + "\r17" + now() + "AO|AB2|AY5AZ0000\r");
      assertThat(kiosk.read()).contains("|AB1|").contains("|AY4AZ");
      assertThat(kiosk.read()).isEqualTo("96AZFEF6");
    }
  }

  /** 6: 01, 15, 19 and 25 got no reply at all, so that the kiosk waited until it gave up. */
  @Test
  void everyRecognisedMessageIsAnsweredInTheShapeOfItsReply() {
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask("15+" + now() + "AO|AAA|AB1|")).startsWith("161");
      assertThat(kiosk.ask("19" + now() + "AO|AB1|CHslidt|")).startsWith("201");
      assertThat(kiosk.ask("01N" + now() + "AO|ALtest|AAA|AC|")).startsWith("24YYYY");
      assertThat(kiosk.ask("25" + now() + "AO|AAA|")).startsWith("26    ");
    }
  }

  /** 7: texts of exceptions stood on the wire. */
  @Test
  void whatCanNotBeReadIsAskedForAgainAndNeverExplainedInWords() {
    try (var kiosk = kiosk().login()) {
      for (var frame : List.of("11", "37hemmelig|", "15", "0", "9")) {
        assertThat(kiosk.ask(frame)).as(frame).isEqualTo("96AZFEF6");
      }
    }
    try (var kiosk = kiosk()) {
      assertThat(kiosk.ask("97")).isEqualTo("96AZFEF6");
    }
  }

  /** 8: the second message of a client that ends its lines with CR LF was not understood. */
  @Test
  void clientThatSendsCrLfIsUnderstoodEveryTime() {
    try (var kiosk = kiosk()) {
      kiosk.send("9300CNnorth-kiosk|COsecret|\r\n");
      assertThat(kiosk.read()).isEqualTo("941");
      for (var i = 1; i <= 3; i++) {
        kiosk.send("17" + now() + "AO|AB" + i + "|\r\n");
        assertThat(kiosk.read()).startsWith("1803").contains("|AB" + i + "|");
      }
    }
  }

  /** 9: an unknown command, or the return of an unknown item, closed the connection. */
  @Test
  void unknownCommandAndUnknownItemLeaveTheConnectionOpen() {
    try (var kiosk = kiosk().login()) {
      kiosk.send("77hello|\r");
      assertThat(kiosk.ask("09N" + now() + now() + "AP|AO|ABunknown|AC|")).startsWith("100NUN");
      assertThat(kiosk.ask("17" + now() + "AO|AB1|")).startsWith("1803");
    }
  }

  /** 10: the lists of a 66 that failed held the name of a data structure. */
  @Test
  void listsOfARenewalOfEverythingHoldBarcodes() {
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask("65" + now() + "AO|AAunknown|AD1234|"))
          .startsWith("660")
          .doesNotContain("BN");
      kiosk.ask("11NN" + now() + "                  AO|AAA|AB1|AC|");
      assertThat(kiosk.ask("65" + now() + "AO|AAA|AD1234|")).contains("00010000").contains("|BM1|");
      kiosk.ask("15+" + now() + "BY3|AO|AAB|AB1|");
      assertThat(kiosk.ask("65" + now() + "AO|AAA|AC|AD1234|"))
          .contains("00000001")
          .contains("|BN1|");
    }
  }

  /** 11: what was done while the line was down was refused, or its dates were lost. */
  @Test
  void offlineLoanIsKeptWithItsOwnDates() {
    var yesterday = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    var date = Sip2Date.of(yesterday, ZoneId.of("Europe/Copenhagen")).wire();
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask("11NY" + date + "20360105    235959AO|AAX|AB3|AC|"))
          .startsWith("121")
          .contains("|AH20360105    235959|");
    }
    assertThat(
            library.count(
                library.north,
                "select count(*) from loan where lent_at = '%s' and broken_rules is not null"
                    .formatted(yesterday)))
        .isEqualTo(1);
  }

  /** 12: megabytes without an end of line were kept in memory. */
  @Test
  void lineWithoutAnEndIsCutOff() {
    try (var kiosk = kiosk().login()) {
      kiosk.send("17" + "x".repeat(FRAME_LIMIT));
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask("17" + now() + "AO|AB1|")).startsWith("1803");
    }
  }

  /** 13: of seventy kiosks that stayed connected one was answered. */
  @Test
  void manyKiosksThatStayConnectedAreAllAnswered() {
    var kiosks = Stream.generate(this::kiosk).limit(70).toList();
    try {
      for (var kiosk : kiosks) {
        assertThat(kiosk.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("941");
      }
      for (var kiosk : kiosks.reversed()) {
        assertThat(kiosk.ask("9900802.00")).startsWith("98Y");
      }
    } finally {
      kiosks.forEach(Kiosk::close);
    }
  }

  /** 14: each connection took five to eight megabytes. */
  @Test
  void connectionTakesKilobytes() {
    try (var first = kiosk().login()) {
      assertThat(first.ask("9900802.00")).startsWith("98");
      var before = Heap.used();
      var kiosks = new ArrayList<Kiosk>();
      try {
        for (var i = 0; i < 128; i++) {
          kiosks.add(kiosk().login());
        }
        Heap.atMost(before + 128 * 64 * 1024);
      } finally {
        kiosks.forEach(Kiosk::close);
      }
    }
  }

  /** 15: one request made up to eleven calls to what lay behind. */
  @Test
  void questionIsOneTransaction() {
    var stores = new ArrayList<PostgresStore>();
    Function<TestLibrary, PostgresStore> counted =
        of -> {
          stores.add(CountedDriver.store(of));
          return stores.getFirst();
        };
    try (var counting = new TestSip2Server(LIMITS, FRAME_LIMIT, NO_WIRE_LOG, counted);
        var kiosk = new Kiosk(counting.port()).login()) {
      kiosk.ask("63009" + now() + "          AO|AAA|");
      kiosk.ask("17" + now() + "AO|AB1|");
      var roundTrips =
          CountedDriver.during(() -> {
            for (var i = 0; i < 10; i++) {
              kiosk.ask("63009" + now() + "  Y       AO|AAA|XX" + i + "|");
              kiosk.ask("17" + now() + "AO|AB1|XX" + i + "|");
            }
          });
      assertThat(roundTrips).isBetween(20, 2 * 20 - 1);
    } finally {
      stores.forEach(PostgresStore::close);
    }
  }

  /** 16: a client that reads up to CR found the LF of one reply in front of the next. */
  @Test
  void replyEndsWithCrAloneHoweverTheRequestEnds() {
    try (var kiosk = kiosk()) {
      for (var ending : List.of("\r\n", "\n", "\r", "\r\n")) {
        kiosk.send("9900802.00" + ending);
        assertThat(kiosk.readByte()).as("the first byte of a reply").isEqualTo('9');
        assertThat(kiosk.read()).startsWith("8Y");
      }
    }
  }

  /** 17: a line break in a text broke the message, and a delimiter was shown as six characters. */
  @Test
  void lineBreaksAndDelimitersInATextBecomeBlanks() {
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                new NewPatron(
                    "N",
                    "Navn|med\rlinje\nog mere",
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    new Secret("1234"),
                    Contact.NONE,
                    null,
                    List.of())));
    try (var kiosk = kiosk().login()) {
      assertThat(kiosk.ask("23009" + now() + "AO|AAN|AC|AD1234|"))
          .contains("|AENavn med linje og mere|BLY|CQY|");
      assertThat(kiosk.ask("9900802.00")).startsWith("98");
    }
  }

  /** 18: letters were lost, and the character sets of real kiosks not offered. */
  @Test
  void danishLettersReachEveryKioskInItsOwnCharacterSet() {
    var sets = List.of("ISO-8859-1", "CP850", "UTF-8");
    for (var set : sets) {
      library
          .store
          .libraryRegister()
          .putAccounts(
              library.north,
              List.of(
                  new NewAccount(
                      Account.Protocol.SIP2,
                      "kiosk-" + set,
                      new Secret("secret"),
                      TestLibrary.MAIN,
                      set,
                      "009")));
      var charset = Charset.forName(set.equals("CP850") ? "IBM850" : set);
      try (var kiosk = new Kiosk(server.port(), charset)) {
        assertThat(kiosk.ask("9300CNkiosk-" + set + "|COsecret|")).isEqualTo("941");
        assertThat(kiosk.ask("17" + now() + "AO|AB1|")).as(set).contains("|AJÆrø|");
        assertThat(kiosk.ask("19" + now() + "AO|AB1|CHpå ø, æ|")).contains("|CHpå ø, æ|");
      }
    }
  }
}
