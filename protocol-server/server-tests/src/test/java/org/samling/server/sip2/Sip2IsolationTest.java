package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.TestLibrary;
import org.samling.server.tcp.TcpLimits;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/**
 * Kiosks of two tenants and one that nobody logged in, all with the same card and the same bytes,
 * sent in pieces and in every order: each is answered as if it were alone.
 */
class Sip2IsolationTest {

  private static final int INTERLEAVINGS = LongRun.times(400, 10_000);

  /** How many interleavings the same connections live through. */
  private static final int CONNECTED_FOR = LongRun.times(100, 500);

  private static final String CARD = "7770000007";
  private static final String RESEND = "97AZFEF5";
  private static final Pattern CLOCK = Pattern.compile("20\\d{6} {4}\\d{6}");

  private TestSip2Server server;

  @BeforeEach
  void open() {
    server =
        new TestSip2Server(
            new TcpLimits(20, Duration.ofSeconds(30), Duration.ofMinutes(1)),
            8_192,
            Path.of("target", "no-wire-log"));
    put(server.library.north, "Nordstrøm, Nanna", "nanna@north.example");
    put(server.library.south, "Sydbæk, Sofus", "sofus@south.example");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void put(TenantId tenant, String name, String email) {
    server
        .library
        .store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    CARD,
                    name,
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    new Secret("1234"),
                    new Contact(email),
                    LocalDate.parse("1999-01-02"),
                    List.of())));
  }

  /** What every kiosk sends, to the byte. */
  private static List<String> messages() {
    var now = Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen")).wire();
    return List.of(
        Kiosk.summed("63009" + now + "          AO|AA" + CARD + "|AD1234|", 1),
        Kiosk.summed("63009" + now + "Y         AO|AA" + CARD + "|AD1234|", 1),
        "23009" + now + "AO|AA" + CARD + "|AC|AD1234|",
        "17" + now + "AO|AB1|",
        "63009" + now + "          AO|AA" + CARD + "|AY3AZ0000",
        "9900802.00",
        RESEND);
  }

  /** A kiosk of an account, or of nobody, and what it was told. */
  private final class Speaker {

    private final @Nullable String account;
    private final Map<String, String> toldAlone = new HashMap<>();
    private Kiosk kiosk;
    private @Nullable String toldLast;
    private byte[] left = {};

    Speaker(@Nullable String account, List<String> messages) {
      this.account = account;
      this.kiosk = connect();
      for (var message : messages) {
        reconnect();
        toldAlone.put(message, timeless(kiosk.ask(message)));
      }
    }

    private Kiosk connect() {
      var connected = new Kiosk(server.port());
      if (account != null) {
        assertThat(connected.ask("9300CN%s|COsecret|".formatted(account))).isEqualTo("941");
      }
      return connected;
    }

    void reconnect() {
      kiosk.close();
      kiosk = connect();
      toldLast = null;
    }

    void say(String message) {
      left = (message + "\r").getBytes(StandardCharsets.UTF_8);
    }

    boolean hasMoreToSay() {
      return left.length > 0;
    }

    void sayMore(Random random) {
      var length = random.nextBoolean() ? left.length : 1 + random.nextInt(left.length);
      kiosk.send(Arrays.copyOf(left, length));
      left = Arrays.copyOfRange(left, length, left.length);
    }

    /** What it is to be told. */
    @Nullable String expects(String message) {
      return message.equals(RESEND) && toldLast != null ? toldLast : toldAlone.get(message);
    }

    String hears() {
      toldLast = timeless(kiosk.read());
      return toldLast;
    }
  }

  /** Without what clocks say, and with it the checksum. */
  private static String timeless(String reply) {
    var masked = CLOCK.matcher(reply).replaceAll("NOW");
    var sum = masked.lastIndexOf("AZ");
    return sum < 0 ? masked : masked.substring(0, sum);
  }

  @Test
  void noSessionSeesAnothersDataInAnyInterleaving() {
    var messages = messages();
    var north = new Speaker("north-kiosk", messages);
    var alsoNorth = new Speaker("north-kiosk", messages);
    var south = new Speaker("south-kiosk", messages);
    var nobody = new Speaker(null, messages);
    assertThat(north.expects(messages.getFirst())).contains("Nordstrøm");
    assertThat(south.expects(messages.getFirst())).contains("Sydbæk");
    assertThat(nobody.expects(messages.getFirst())).doesNotContain("strøm", "bæk");

    var seed = new Random().nextLong();
    var random = new Random(seed);
    var speakers = List.of(north, alsoNorth, south, nobody);
    for (var round = 0; round < INTERLEAVINGS; round++) {
      if (round % CONNECTED_FOR == 0) {
        speakers.forEach(Speaker::reconnect);
      }
      var said = speakers.stream().map(_ -> messages.get(random.nextInt(messages.size()))).toList();
      for (var i = 0; i < speakers.size(); i++) {
        speakers.get(i).say(said.get(i));
      }
      speakAtOnce(speakers, random);
      for (var i = 0; i < speakers.size(); i++) {
        var expected = speakers.get(i).expects(said.get(i));
        assertThat(speakers.get(i).hears())
            .as("speaker %d in round %d of seed %d, all said %s", i, round, seed, said)
            .isEqualTo(expected);
      }
    }
    speakers.forEach(s -> s.kiosk.close());
  }

  /** Sends what each has to say in pieces, in an order that chance decides. */
  private static void speakAtOnce(List<Speaker> speakers, Random random) {
    var speaking = new ArrayList<>(speakers);
    while (!speaking.isEmpty()) {
      var speaker = speaking.get(random.nextInt(speaking.size()));
      speaker.sayMore(random);
      if (!speaker.hasMoreToSay()) {
        speaking.remove(speaker);
      }
    }
  }
}
