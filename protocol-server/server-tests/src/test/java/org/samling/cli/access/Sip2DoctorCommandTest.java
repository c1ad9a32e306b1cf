package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;
import picocli.CommandLine;

/** {@code sip2 doctor} on the command line. */
class Sip2DoctorCommandTest {

  private static final Path CLIENTS =
      Path.of(System.getProperty("test-fixtures.dir"), "sip2", "doctor");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int doctor(String... arguments) {
    return new CommandLine(new Sip2DoctorCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void itEndsWithOneOnlyWhereSomethingIsNotTolerated() {
    assertThat(doctor(CLIENTS.resolve("nothing-wrong.raw").toString())).isZero();
    assertThat(out.toString()).isEqualTo("9 messages, 0 findings, 0 of them not tolerated\n");
    assertThat(doctor(CLIENTS.resolve("terminator-crlf.raw").toString())).isZero();
    assertThat(doctor(CLIENTS.resolve("checksum-wrong.before-az.raw").toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("the bytes before AZ")
        .endsWith("2 messages, 1 findings, 1 of them not tolerated\n");
  }

  @Test
  void theSameIsToldThreeTimesAndThenCounted() throws Exception {
    var file = directory.resolve("capture");
    Files.writeString(file, "9300CNa|COb|AY0AZ\n".repeat(10));
    assertThat(doctor(file.toString())).isZero();
    assertThat(out.toString()).contains("TERMINATOR_LF: 7 more like these\n");
  }

  @Test
  void messagesWithinXmlAreLeftAloneInAWireLog() throws Exception {
    var file = directory.resolve("sip2-hall-1.log");
    Files.writeString(
        file,
        """
        2026-01-01T12:00:00.000+01:00 1 SC  CR   9900802.00AY0AZFCA2
            AZ checksum                  FCA2                 right
        2026-01-01T12:00:00.000+01:00 2 SC  XML  9900802.00AZ0000
            AZ checksum                                       wrong: these bytes add up to FE10
        """);
    assertThat(doctor(file.toString())).isZero();
    assertThat(out.toString()).isEqualTo("1 messages, 0 findings, 0 of them not tolerated\n");
  }

  @Test
  void wireLogTellsWhatTheAccountsProfileDoesNotAllow() throws Exception {
    var file = directory.resolve("sip2-sorter.log");
    Files.writeString(
        file,
        """
        2026-01-02T10:15:00.000Z 7 SC  CR   9900802.00
        2026-01-02T10:15:00.001Z 7 ACS CR   98YYNNNY10000320260102    1015002.00AODK-1|BXNNYNYYYNNNYYNNNN|
        2026-01-02T10:15:01.000Z 7 SC  CR   09N20260102    10150120260102    101501APDK-1|AODK-1|AB1|AC|
        2026-01-02T10:15:02.000Z 7 SC  CR   1720260102    101502AODK-1|AB1|
        2026-01-02T10:15:03.000Z 7 SC  CR   3520260102    101503AODK-1|AA1|
        """);

    assertThat(doctor(file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("message 4 (35)")
        .contains("according to the server, this account may not send it")
        .contains("1 of them not tolerated");
  }

  @Test
  void itWantsAFileOrAPortAndAServer() {
    assertThat(doctor()).isEqualTo(2);
    assertThat(doctor("--listen", "0")).isEqualTo(2);
    assertThat(doctor("--listen", "0", "--to", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("--to takes HOST:PORT, not \"nowhere\"");
  }

  @Test
  void betweenAClientAndItsServerItPassesOnWhatBothSayAndTellsWhatItFinds() throws Exception {
    try (var server = new TestServer()) {
      var ended =
          CompletableFuture.supplyAsync(
              () -> doctor("--listen", "0", "--to", "127.0.0.1:" + server.listeners.sip2Port()));
      var listening = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
      var port = listening.matcher("");
      while (!port.reset(out.toString()).find()) {
        Thread.sleep(20);
      }
      try (var kiosk = new Kiosk(Integer.parseInt(port.group(1)))) {
        assertThat(kiosk.ask("9300CNnorth-kiosk|COwrong|")).isEqualTo("940");
        assertThat(kiosk.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("941");
        assertThat(kiosk.ask("1720260101    120000AO|AB1|")).startsWith("18");
        assertThat(kiosk.ask("1720260101    120000AO|AB1|AY1AZ0000")).isEqualTo("96AZFEF6");
      }
      assertThat(ended.get()).isEqualTo(1);
      assertThat(out.toString())
          .contains("the server refused the login")
          .contains("the checksum is wrong")
          .contains("answered 96")
          .endsWith("4 messages, 4 findings, 3 of them not tolerated\n")
          .doesNotContain("secret");
    }
  }

  @Test
  void clientIsReadWithTheDelimiterThatIsNamed() throws Exception {
    var file =
        Files.writeString(
            directory.resolve("client.raw"),
            "9300CNhall-1^COsecret^CPhall^\r9900802.00\r"
                + "23001"
                + "20260105    101500AOX^AA1^AC^AD1|2^\r");

    assertThat(doctor(file.toString(), "--delimiter", "^")).isZero();
    assertThat(doctor(file.toString())).isEqualTo(1);
  }
}
