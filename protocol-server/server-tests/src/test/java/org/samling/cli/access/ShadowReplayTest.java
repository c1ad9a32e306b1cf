package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Point 4 of the SIP2 cut-over: conversations with an old server, recorded by the doctor, are
 * replayed, and the profile that is proposed closes what differs.
 */
class ShadowReplayTest {

  private static TestServer server;
  private static Path recording;

  @TempDir private static Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    server = new TestServer();
    recording = directory.resolve("monday.jsonl");
    record(
        recording,
        ShadowReplayTest::oldServer,
        List.of(
            List.of(
                "9300CNold-1|COold-secret|CPHall|",
                "2300020260105    101500AOOLD|AAA|AC|AD1234|",
                "1720260105    101501AOOLD|AB1|",
                "11YN20260105    101502                  AOOLD|AAA|AB1|AC|",
                "2300020260105    101503AOOLD|AA0101701234|AC|"),
            List.of(
                "9300CNold-2|COold-secret|",
                "2300020260105    101504AOOLD|AAB|AC|",
                "09N20260105    10150520260105    101505APHall|AOOLD|AB1|AC|")));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** An old server with habits of its own: names turned round, LF behind CR, CV 00, no AF. */
  private static String oldServer(String request) {
    var date = "20260105    101600";
    return switch (request.substring(0, 2)) {
      case "93" -> "941";
      case "23" ->
          request.contains("AAB|")
              ? "24              000" + date + "AOOLD|AAB|AEB Navn|BLY|"
              : "24              000" + date + "AOOLD|AAA|AEA Navn|BLY|CQY|";
      case "17" -> "18030001" + date + "AB1|AJÆrø|CHshelf worn|";
      case "11" -> "121NUY" + date + "AOOLD|AAA|AB1|AJÆrø|AH2026-02-05|";
      case "09" -> "101YUN" + date + "AOOLD|AB1|AQDK-799700|AJÆrø|CV00|";
      default -> "96";
    };
  }

  private static void record(
      Path file, UnaryOperator<String> answers, List<List<String>> conversations)
      throws IOException {
    var said = new StringWriter();
    try (var old = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var _ = Thread.ofVirtual().start(() -> serve(old, answers));
      var ended =
          CompletableFuture.supplyAsync(() ->
              new CommandLine(new Sip2DoctorCommand())
                  .setOut(new PrintWriter(said))
                  .setErr(new PrintWriter(said))
                  .execute(
                      "--listen=0",
                      "--to=127.0.0.1:" + old.getLocalPort(),
                      "--record=" + file,
                      "--connections=" + conversations.size()));
      var listening = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher("");
      Eventually.holds("it listens", () -> listening.reset(said.toString()).find());
      for (var conversation : conversations) {
        try (var kiosk = new Kiosk(Integer.parseInt(listening.group(1)))) {
          conversation.forEach(kiosk::ask);
        }
      }
      ended.join();
    }
    assertThat(said.toString()).contains("exchanges in " + file).doesNotContain("old-secret");
  }

