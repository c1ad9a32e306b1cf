package org.samling.server.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.server.TestServer;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.CharSetNegotiation.OriginProposal;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.ProtocolVersion;

/** Facets, generic records and options of later amendments, by yaz-client and a raw socket. */
class Z3950ExtensionsTest {

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        server.library.north,
        List.of(
            TestRecords.book("n:1", "Blixen, Karen", "Ægte facetter", 1937),
            TestRecords.book("n:2", "Blixen, Karen", "Flere facetter", 1942),
            TestRecords.book("n:3", "Heinesen, William", "Sidste facetter", 1942)));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String yaz(String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/north", commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=author | author (2): | Blixen, Karen (2) | Heinesen, William (1)",
        "@attr 1=1003 @attr 3=1 | 1003 (1): | Blixen, Karen (2) | (2)",
        "@attr 1=31 @attr 2=0 @attr 4=2 | 31 (1): | 1937 (1) | (1)",
        "@attr 1=dc.date @attr 3=5, @attr 1=dc.language | dc.date (2): | 1942 (2) | dan (3)",
      })
  void facetsAreCountedAsYazAsksForThem(String facets, String field, String first, String second) {
    assertThat(yaz("facets %s\nfind @attr 1=4 facetter".formatted(facets)))
        .contains("Number of hits: 3")
        .containsSubsequence(field, first.strip())
        .contains(second.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=colour | [114]",
        "@attr 1=4 | [114]",
        "@attr 3=4 | [114]",
        "@attr 1=author @attr 2=1 | [123]",
        "@attr 1=author @attr 5=1 | [113]",
      })
  void facetThatCantBeCountedIsRefused(String facets, String diagnostic) {
    assertThat(yaz("facets %s\nfind @attr 1=4 facetter".formatted(facets)))
        .contains(diagnostic.strip());
  }

  @Test
  void recordIsATreeOfElementsInGrs1() {
    assertThat(yaz("find @attr 1=4 ægte\nformat grs-1\nshow 1"))
        .contains("(3,leader)", "(3,245)", "(3,10)", "(3,a) Ægte facetter", "(3,001) 1");
    assertThat(yaz("find @attr 1=4 fanø\nformat grs-1\nshow 1")).contains("(3,852)");
    assertThat(yaz("find @attr 1=4 fanø\nformat grs-1\nelements B\nshow 1"))
        .contains("(3,245)")
        .doesNotContain("(3,852)");
  }

  @Test
  void optionBitsSayThatCharacterSetsAreNegotiatedAndCqlIsUnderstood() {
    var wanted = EnumSet.of(InitOption.NEGOTIATION_MODEL, InitOption.QUERY_TYPE_104);
    var proposal = new OriginProposal(List.of(CharSetNegotiation.UTF_8), List.of(), true);
    assertThat(options(wanted, List.of(proposal.toOtherInformation()))).isEqualTo(wanted);
    assertThat(options(wanted, List.of())).containsExactly(InitOption.QUERY_TYPE_104);
    assertThat(options(Set.of(), List.of(proposal.toOtherInformation()))).isEmpty();
  }

  private static Set<InitOption> options(Set<InitOption> wanted, List<OtherInformation> info) {
    try (var client = new Z3950Client(server.listeners.z3950Port())) {
      var answer =
          (InitializeResponse)
              client.ask(
                  new InitializeRequest(
                      null,
                      EnumSet.allOf(ProtocolVersion.class),
                      wanted,
                      1 << 20,
                      1 << 20,
                      null,
                      null,
                      null,
                      null,
                      null,
                      info));
      assertThat(answer.result()).isTrue();
      return answer.options();
    }
  }
}
