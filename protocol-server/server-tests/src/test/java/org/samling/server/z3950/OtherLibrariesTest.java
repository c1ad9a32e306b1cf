package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.OtherInformation.CharacterInfo;
import org.samling.z3950.data.Z3950Secret;

/** A database of other libraries' catalogues: here two databases of another Samling. */
class OtherLibrariesTest {

  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("north-z3950:secret".getBytes(UTF_8));

  private static TestServer far;
  private static TestLibrary library;
  private static TestServer server;

  @BeforeAll
  static void open() {
    far = TestServer.rested();
    far.put(
        null,
        List.of(
            TestRecords.book("c:1", "Blixen, Karen", "Vinter-eventyr", 1942),
            TestRecords.book("c:2", "Blixen, Karen", "Skæbne-anekdoter", 1958)));
    far.put(far.library.north, List.of(TestRecords.book("n:1", "Blixen, Karen", "Breve", 1978)));
    library = new TestLibrary();
    server =
        TestServer.before(
            library,
            """
            remote: {targets: [{name: all, address: "127.0.0.1:%1$d/all"}, {name: north, address: "127.0.0.1:%1$d/north"}, {name: gone, address: "127.0.0.1:1/x"}], databases: [{name: Neighbours, targets: [north, gone, all]}, {name: gone, targets: [gone]}]}
            """
                .formatted(far.listeners.z3950Port()));
  }

  @AfterAll
  static void close() {
    server.close();
    library.close();
    far.close();
  }

  private static String yaz(String commands) {
    return YazClient.run(
        "",
        "authentication north-z3950/secret\nopen 127.0.0.1:%d/Default\n%s"
            .formatted(server.listeners.z3950Port(), commands));
  }

  @Test
  void catalogueThatAnswersIsSearchedAndOneThatDoesNotIsLeftOut() {
    assertThat(yaz("base neighbours\nfind @attr 1=1003 blixen\nshow 1+3"))
        .contains("Number of hits: 3,")
        .containsSubsequence("$a Breve", "Vinter-eventyr");
  }

  @Test
  void clientIsToldWhichTargetIsMissingAndEachRecordSaysWhoHoldsIt() throws Exception {
    assertThat(yaz("base neighbours\nfind @attr 1=1003 blixen\nshow 1+3"))
        .containsSubsequence("$a Breve", "852    $a north", "852    $a all");
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%d/sru/neighbours?query=dc.creator%%3Dblixen&recordSchema=mods"
                                .formatted(server.listeners.httpPort())))
                    .header("authorization", BASIC)
                    .build(),
                BodyHandlers.ofString())
            .body();
    assertThat(answer)
        .contains("numberOfRecords>3<", "info:srw/diagnostic/1/60", "gone: Connect failed")
        .contains("physicalLocation>north<");
    try (var client = new Z3950Client(server.listeners.z3950Port())) {
      client.init(
          new IdAuthentication.IdPass(null, "north-z3950", new Z3950Secret("secret")), 1 << 20);
      var found =
          (SearchResponse) client.ask(TestRequests.search(null, "1", "neighbours", 1003, "blixen"));
      assertThat(found.additionalSearchInfo())
          .extracting(OtherInformation::information)
          .anySatisfy(unit ->
              assertThat(unit)
                  .isInstanceOfSatisfying(
                      CharacterInfo.class,
                      text -> assertThat(text.text()).startsWith("gone: Connect failed")));
    }
  }

  @Test
  void whereNoneAnswersTheSearchFailsAndSaysWhich() {
    assertThat(yaz("base gone\nfind @attr 1=4 x"))
        .contains("[109] Database unavailable", "gone: Connect failed");
  }

  @Test
  void whatOthersCantBeAskedIsRefused() {
    assertThat(yaz("base neighbours\nscan @attr 1=4 b"))
        .contains("[3] Unsupported search", "terms of other catalogues can't be listed");
    assertThat(yaz("base neighbours\nfind @attr 1=1003 blixen\nsort 1=4 <\n"))
        .contains("can't be sorted");
  }

  @Test
  void nobodyIsAskedForWhoHasNoAccount() {
    assertThat(
            YazClient.run(
                "127.0.0.1:%d/neighbours".formatted(server.listeners.z3950Port()),
                "find @attr 1=4 breve"))
        .contains("[236] Access to specified database denied");
  }
}
