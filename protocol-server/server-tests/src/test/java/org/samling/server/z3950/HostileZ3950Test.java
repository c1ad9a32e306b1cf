package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.server.Heap;
import org.samling.server.TestServer;
import org.samling.testing.LongRun;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.InitOption;
import org.samling.z3950.SetBounds;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.Term;

/**
 * What no client should send: the server says so, goes on for everybody else, and keeps its memory.
 */
class HostileZ3950Test {

  private static final HexFormat HEX = HexFormat.of();
  private static final int TIMES = LongRun.times(2, 20);
  private static final long MEBIBYTE = 1 << 20;
  private static final int INIT = 0xB4;
  private static final long MAY_GROW_BY = 48 * MEBIBYTE;

  private static final int SETS = LongRun.times(2_000, 10_000);
  private static final int AT_ONCE = 50;
  private static final long SETS_MAY_TAKE = 4 * MEBIBYTE;

  /** How many result sets the test's server keeps of a connection. */
  private static final int KEPT = 3;

  private static TestServer server;
  private static long used;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    used = Heap.used();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @AfterEach
  void serverIsWell() {
    used = Heap.atMost(used + MAY_GROW_BY);
    try (var client = client().init()) {
      assertThat(client.ask(search("ærø")))
          .isInstanceOfSatisfying(
              SearchResponse.class, r -> assertThat(r.resultCount()).isEqualTo(1));
    }
  }

  @Test
  void twoGibibytesInThirteenBytes() {
    for (var i = 0; i < TIMES; i++) {
      try (var client = client().init()) {
        client.send(HEX.parseHex("b6848000000000000000000000"));
        assertEnd(client, "more than 524288 bytes");
      }
      try (var client = client()) {
        client.send(HEX.parseHex("b4847fffffff"));
        assertThat(client.isClosedByServer()).as("before Init").isTrue();
      }
    }
  }

