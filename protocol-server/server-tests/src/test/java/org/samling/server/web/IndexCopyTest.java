package org.samling.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.KeyringSignatures;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** A server that joins another one before the same library copies its index over HTTP. */
class IndexCopyTest {

  /** Records of so many bytes that a copy does not fit into the buffers of a connection. */
  private static final int RECORDS = 3_000;

  private static final int ADDRESS_BYTES = 4_000;

  @AutoClose private static TestServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    server = TestServer.ofItsOwn();
    server.put(server.library.north, records(1, RECORDS));
  }

  private static List<CatalogueRecord> records(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(IndexCopyTest::record).toList();
  }

  private static CatalogueRecord record(int number) {
    var fields = new ArrayList<MarcContent.Field>();
    fields.add(new ControlField("001", Integer.toString(number)));
    fields.add(new DataField("245", '1', '0', List.of(new Subfield('a', "Bog nr" + number))));
    var bytes = new byte[ADDRESS_BYTES];
    new Random(number).nextBytes(bytes);
    var address = Base64.getUrlEncoder().encodeToString(bytes); // kept, and not indexed
    fields.add(new DataField("856", '4', ' ', List.of(new Subfield('u', address))));
    return new CatalogueRecord(
        new RecordKey("copied", Integer.toString(number)),
        RecordFormat.MARC21,
        Bytes.of(Integer.toString(number).getBytes(UTF_8)),
        new MarcContent("00000nam a2200000 a 4500", fields),
        new BriefRecord("Bog nr" + number, null, null, List.of()));
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static NeighbourServer neighbour() {
    return new NeighbourServer(
        address(server.listeners.httpPort()), server.library.store.nodeSignatures());
  }

  /** A server before the same library, with an empty index, that copies from a port. */
  private static TestServer joining(int port) {
    return TestServer.before(
        server.library, "index: {directory: index, copy-from: [\"%s\"]}".formatted(address(port)));
  }

  private static HttpURLConnection ask(@Nullable String authorization) throws IOException {
    var asked = address(server.listeners.httpPort()).resolve(IndexCopyEndpoint.PATH).toURL();
    var connection = (HttpURLConnection) asked.openConnection();
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    return connection;
  }

  private static NodeProof proof() {
    return new NodeProof(server.library.store.nodeSignatures(), IndexCopyEndpoint.PURPOSE);
  }

  private static long found(TestServer node, int number) {
    var query = Query.Term.words(SearchField.TITLE, "nr" + number);
    try (var found = node.index.search(new SearchScope.OfTenant(server.library.north), query)) {
      return found.count();
    }
  }

  /** Whether some file of records is the neighbour's: Lucene writes no two files alike. */
  private static boolean isCopied(TestServer node) throws IOException {
    try (var files = Files.list(node.directory().resolve("index"))) {
      for (var file : files.filter(f -> f.toString().matches(".*\\.(cfs|fdt|dvd)")).toList()) {
        var original = server.directory().resolve("index").resolve(file.getFileName());
        if (Files.exists(original) && Files.mismatch(original, file) < 0) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void joiningServerHasTheNeighboursIndexAndFollows() throws IOException {
    server.index.rebuild(
        (_, _) -> {}); // which commits it: else the last commit may be the empty one
    try (var joined = joining(server.listeners.httpPort())) {
      assertThat(isCopied(joined)).isTrue();
      assertThat(found(joined, 1)).isEqualTo(1);
      assertThat(found(joined, RECORDS)).isEqualTo(1);
      server.library.store.catalogue().putRecords(server.library.north, List.of(record(5_000)));
      Eventually.holds("the new record is found", () -> found(joined, 5_000) == 1);
    }
  }

  @Test
  void copyTakenWhileRecordsAreImportedLacksNone() throws Exception {
    try (var importing = Executors.newSingleThreadExecutor()) {
      var imported =
          importing.submit(() -> {
            for (var from = 6_001; from <= 7_000; from += 50) {
              server
                  .library
                  .store
                  .catalogue()
                  .putRecords(server.library.north, records(from, from + 49));
            }
          });
      try (var joined = joining(server.listeners.httpPort());
          var anew = server.anotherNode()) {
        imported.get();
        joined.index.catchUp();
        anew.index.catchUp();
        assertThat(joined.index.state().documents()).isEqualTo(anew.index.state().documents());
        for (var number = 6_001; number <= 7_000; number++) {
          assertThat(found(joined, number)).as("record %d", number).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void copyThatIsCutOffLeavesTheIndexToBeMadeAnew() throws IOException {
    byte[] whole;
    try (var copy = neighbour().open()) {
      whole = copy.readAllBytes();
    }
    try (var broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerHalf(broken, whole));
      try (var joined = joining(broken.getLocalPort())) {
        assertThat(isCopied(joined)).isFalse();
        assertThat(found(joined, 1)).isEqualTo(1);
        assertThat(joined.directory().resolve("index/incoming")).doesNotExist();
      }
    }
  }

  private static @Nullable Void answerHalf(ServerSocket listener, byte[] whole) {
    try (var connection = listener.accept()) {
      connection.getInputStream().readNBytes(10);
      var out = connection.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n"
              .formatted(whole.length)
              .getBytes(ISO_8859_1));
      out.write(Arrays.copyOf(whole, whole.length / 2));
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoHasNotTheLibrarysKeysIsRefused() throws IOException {
    var others =
        new KeyringSignatures(
            Keyring.loadOrCreate(directory.resolve("keys")), "samling node signature");
    var old = Instant.now().minusSeconds(300).getEpochSecond();
    var signed = server.library.store.nodeSignatures().sign("copy the index " + old);
    var ofHarvests = server.library.store.signatures();
    for (var refused :
        Arrays.asList(
            null,
            "",
            "Samling-Node",
            "Bearer x",
            "Samling-Node %d.%s".formatted(old, signed),
            "Samling-Node %d.%s".formatted(Instant.now().getEpochSecond(), signed),
            new NodeProof(others, IndexCopyEndpoint.PURPOSE).header(),
            new NodeProof(ofHarvests, IndexCopyEndpoint.PURPOSE).header(),
            new NodeProof(server.library.store.nodeSignatures(), "another purpose").header())) {
      var answer = ask(refused);
      assertThat(answer.getResponseCode()).as(refused).isEqualTo(401);
      assertThat(answer.getHeaderField("www-authenticate")).isEqualTo("Samling-Node");
    }
    var answer = ask(proof().header());
    assertThat(answer.getResponseCode()).isEqualTo(200);
    answer.disconnect();
  }

  /** The records of all tenants are in it: no account of one may have them. */
  @Test
  void noAccountMayHaveTheIndexWhateverItsScopes() {
    try (var program =
        RestClient.of(server, server.library.north, "north-copy", Set.of(Scope.values()))) {
      assertThat(program.send("GET", IndexCopyEndpoint.PATH, null).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void thirdCopyAtOnceIsRefusedUntilAnotherEnds() throws IOException {
    var reached = ResourceLimit.INDEX_COPIES.timesReached();
    var open = new ArrayList<HttpURLConnection>();
    for (var i = 0; i < IndexCopyEndpoint.AT_ONCE; i++) {
      var copy = ask(proof().header());
      assertThat(copy.getResponseCode()).isEqualTo(200);
      open.add(copy); // and does not read it
    }
    var third = ask(proof().header());
    assertThat(third.getResponseCode()).isEqualTo(503);
    assertThat(third.getHeaderField("retry-after")).isEqualTo("60");
    assertThat(ResourceLimit.INDEX_COPIES.timesReached()).isGreaterThan(reached);
    open.forEach(HttpURLConnection::disconnect);
    Eventually.holds("another copy is sent", () -> isSent());
  }

  private static boolean isSent() {
    try (var copy = neighbour().open()) {
      return copy.read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }
}