  private static void serve(ServerSocket old, UnaryOperator<String> answers) {
    while (!old.isClosed()) {
      try {
        var socket = old.accept();
        var _ =
            Thread.ofVirtual()
                .start(() -> {
                  try (socket;
                      var in = socket.getInputStream()) {
                    var message = new StringBuilder();
                    for (int next = in.read(); next >= 0; next = in.read()) {
                      if (next != '\r') {
                        message.append((char) next);
                      } else {
                        var reply = answers.apply(message.toString()) + "\r\n";
                        socket.getOutputStream().write(reply.getBytes("UTF-8"));
                        message.setLength(0);
                      }
                    }
                  } catch (IOException _) {
                    // The client is gone.
                  }
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  private int replay(String user, String... more) {
    return replay(recording, user, more);
  }

  private int replay(Path file, String user, String... more) {
    var line =
        new CommandLine(new ShadowReplayCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    var all = new ArrayList<>(List.of(more));
    all.add(file.toString());
    all.add("--port=" + server.listeners.sip2Port());
    all.add("--user=" + user);
    all.add("--password=secret");
    return line.execute(all.toArray(String[]::new));
  }

  private JsonNode report() {
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void recordingAtRestHasCardsAndItemsAndNoSecretsAndIsItsOwners() throws IOException {
    assertThat(Files.getPosixFilePermissions(recording))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(recording))
        .contains("\"AA\",\"value\":\"A\"", "\"AB\",\"value\":\"1\"", "Hall")
        .doesNotContain("old-secret", "1234", "Navn");
    assertThat(Files.readAllLines(recording)).hasSize(8);
  }

  @Test
  void onlyQuestionsAreSentUnlessTheCopyIsNamed() {
    assertThat(replay("north-kiosk")).isEqualTo(1);
    assertThat(out.toString())
        .contains("questions: 1 of 17, 2 of 23")
        .contains("1 of 09, 1 of 11 are not sent; --change-copy sends them, to a copy")
        .contains("1 are not sent: the number that they name looks like a CPR number")
        .contains("1 messages had one, and none is in the recording")
        .contains("which calls itself DK-799700")
        .contains("3 replies compared");
    var item = server.library.store.inquiries().item(server.library.north, "1").orElseThrow();
    assertThat(item.status()).isEqualTo(ItemStatus.AVAILABLE);

    assertThat(replay("north-kiosk", "--change-copy=DK-000000")).isEqualTo(2);
    assertThat(err.toString())
        .contains("calls itself \"DK-799700\". If it is a copy, and is to be changed, say");
    assertThat(replay("north-kiosk", "--preset=no-such")).isEqualTo(2);
    assertThat(err.toString()).contains("\"no-such\" is not a preset");
  }

  @Test
  void replayOnACopyGroupsDifferencesByCauseAndProposesTheProfileThatClosesThem() {
    assertThat(
            replay(
                "north-kiosk", "--change-copy=DK-799700", "--output=json", "--preset=self-check"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("made at the server: 1 returns, 1 loans");
    var report = report();
    assertThat(report.at("/compared").intValue()).isEqualTo(5);
    assertThat(report.at("/differences").valueStream().toList())
        .extracting(
            group -> group.at("/message").stringValue(),
            group -> group.at("/field").stringValue(),
            group -> group.at("/is").stringValue())
        .contains(tuple("24", "terminator", "cr"), tuple("10", "CV", ""), tuple("24", "AE", ""));
    var profile = report.at("/profile/differences");
    assertThat(profile.at("/terminator").stringValue()).isEqualTo("crlf");
    assertThat(profile.at("/alert-type").stringValue()).isEqualTo("00-on-success");
    var onTheCopy = report.at("/profile/differencesOnTheCopy");
    assertThat(onTheCopy.at("/without-pin").valueStream().map(JsonNode::stringValue))
        .contains("name");

    account("closed", onTheCopy);
    out.getBuffer().setLength(0);
    assertThat(replay("closed", "--change-copy=OLD", "--output=json")).isEqualTo(1);
    assertThat(fields(report))
        .contains("terminator", "CV", "AE", "AO")
        .containsAll(fields(report()))
        .hasSizeGreaterThan(fields(report()).size());
    assertThat(fields(report()))
        .as("what no key of the profile closes stays")
        .contains("CH")
        .doesNotContain("terminator", "CV", "BH", "BV", "AO");
  }

  @Test
  void requestsThatTheRecordingTellsApartAreNoRepeatsAtTheReplay() throws IOException {
    var twice = directory.resolve("twice.jsonl");
    record(
        twice,
        request ->
            switch (request.substring(0, 2)) {
              case "93" -> "941";
              case "11" -> "121NUY20260105    101600AOOLD|AAA|AB1|AJÆrø|AH20260205    235959|";
              default ->
                  "10%sYUN20260105    101600AOOLD|AB1|AQ|"
                      .formatted(request.startsWith("09N20260105    101505") ? "1" : "0");
            },
        List.of(
            List.of(
                "9300CNold-1|COold-secret|",
                "11YN20260105    101502                  AOOLD|AAA|AB1|AC|",
                "09N20260105    10150520260105    101505APHall|AOOLD|AB1|AC|",
                "09N20260105    10150620260105    101506APHall|AOOLD|AB1|AC|")));
    account("idle", JsonMapper.shared().createObjectNode().put("not-on-loan", "refused"));

    assertThat(replay(twice, "idle", "--change-copy=DK-799700", "--output=json")).isZero();

    assertThat(report().at("/compared").intValue()).isEqualTo(3);
    assertThat(fields(report())).doesNotContain("ok");
  }

  /** An account with the profile that was proposed. */
  private static void account(String username, JsonNode differences) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        server.library.north,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2,
                username,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "001")));
    var values = ((ObjectNode) differences.deepCopy()).put("preset", "self-check");
    register.putProfile(server.library.north, username, Profiles.choice(values));
  }

  private static List<String> fields(JsonNode report) {
    return report
        .at("/differences")
        .valueStream()
        .map(group -> group.at("/field").stringValue())
        .distinct()
        .toList();
  }
}
