package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Sip2Presets;
import org.samling.postgres.TestLibrary;
import org.samling.server.tcp.TcpLimits;
import org.samling.sip2.Sip2Layout;
import org.samling.testing.Kiosk;

/** Who gets a wire log, what is in it, and what never is. */
class Sip2WireLogTest {

  private static final String KIOSK = "north-kiosk";
  private static final String DATE = "20260101    120000";
  private static final String PIN = "canary-pin-33571";
  private static final String TERMINAL_PASSWORD = "canary-terminal-55293";
  private static final String WRONG_PASSWORD = "canary-wrong-81920";
  private static final String CPR = "0101709876";

  @TempDir private Path directory;

  private TestSip2Server server;
  private TestLibrary library;

  @BeforeEach
  void open() {
    server =
        new TestSip2Server(
            new TcpLimits(20, Duration.ofSeconds(20), Duration.ofMinutes(1)), 8_192, logs());
    library = server.library;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path logs() {
    return directory.resolve("logs");
  }

  private Path file() {
    return logs().resolve("sip2-" + KIOSK + ".log");
  }

  private String log() throws IOException {
    return Files.readString(file());
  }

  private void set(boolean on) {
    assertThat(library.store.libraryRegister().putWireLog(library.north, KIOSK, on)).isTrue();
  }

  private static void await(BooleanSupplier come) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(20);
    while (!come.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(50);
    }
  }

  /** Says something until it is written down. */
  private void untilItIsOn(Kiosk kiosk) throws InterruptedException {
    await(() -> {
      kiosk.ask("9900802.00");
      return Files.exists(file());
    });
  }

  @Test
  void whatIsOlderThanAWeekIsDeletedAlsoWhereNobodyAsksForItAnyMore() throws Exception {
    Files.createDirectories(logs());
    var old = Files.writeString(logs().resolve("sip2-former.2026-01-01.0.log"), "11NN");
    var young = Files.writeString(logs().resolve("sip2-former.log"), "11NN");
    var other = Files.writeString(logs().resolve("notes.txt"), "not ours");
    var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    try (var _ = new Sip2WireLog(logs(), library.store.accounts(), Sip2Presets.NONE)) {
      await(() -> Files.notExists(old));
    }
    assertThat(young).exists();
    assertThat(other).exists();
  }

