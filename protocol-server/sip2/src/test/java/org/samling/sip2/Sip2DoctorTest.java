package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.samling.sip2.Sip2Frame.Terminator;

/** What the doctor says of the clients in {@code test-fixtures/sip2/doctor}. */
class Sip2DoctorTest {

  private static final Path CLIENTS =
      Path.of(System.getProperty("test-fixtures.dir"), "sip2", "doctor");
  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);

  /** These show in what the server answers, and their tests are below. */
  private static final EnumSet<Sip2Fault> OF_REPLIES =
      EnumSet.of(Sip2Fault.LOGIN_REFUSED, Sip2Fault.ASKED_TO_RESEND, Sip2Fault.MESSAGE_NOT_OFFERED);

  private static List<Path> clients() throws IOException {
    try (var files = Files.list(CLIENTS)) {
      return files.filter(f -> f.toString().endsWith(".raw")).sorted().toList();
    }
  }

  private static String name(Path client) {
    var name = client.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private static String name(Sip2Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Sip2Finding> findings(Sip2Codec codec, byte[] bytes) {
    var doctor = new Sip2Doctor(codec, true);
    var findings = new ArrayList<>(doctor.receive(bytes, bytes.length));
    findings.addAll(doctor.end());
    return findings;
  }

  @TestFactory
  Stream<DynamicTest> eachClientIsToldWhatItDoesWrongAndNothingElse() throws IOException {
    return clients().stream()
        .map(client ->
            DynamicTest.dynamicTest(
                client.getFileName().toString(),
                () -> {
                  var expected =
                      name(client).equals("nothing-wrong") ? List.of() : List.of(name(client));
                  assertThat(
                          findings(CODEC, Files.readAllBytes(client)).stream()
                              .map(finding -> name(finding.fault()))
                              .distinct())
                      .containsExactlyElementsOf(expected.stream().map(String::valueOf).toList());
                }));
  }

  @Test
  void everyFaultHasAClient() throws IOException {
    var known = new HashSet<String>();
    for (var client : clients()) {
      known.add(name(client));
    }
    assertThat(known)
        .containsAll(EnumSet.complementOf(OF_REPLIES).stream().map(Sip2DoctorTest::name).toList());
  }

  @Test
  void findingsAreThoseThatAreWrittenDown() throws IOException {
    var told = new StringBuilder();
    for (var client : clients()) {
      told.append(client.getFileName()).append('\n');
      for (var finding : findings(CODEC, Files.readAllBytes(client))) {
        told.append(finding.toString().indent(2));
      }
    }
    assertThat(told).hasToString(Files.readString(CLIENTS.resolve("findings.txt")));
  }

  @Test
  void bytesMayComeInAnyPieces() throws IOException {
    for (var client : clients()) {
      var bytes = Files.readAllBytes(client);
      var doctor = new Sip2Doctor(CODEC, true);
      var findings = new ArrayList<Sip2Finding>();
      for (byte b : bytes) {
        findings.addAll(doctor.receive(new byte[] {b}, 1));
      }
      findings.addAll(doctor.end());
      assertThat(findings)
          .as(client.toString())
          .containsExactlyInAnyOrderElementsOf(findings(CODEC, bytes));
    }
  }

  @Test
  void findingsAreTheSameInAWireLogButForTheCharset() throws IOException {
    var annotator = new Sip2Annotator(CODEC);
    for (var client : clients()) {
      var name = name(client);
      if (name.startsWith("terminator") || name.equals("junk-before-message")) {
        continue;
      }
      var doctor = new Sip2Doctor(CODEC, true);
      var faults = new HashSet<String>();
      for (var text :
          new String(Files.readAllBytes(client), StandardCharsets.ISO_8859_1).split("\r", 0)) {
        var frame = new Sip2Frame(text.getBytes(StandardCharsets.ISO_8859_1), Terminator.CR);
        var checksum =
            annotator
                .annotate(frame)
                .lines()
                .filter(line -> line.startsWith("AZ"))
                .map(line -> line.replaceFirst("AZ checksum +", ""))
                .collect(Collectors.joining());
        for (var finding : doctor.receive(annotator.masked(frame), Terminator.CR, checksum)) {
          faults.add(name(finding.fault()));
        }
      }
      // A control character is a blank there.
      assertThat(faults)
          .as(client.toString())
          .isEqualTo(
              name.equals("nothing-wrong") || name.equals("control-character")
                  ? new HashSet<>()
                  : new HashSet<>(List.of(name)));
    }
  }

  @Test
  void charsetIsGuessedFromTheBytes() {
    assertThat(charset(Sip2Charset.ISO_8859_1, Sip2Charset.UTF_8)).contains("probably in UTF-8");
    assertThat(charset(Sip2Charset.ISO_8859_1, Sip2Charset.CP850)).contains("probably in CP850");
    assertThat(charset(Sip2Charset.CP850, Sip2Charset.ISO_8859_1))
        .contains("probably in ISO-8859-1");
    assertThat(charset(Sip2Charset.CP850, Sip2Charset.UTF_8)).contains("probably in UTF-8");
    for (var same : List.of(Sip2Charset.CP850, Sip2Charset.ISO_8859_1, Sip2Charset.UTF_8)) {
      assertThat(charset(same, same)).isEmpty();
    }
  }

  private static String charset(Sip2Charset account, Sip2Charset sent) {
    var message = "1920260102    101500AO|AB1|CHRødgrød på Ærø|\r";
    return findings(new Sip2Codec(account), message.getBytes(sent.charset())).stream()
        .filter(finding -> finding.fault() == Sip2Fault.CHARSET_WRONG)
        .map(Sip2Finding::what)
        .collect(Collectors.joining());
  }

  @Test
  void repliesTellOfLoginsThatAreRefusedAndOfMessagesThatAreNotRead() {
    var doctor = new Sip2Doctor(CODEC, true);
    var login = "9300CNa|COb|AY0AZ\r".getBytes(StandardCharsets.UTF_8);
    doctor.receive(login, login.length);
    assertThat(doctor.receiveReply(Sip2Frame.of("940", Sip2Charset.UTF_8)))
        .extracting(Sip2Finding::fault)
        .containsExactly(Sip2Fault.LOGIN_REFUSED);
    var status = "2300920260102    101500AO|AA1|AC|AD|AY1AZ\r".getBytes(StandardCharsets.UTF_8);
    assertThat(doctor.receive(status, status.length))
        .extracting(Sip2Finding::fault)
        .contains(Sip2Fault.NOT_LOGGED_IN);
    assertThat(doctor.receiveReply(Sip2Frame.of("96AZFEF6", Sip2Charset.UTF_8)))
        .extracting(Sip2Finding::fault)
        .containsExactly(Sip2Fault.ASKED_TO_RESEND);
    assertThat(doctor.receiveReply(Sip2Frame.of("941", Sip2Charset.UTF_8))).isEmpty();
  }

  @Test
  void messageThatComesAgainAfterOthersHasADateThatRepeats() {
    var checkout = "11NN20260102    101500                  AO|AA1|AB1|AC|\r";
    var checkin = "09N20260102    10150020260102    101500AP|AO|AB1|AC|\r";
    assertThat(faults(checkout + checkout)).doesNotContain(Sip2Fault.DATE_REPEATED);
    assertThat(faults(checkout + checkin + checkout)).contains(Sip2Fault.DATE_REPEATED);
    assertThat(faults(checkout + checkin + checkout.replace("1015", "1016")))
        .doesNotContain(Sip2Fault.DATE_REPEATED);
  }

  private static List<Sip2Fault> faults(String messages) {
    return findings(CODEC, messages.getBytes(StandardCharsets.UTF_8)).stream()
        .map(Sip2Finding::fault)
        .toList();
  }

  @Test
  void statusTellsOfMessagesThatAreNotOfferedUntilAnotherLogin() {
    var doctor = new Sip2Doctor(CODEC, false);
    var renew =
        "29NN20260102    101500                  AO|AA1|AB1|AY1AZ\r"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(doctor.receive(renew, renew.length))
        .extracting(Sip2Finding::fault)
        .doesNotContain(Sip2Fault.MESSAGE_NOT_OFFERED);
    assertThat(
            doctor.receiveReply(
                Sip2Frame.of(
                    "98YYNNNY10000320260102    1015002.00AODK-1|BXNNYNYYYNNNYYNNNN|",
                    Sip2Charset.UTF_8)))
        .isEmpty();
    assertThat(doctor.receive(renew, renew.length))
        .extracting(Sip2Finding::fault)
        .contains(Sip2Fault.MESSAGE_NOT_OFFERED);
    var login = "9300CNa|COb|AY2AZ\r".getBytes(StandardCharsets.UTF_8);
    doctor.receive(login, login.length);
    assertThat(doctor.receive(renew, renew.length))
        .extracting(Sip2Finding::fault)
        .doesNotContain(Sip2Fault.MESSAGE_NOT_OFFERED);
  }

  @Test
  void noFindingHoldsWhatAFieldSays() throws IOException {
    var secret = "kanariefugl";
    for (var client : clients()) {
      var text = new String(Files.readAllBytes(client), StandardCharsets.ISO_8859_1);
      var bytes =
          text.replace("secret", secret)
              .replace("2000000001", secret)
              .replace("ZZ1234", "ZZ" + secret)
              .getBytes(StandardCharsets.ISO_8859_1);
      assertThat(findings(CODEC, bytes).toString()).doesNotContain("kanarie");
    }
  }
}
