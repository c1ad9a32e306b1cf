package org.samling.server.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** A database of other libraries' catalogues: here two databases of another Samling. */
class OtherLibrariesTest {

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
    assertThat(yaz("base neighbours\nfind @attr 1=1003 blixen\nshow 1+4"))
        .contains("Number of hits: 4,")
        .containsSubsequence("Breve", "$a Breve", "Vinter-eventyr");
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