  @Test
  void connectionThatIsOpenIsWrittenDownSoonAfterItIsAskedForAndNoLongerSoonAfterItIsNot()
      throws Exception {
    try (var kiosk = new Kiosk(server.port()).login()) {
      kiosk.ask("17" + DATE + "AO|AB1|");
      assertThat(logs()).doesNotExist();
      set(true);
      untilItIsOn(kiosk);
      kiosk.ask("17" + DATE + "AO|AB1|AY3AZ");
      assertThat(log())
          .containsPattern(
              "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ 1 SC  CR   17"
                  + DATE
                  + "AO\\|AB1\\|AY3AZ$")
          .containsPattern("(?m)^\\S+ 1 ACS CR   18\\d{6}.*AY3AZ[0-9A-F]{4}$")
          .contains("\n    17 Item Information (request)\n")
          .contains("\n    AB item identifier          1\n");
      set(false);
      await(() -> {
        var before = size();
        kiosk.ask("9900802.00");
        return size() == before;
      });
    }
    assertThat(Files.getPosixFilePermissions(logs()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  private long size() {
    return file().toFile().length();
  }

  @Test
  void loginAndTheEndOfTheConnectionAreWrittenDownAndOtherAccountsAreNot() throws Exception {
    set(true);
    try (var kiosk = new Kiosk(server.port()).login();
        var other = new Kiosk(server.port())) {
      assertThat(other.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("941");
      untilItIsOn(kiosk);
    }
    try (var kiosk = new Kiosk(server.port()).login()) {
      kiosk.send("77 " + CPR + " " + PIN + "\r");
      kiosk.send("17" + "0".repeat(10_000));
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    await(() -> text().contains("closed: it sent a frame of more than 8192 bytes"));
    assertThat(log())
        .contains(" SC  CR   9300CNnorth-kiosk|CO****|")
        .contains(" ACS CR   941")
        .contains(" SC  CR   77 9999999999 xxxxxx-xxx-99999")
        .contains("no SIP2 message: 30 bytes");
    assertThat(logs().toFile().list()).containsExactly("sip2-north-kiosk.log");
  }

  @Test
  void refusedLoginIsWrittenDownWithTheAccountThatItNamesWhateverItsDelimiter() throws Exception {
    set(true);
    try (var kiosk = new Kiosk(server.port()).login()) {
      untilItIsOn(kiosk);
    }
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9300CNnorth-kiosk|COsesame|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CNnorth-kiosk^COsesame^")).isEqualTo("940");
      assertThat(kiosk.ask("9300CNsouth-kiosk|COsesame|")).isEqualTo("940");
    }
    await(() -> text().contains("CNnorth-kiosk^CO****^"));
    assertThat(log())
        .contains(" SC  CR   9300CNnorth-kiosk|CO****|", " ACS CR   940")
        .doesNotContain("sesame", "south-kiosk");
    assertThat(logs().toFile().list()).containsExactly("sip2-north-kiosk.log");
  }

  private String text() {
    try {
      return log();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void onlyAnAccountOfTheTenantThatSpeaksSip2CanHaveOne() {
    var register = library.store.libraryRegister();
    assertThat(register.putWireLog(library.south, KIOSK, true)).isFalse();
    assertThat(register.putWireLog(library.north, "nobody", true)).isFalse();
    assertThat(library.store.accounts().wireLogged()).isEmpty();
    set(true);
    assertThat(library.store.accounts().wireLogged())
        .singleElement()
        .satisfies(logged -> {
          assertThat(logged.tenant()).isEqualTo(library.north);
          assertThat(logged.username()).isEqualTo(KIOSK);
        });
  }

  @Test
  void noSecretIsInItWhateverMessageItWasIn() throws Exception {
    set(true);
    try (var kiosk = new Kiosk(server.port()).login()) {
      untilItIsOn(kiosk);
      for (var patron : List.of(CPR, "010170-9876", "010170 9876")) {
        for (var layout : Sip2Layout.requests()) {
          for (var message : messages(layout.command(), patron)) {
            if (!layout.command().equals("93")) {
              say(kiosk, message);
            } else if (patron.equals(CPR)) { // the third that fails ends a connection
              try (var another = new Kiosk(server.port()).login()) {
                say(another, message);
              }
            }
          }
        }
      }
    }
    var written = new StringBuilder();
    try (var files = Files.list(logs())) {
      for (var file : files.toList()) {
        written.append(Files.readString(file));
      }
    }
    assertThat(written.toString().lines().filter(line -> line.contains(" SC  ")).count())
        .isGreaterThan(1_000);
    for (var canary :
        List.of(PIN, TERMINAL_PASSWORD, WRONG_PASSWORD, CPR, "010170-9876", "010170 9876")) {
      assertThat(written.toString().lines().filter(line -> line.contains(canary))).isEmpty();
    }
  }

  private static List<String> messages(String command, String patron) {
    var fields = "AO|AA%s|AC%s|AD%s|AB1|".formatted(patron, TERMINAL_PASSWORD, PIN);
    var messages = new ArrayList<String>();
    for (var start : List.of("", DATE, "YN" + DATE + DATE, "009" + DATE)) {
      for (var end : List.of("", "CO" + WRONG_PASSWORD + "|AB" + CPR + "|AY1AZ0000")) {
        messages.add(command + start + fields + end);
        messages.add(command + start + fields.replace("|", "^") + end);
        messages.add(command + start + "AD" + PIN + "|AA" + patron + end);
        messages.add(command + start + patron + "|zz" + PIN + end);
      }
    }
    return messages;
  }

  /** Says something to which no answer need come, and a word behind it to which one comes. */
  private static void say(Kiosk kiosk, String message) {
    kiosk.send((message + "\r9900802.00AY9AZ\r").getBytes(StandardCharsets.UTF_8));
    while (!kiosk.read().contains("AY9AZ")) {
      // the answer to the message itself
    }
  }
}