  @Test
  void hundredThousandNestedTags() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HEX.parseHex("b680"));
    for (var i = 0; i < 100_000; i++) {
      bytes.writeBytes(HEX.parseHex("a180"));
    }
    for (var i = 0; i < TIMES; i++) {
      try (var client = client().init()) {
        client.send(bytes.toByteArray());
        assertEnd(client, "nested");
      }
    }
  }

  @Test
  void queryOfHundredThousandOperands() {
    var query = nestedSearch(100_000);
    assertThat(query.length).isGreaterThan(2_900_000);
    for (var i = 0; i < TIMES; i++) {
      try (var client = client().init()) {
        try {
          client.send(query);
        } catch (UncheckedIOException e) {
          continue; // the server closed while the rest was still on its way
        }
        assertEnd(client, "more than 524288 bytes");
      }
    }
  }

  @Test
  void queryThatFitsButIsTooDeepIsRefusedAndTheSessionGoesOn() {
    try (var client = client().init()) {
      for (var i = 0; i < TIMES; i++) {
        client.send(nestedSearch(10_000));
        var answer = (SearchResponse) client.read();
        assertThat(answer.searchStatus()).isFalse();
        assertThat(answer.records())
            .isInstanceOfSatisfying(
                Records.NonSurrogateDiagnostic.class,
                d ->
                    assertThat(d.diagnostic().bib1())
                        .contains(Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS));
      }
      assertThat(((SearchResponse) client.ask(search("ærø"))).resultCount()).isEqualTo(1);
    }
  }

  @Test
  void queryOfFiveHundredOperandsIsAnswered() {
    try (var client = client().init()) {
      client.send(nestedSearch(500));
      assertThat(((SearchResponse) client.read()).searchStatus()).isTrue();
    }
  }

  @Test
  void tenThousandResultSetsTakeNoMoreThanTheFewThatAreKept() {
    try (var client = client().init()) {
      var before = Heap.used();
      for (var set = 0; set < SETS; set += AT_ONCE) {
        for (var i = set; i < set + AT_ONCE; i++) {
          client.send(client.encoded(TestRequests.search(null, name(i), "north", 4, "ærø")));
        }
        for (var i = set; i < set + AT_ONCE; i++) {
          assertThat(((SearchResponse) client.read()).resultCount()).isEqualTo(1);
        }
      }
      Heap.atMost(before + SETS_MAY_TAKE);
      for (var i = 0; i < KEPT; i++) {
        assertThat(diagnosticOfPresent(client, name(SETS - 1 - i))).as("kept").isEmpty();
      }
      assertThat(diagnosticOfPresent(client, name(0)))
          .contains(Bib1Diagnostic.RESULT_SET_NO_LONGER_EXISTS);
      assertThat(diagnosticOfPresent(client, name(SETS - 1 - KEPT)))
          .as("the names of those that are gone are not all remembered")
          .contains(Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST);
    }
  }

  private static String name(int set) {
    return "set-" + set;
  }

  private static Optional<Bib1Diagnostic> diagnosticOfPresent(Z3950Client client, String set) {
    var answer = (PresentResponse) client.ask(TestRequests.present(null, set, 1, null));
    return answer.records() instanceof Records.NonSurrogateDiagnostic(var diagnostic)
        ? diagnostic.bib1()
        : Optional.empty();
  }

  @Test
  void oneByteAtATime() {
    try (var client = client().init()) {
      for (var b : client.encoded(search("fanø"))) {
        client.send(new byte[] {b});
      }
      assertThat(((SearchResponse) client.read()).resultCount()).isEqualTo(1);
    }
  }

  @Test
  void requestsOfRealClientsDamagedOnTheirWay() throws IOException {
    var random = new Random(3950);
    var requests = capturedRequests();
    for (var i = 0; i < 15 * TIMES; i++) {
      try (var client = client().init(MEBIBYTE, InitOption.values())) {
        var whole = requests.get(random.nextInt(requests.size()));
        var damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        client.send(damaged);
        client.send(whole);
      } catch (UncheckedIOException e) {
        // The server closed before all was sent.
      }
    }
  }

  @Test
  void requestsOfRealClientsByteByByte() throws IOException {
    for (var request : capturedRequests()) {
      var bytes = new ArrayList<byte[]>();
      for (var b : request) {
        bytes.add(new byte[] {b});
      }
      assertHeardOut(bytes);
    }
  }

  @Test
  void requestsOfRealClientsAllAtOnce() throws IOException {
    var together = new ByteArrayOutputStream();
    capturedRequests().stream()
        .filter(request -> (request[0] & 0xFF) != INIT && !isClose(request))
        .forEach(together::writeBytes);
    for (var i = 0; i < TIMES; i++) {
      assertHeardOut(List.of(together.toByteArray()));
    }
  }

  private static boolean isClose(byte[] request) {
    return (request[0] & 0xFF) == 0xBF && request[1] == 48;
  }

  /** What comes after is answered, or the session is ended. */
  private static void assertHeardOut(List<byte[]> sent) {
    try (var client = client().init(MEBIBYTE, InitOption.values())) {
      sent.forEach(client::send);
      client.send(client.encoded(search("ærø")));
      Z3950Response answer;
      do {
        answer = client.read();
      } while (!(answer instanceof Close)
          && !(answer instanceof SearchResponse found && found.resultCount() == 1));
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).as("it ends").isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  /** The requests of test-fixtures/z3950, whose form its README tells. */
  private static List<byte[]> capturedRequests() throws IOException {
    var requests = new ArrayList<byte[]>();
    var folder = Path.of(System.getProperty("test-fixtures.dir"), "z3950");
    try (var files = Files.newDirectoryStream(folder, "*.hex")) {
      for (var file : files) {
        var apdu = Pattern.compile("^> (.*(?:\\n  .*)*)", Pattern.MULTILINE);
        apdu.matcher(Files.readString(file))
            .results()
            .map(found -> HEX.parseHex(found.group(1).replaceAll("\\s", "")))
            .forEach(requests::add);
      }
    }
    assertThat(requests).hasSizeGreaterThan(30);
    return requests;
  }

  @Test
  void anotherProtocol() {
    try (var client = client()) {
      client.send("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (var client = client()) {
      client.send(client.encoded(search("ærø")));
      assertThat(client.isClosedByServer()).as("a search without Init").isTrue();
    }
  }

  /** The server says why, in the standard's own form, and closes. */
  private static void assertEnd(Z3950Client client, String why) {
    Z3950Response answer;
    try {
      answer = client.read();
    } catch (UncheckedIOException e) {
      return; // closed with bytes of ours unread: TCP may drop the last words on their way
    }
    assertThat(answer)
        .isInstanceOfSatisfying(
            Close.class,
            close -> {
              assertThat(close.closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
              assertThat(close.diagnosticInformation()).contains(why);
            });
    assertThat(client.isClosedByServer()).isTrue();
  }

  private static Z3950Client client() {
    return new Z3950Client(server.listeners.z3950Port());
  }

  private static SearchRequest search(String word) {
    return new SearchRequest(
        null,
        SetBounds.NO_RECORDS,
        true,
        "default",
        List.of("north"),
        null,
        null,
        null,
        new Query.Rpn(
            new RpnQuery(
                Oid.BIB_1,
                new AttributesPlusTerm(
                    List.of(AttributeElement.of(1, 4)),
                    new Term.General(new Octets(word.getBytes(UTF_8)))))),
        List.of());
  }

  /** A search whose query is so many operands, each joined to all before it. */
  private static byte[] nestedSearch(int operands) {
    var operand = HEX.parseHex("a011bf660ebf2c009f2d087878787878787878");
    var operator = HEX.parseHex("bf2e028100");
    var lengths = new int[operands];
    var length = operand.length;
    for (var i = 1; i < operands; i++) {
      lengths[i] = length + operand.length + operator.length;
      length = lengths[i] + header(0xA1, lengths[i]).length;
    }
    var query = new ByteArrayOutputStream();
    query.writeBytes(HEX.parseHex("06072a8648ce130301"));
    for (var i = operands - 1; i > 0; i--) {
      query.writeBytes(header(0xA1, lengths[i]));
    }
    query.writeBytes(operand);
    for (var i = 1; i < operands; i++) {
      query.writeBytes(operand);
      query.writeBytes(operator);
    }
    var search = new ByteArrayOutputStream();
    search.writeBytes(HEX.parseHex("8d01008e01018f01009001ff9107"));
    search.writeBytes("default".getBytes(US_ASCII));
    search.writeBytes(HEX.parseHex("b2069f6903"));
    search.writeBytes("all".getBytes(US_ASCII));
    search.writeBytes(element(0xB5, element(0xA1, query.toByteArray())));
    return element(0xB6, search.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(header(tag, content.length));
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] header(int tag, int length) {
    var bytes = length < 0x80 ? 0 : length < 0x10000 ? 2 : 4;
    var header = new byte[2 + bytes];
    header[0] = (byte) tag;
    header[1] = (byte) (bytes == 0 ? length : 0x80 | bytes);
    for (var i = 0; i < bytes; i++) {
      header[2 + i] = (byte) (length >> 8 * (bytes - 1 - i));
    }
    return header;
  }
}
