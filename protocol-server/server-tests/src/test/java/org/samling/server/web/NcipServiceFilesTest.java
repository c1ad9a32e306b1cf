package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.policy.Setting;
import org.samling.core.search.RecordRef;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;

/**
 * Every service in every version that has it, as {@code test-fixtures/ncip/services} shows it: over
 * HTTP, and the same bytes once more on a connection of its own, where the answer is the same; and
 * what named partners send, as {@code test-fixtures/ncip/peers} shows it.
 */
class NcipServiceFilesTest {

  private static final Path FILES =
      Path.of(System.getProperty("test-fixtures.dir"), "ncip", "services");
  private static final Path PEERS = FILES.resolveSibling("peers");
  private static final Path ANSWERS = Path.of("target", "ncip-services");
  private static final String END = "NCIPMessage>";

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Map<String, String> VARYING =
      Map.of(
          "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z", "id", "[0-9a-f-]{36}");

  /** The versions, each with the one of the two vocabularies that it uses. */
  enum Version {
    V1_0("1", "1.0", "http://ncip.envisionware.com/documentation/ncip_v1_0.dtd"),
    V1_01("1", "1.01", "http://ncip.envisionware.com/documentation/ncip_v1_01.dtd"),
    V2_00("2", "2.00", "http://www.niso.org/schemas/ncip/v2_0/imp1/xsd/ncip_v2_0.xsd"),
    V2_01("2", "2.01", "http://www.niso.org/schemas/ncip/v2_0/imp1/xsd/ncip_v2_01.xsd"),
    V2_02("2", "2.02", "http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd");

    private final String edition;
    private final String number;
    private final String uri;

    Version(String edition, String number, String uri) {
      this.edition = edition;
      this.number = number;
      this.uri = uri;
    }

    private Path request(String service) {
      return FILES.resolve(edition).resolve(service + ".request.xml");
    }

    private String filled(Path file) {
      return read(file).replace("{{version}}", uri).replace("{{number}}", number);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servicesAreAnsweredAsTheirFilesShow(Version version) throws IOException {
    var softly = new SoftAssertions();
    try (var server = TestServer.with("ncip: {tcp: {port: 0}}")) {
      prepare(server.library);
      try (var client = HttpClient.newHttpClient();
          var socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners.ncipPort())) {
        socket.setSoTimeout(60_000);
        for (var service : services(version)) {
          var request = version.filled(version.request(service));
          var answer = post(client, server, request);
          keep(version.number, service + ".response.xml", answer);
          softly
              .assertThat(withoutLayout(answer))
              .as("%s in %s", service, version)
              .matches(expected(version, service));
          socket.getOutputStream().write(request.getBytes(UTF_8));
          softly.assertThat(answer(socket)).as("%s on a connection", service).isEqualTo(answer);
        }
        softly.assertAll();
      }
    }
  }

  /** A library that is lent to, whose request b-1 has got item 4; and a loan to be undone. */
  private static void prepare(TestLibrary library) {
    library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    library.set(Setting.LOAN_RECALL_GUARANTEED_DAYS, "0");
    var card = Institution.card("DK-710100");
    TestPatrons.patron().put(library, library.north, card);
    library
        .store
        .interlibraryRequests()
        .place(
            library.north,
            TestLibrary.MAIN,
            new InterlibraryOrder(
                new Requester("north-ncip", "DK-710100"),
                "b-1",
                "0".repeat(64),
                new WantedRecord(TestLibrary.TITLE, new RecordRef(UUID.randomUUID(), null)),
                Description.NOTHING,
                Service.LOAN,
                null,
                null,
                null,
                null,
                null),
            new Placement(InterlibraryState.REQUESTED, null));
    library.submit(TestLibrary.checkout(library.north, card, "4"));
    library.submit(TestLibrary.checkout(library.north, "B", "5"));
  }

  static List<String> conversations() throws IOException {
    try (var files = Files.list(PEERS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void peersAreAnsweredAsTheirConversationsShow(String conversation) throws IOException {
    var softly = new SoftAssertions();
    try (var server = new TestServer();
        var client = HttpClient.newHttpClient()) {
      prepare(server.library);
      var kept = new StringBuilder();
      for (var message : read(PEERS.resolve(conversation)).split("(?m)^>>> ")) {
        var parts = message.split("\n", 2)[1].split("(?m)^<<<$");
        if (parts.length == 2) {
          var answer = post(client, server, parts[0].strip());
          kept.append(answer).append('\n');
          softly
              .assertThat(withoutLayout(answer))
              .as(message.lines().findFirst().orElseThrow())
              .matches(expected(withoutLayout(parts[1])));
        }
      }
      keep("peers", conversation, kept.toString());
    }
    softly.assertAll();
  }

  private static List<String> services(Version version) {
    return read(FILES.resolve("order.txt"))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .filter(service -> Files.exists(version.request(service)))
        .toList();
  }

  /** What has to be answered, in which times and identifiers differ from run to run. */
  private static Pattern expected(Version version, String service) {
    return expected(
        withoutLayout(
            version.filled(FILES.resolve(version.edition).resolve(service + ".response.xml"))));
  }

  private static Pattern expected(String text) {
    var pattern = new StringBuilder();
    var place = PLACE.matcher(text);
    var from = 0;
    while (place.find()) {
      pattern
          .append(Pattern.quote(text.substring(from, place.start())))
          .append(VARYING.getOrDefault(place.group(1), Pattern.quote(place.group())));
      from = place.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(text.substring(from))).toString());
  }

  /** What was answered lies in target, to be looked at beside the file. */
  private static void keep(String group, String name, String answer) throws IOException {
    Files.writeString(Files.createDirectories(ANSWERS.resolve(group)).resolve(name), answer);
  }

  private static String post(HttpClient client, TestServer server, String message)
      throws IOException {
    var uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + "/ncip");
    try {
      var request =
          HttpRequest.newBuilder(uri)
              .header("content-type", "application/xml")
              .POST(BodyPublishers.ofString(message, UTF_8));
      if (!message.contains("Authentication>")) {
        request.header("x-api-key", "north-ncip:secret");
      }
      var answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next answer, which is a line. */
  private static String answer(Socket socket) throws IOException {
    var read = new ByteArrayOutputStream();
    do {
      var next = socket.getInputStream().read();
      assertThat(next).as("in the middle of %s", read.toString(UTF_8)).isNotEqualTo(-1);
      read.write(next);
    } while (!read.toString(UTF_8).endsWith(END + '\n'));
    return read.toString(UTF_8).stripTrailing();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutLayout(String xml) {
    return xml.replaceAll(">\\s+<", "><").strip();
  }
}
