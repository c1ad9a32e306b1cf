package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.search.TakenSortRoom;
import org.samling.server.TestServer;
import org.samling.testing.LongRun;
import org.samling.z3950.Close;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.Z3950Response.SortResultSetStatus;
import org.samling.z3950.Z3950Response.SortStatus;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.SortKeySpec;
import org.samling.z3950.data.SortKeySpec.DatabaseSort;
import org.samling.z3950.data.SortKeySpec.DatabaseSpecific;
import org.samling.z3950.data.SortKeySpec.ElementSpec;
import org.samling.z3950.data.SortKeySpec.Generic;
import org.samling.z3950.data.SortKeySpec.MissingValueAction;
import org.samling.z3950.data.SortKeySpec.SortAttributes;
import org.samling.z3950.data.SortKeySpec.SortElement;
import org.samling.z3950.data.SortKeySpec.SortField;

/** Result sets in other orders, by yaz-client and over a raw socket. */
class Z3950SortTest {

  private static final Octets REFERENCE = new Octets("ref".getBytes(UTF_8));
  private static final int SIZE = 1 << 20;
  private static final String FIND = "find @attr 1=1016 sortering\n";

  /** As many as take a second; in a long run as many as take a minute or two. */
  private static final int MANY = LongRun.times(2_000, 200_000);

  private static final int AT_ONCE = 2_000;

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        null,
        List.of(
            TestRecords.book("c:1", "Zola, Émile", "Ål, sortering", 1990),
            TestRecords.book("c:2", "Blixen, Karen", "Zebra, sortering", 1991),
            TestRecords.book("c:3", "Blixen, Karen", "Bog, sortering", 1992),
            TestRecords.book("c:10", null, "Øl, sortering", 1993)));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String yaz(String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/all", commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1=4 <        | Bog, Zebra, Øl, Ål",
        "1=4 >i       | Ål, Øl, Zebra, Bog",
        "1=31 <       | Ål, Zebra, Bog, Øl",
        "1=31 >       | Øl, Bog, Zebra, Ål",
        "1=1003 <     | Bog, Zebra, Ål, Øl",
        "1=1003 >     | Ål, Bog, Zebra, Øl",
        "1=1003 < 1=4 > | Zebra, Bog, Ål, Øl",
        "1=12 <       | Ål, Zebra, Bog, Øl"
      })
  void recordsComeAsTheKeysSay(String keys, String titles) {
    assertThat(yaz(FIND + "sort " + keys + "\nshow 1+4"))
        .contains("Received SortResponse: status=success")
        .containsSubsequence(
            List.of(titles.split(", ")).stream().map(t -> "$a " + t + ", sortering").toList());
  }

  @Test
  void whatLaterKeysDoNotTellApartStaysInTheEarlierOrder() {
    assertThat(yaz(FIND + "sort 1=4 >\nsort 1=1003 <\nshow 1+4"))
        .containsSubsequence("$a Zebra", "$a Bog", "$a Ål", "$a Øl");
    assertThat(yaz(FIND + "sort 1=4 <\nsort 1=1003 <\nshow 1+4"))
        .containsSubsequence("$a Bog", "$a Zebra", "$a Ål", "$a Øl");
  }

  @Test
  void sortedSetMayHaveANameOfItsOwn() {
    // yaz-client names the sorted set 2 and goes on with it.
    assertThat(yaz(FIND + "sort+ 1=4 <\nshow 1\nfind @set 1\nfind @set 2"))
        .containsSubsequence("$a Bog", "Number of hits: 4,", "Number of hits: 4,");
  }

  @Test
  void setShowsTheSameRecordsHoweverItIsSorted() {
    try (var client = client(InitOption.SORT)) {
      assertThat(search(client)).isEqualTo(4);
      server.put(null, List.of(TestRecords.book("c:11", null, "Ny, sortering", 2000)));
      try {
        assertThat(sort(client, key(4, 0)).resultCount()).isEqualTo(4);
        assertThat(search(client)).as("anew").isEqualTo(5);
      } finally {
        server.put(null, List.of(TestRecords.book("c:11", null, "Noget andet", 2000)));
      }
    }
  }

  @Test
  void recordsWithoutAValueStopTheSortWhereTheClientWantsThat() {
    assertThat(yaz(FIND + "sort 1=1003 <!\nshow 1"))
        .contains("status=failure", "[207] Cannot sort according to sequence")
        .contains("$a Øl, sortering");
    assertThat(yaz(FIND + "sort 1=4 <!\nshow 1")).contains("status=success", "$a Bog");
  }

  static List<Object[]> refusals() {
    var title = new SortAttributes(Oid.BIB_1, List.of(AttributeElement.of(1, 4)));
    var element = new CompSpec.Specification(null, new CompSpec.ElementSetName("title"));
    return List.of(
        refusal(Bib1Diagnostic.SORT_ILLEGAL, "no key"),
        refusal(Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE, "1=21", key(21, 0)),
        refusal(
            Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE,
            "title",
            key(new Generic(new SortField("title")), 0, 0, null)),
        refusal(
            Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE,
            "elementSpec",
            key(new Generic(new ElementSpec(element)), 0, 0, null)),
        refusal(
            Bib1Diagnostic.DATABASE_SPECIFIC_SORT_NOT_SUPPORTED,
            "",
            key(new DatabaseSpecific(List.of(new DatabaseSort("all", title))), 0, 0, null)),
        refusal(Bib1Diagnostic.DUPLICATE_SORT_KEYS, "key 2", key(4, 0), key(4, 1)),
        refusal(
            Bib1Diagnostic.TOO_MANY_SORT_KEYS,
            "8",
            Collections.nCopies(9, key(4, 0)).toArray(SortKeySpec[]::new)),
        refusal(Bib1Diagnostic.ILLEGAL_SORT_RELATION, "3", key(4, 3)),
        refusal(Bib1Diagnostic.ILLEGAL_SORT_RELATION, "7", key(4, 7)),
        refusal(Bib1Diagnostic.ILLEGAL_CASE_VALUE, "2", key(new Generic(title), 0, 2, null)),
        refusal(
            Bib1Diagnostic.UNSUPPORTED_MISSING_DATA_ACTION,
            "missingValueData",
            key(new Generic(title), 0, 0, new SortKeySpec.MissingValueData(REFERENCE))),
        refusal(
            Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_SET,
            Oid.GILS.dotted(),
            key(
                new Generic(new SortAttributes(Oid.GILS, List.of(AttributeElement.of(1, 4)))),
                0,
                0,
                null)),
        refusal(
            Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_TYPE,
            "2",
            key(
                new Generic(new SortAttributes(Oid.BIB_1, List.of(AttributeElement.of(2, 102)))),
                0,
                0,
                null)),
        refusal(
            Bib1Diagnostic.USE_ATTRIBUTE_REQUIRED,
            "",
            key(new Generic(new SortAttributes(Oid.BIB_1, List.of())), 0, 0, null)));
  }

  private static Object[] refusal(
      Bib1Diagnostic diagnostic, String addinfo, SortKeySpec... sequence) {
    return new Object[] {diagnostic, addinfo, List.of(sequence)};
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCanNotBeSortedByIsToldAndTheSetStaysAsItWas(
      Bib1Diagnostic diagnostic, String addinfo, List<SortKeySpec> sequence) {
    try (var client = client(InitOption.SORT)) {
      search(client);
      assertThat(client.ask(new SortRequest(REFERENCE, List.of("a"), "a", sequence)))
          .isEqualTo(failure(SortResultSetStatus.UNCHANGED, diagnostic, addinfo));
    }
  }

  @Test
  void onlyOneSetThatIsThereIsSorted() {
    try (var client = client(InitOption.SORT)) {
      search(client);
      var keys = List.of(key(4, 0));
      assertThat(client.ask(new SortRequest(REFERENCE, List.of("a", "a"), "b", keys)))
          .isEqualTo(
              failure(SortResultSetStatus.NONE, Bib1Diagnostic.SORT_TOO_MANY_INPUT_RESULTS, "1"));
      assertThat(client.ask(new SortRequest(REFERENCE, List.of("c"), "b", keys)))
          .isEqualTo(
              failure(SortResultSetStatus.NONE, Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST, "c"));
      assertThat(client.ask(new SortRequest(REFERENCE, List.of(), "b", keys)))
          .isEqualTo(
              failure(SortResultSetStatus.NONE, Bib1Diagnostic.NO_RESULT_SET_NAME_ON_SORT, ""));
    }
  }

  @Test
  void sortThatInitDidNotAgreeOnEndsTheSession() {
    try (var client = client()) {
      search(client);
      assertThat(client.ask(new SortRequest(null, List.of("a"), "a", List.of(key(4, 0)))))
          .isInstanceOf(Close.class);
    }
  }

  @Test
  void setOfManyRecordsIsSortedFromTheFirstToTheLast() {
    for (var first = 1; first <= MANY; first += AT_ONCE) {
      server.library.store.catalogue().putRecords(null, many(first));
    }
    server.index.catchUp();
    try (var client = client(InitOption.SORT)) {
      var found = client.ask(TestRequests.search(REFERENCE, "a", "all", 1016, "mængde"));
      assertThat(((SearchResponse) found).resultCount()).isEqualTo(MANY);
      assertThat(sort(client, key(4, 1)).resultCount()).isEqualTo(MANY);
      assertThat(titleAt(client, 1)).contains("Titel %07d af en mængde".formatted(MANY));
      assertThat(titleAt(client, MANY / 2)).contains("%07d".formatted(MANY - MANY / 2 + 1));
      assertThat(titleAt(client, MANY)).contains("Titel 0000001 af en mængde");
    }
  }

  private static List<CatalogueRecord> many(int first) {
    return IntStream.range(first, Math.min(first + AT_ONCE, MANY + 1))
        .mapToObj(
            i -> TestRecords.book("m:" + i, null, "Titel %07d af en mængde".formatted(i), 1990))
        .toList();
  }

  private static String titleAt(Z3950Client client, long place) {
    var answer =
        client.ask(
            new PresentRequest(null, "a", place, 1, List.of(), null, null, null, null, null));
    if (answer instanceof PresentResponse shown
        && shown.records() instanceof Records.ResponseRecords(var records)
        && records.getFirst().record() instanceof RetrievalRecord(var external)) {
      return new String(external.content().bytes(), UTF_8);
    }
    throw new AssertionError("the record at %d is answered with %s".formatted(place, answer));
  }

  @Test
  void sortForWhichThereIsNoMemoryIsRefusedAndTheSetStaysAsItWas() {
    try (var client = client(InitOption.SORT)) {
      search(client);
      try (var _ = TakenSortRoom.all()) {
        assertThat(client.ask(sortRequest(key(4, 0))))
            .isEqualTo(
                failure(
                    SortResultSetStatus.UNCHANGED,
                    Bib1Diagnostic.RESOURCES_EXHAUSTED_NO_RESULTS,
                    "there is no memory left for sorting; search for fewer records, or try again later"));
        assertThat(titleAt(client, 1)).as("by year").contains("Øl, sortering");
      }
      assertThat(sort(client, key(4, 0)).sortStatus()).isEqualTo(SortStatus.SUCCESS);
      assertThat(titleAt(client, 1)).as("by title").contains("Bog, sortering");
    }
  }

  private static SortResponse failure(
      SortResultSetStatus status, Bib1Diagnostic diagnostic, String addinfo) {
    return new SortResponse(
        REFERENCE,
        SortStatus.FAILURE,
        status,
        List.of(DefaultDiagFormat.of(diagnostic, addinfo)),
        null);
  }

  private static Z3950Client client(InitOption... options) {
    return new Z3950Client(server.listeners.z3950Port()).init(SIZE, options);
  }

  private static long search(Z3950Client client) {
    var request = TestRequests.search(REFERENCE, "a", "all", 1016, "sortering");
    return ((SearchResponse) client.ask(request)).resultCount();
  }

  private static SortResponse sort(Z3950Client client, SortKeySpec... sequence) {
    return (SortResponse) client.ask(sortRequest(sequence));
  }

  private static SortRequest sortRequest(SortKeySpec... sequence) {
    return new SortRequest(REFERENCE, List.of("a"), "a", List.of(sequence));
  }

  private static SortKeySpec key(int use, long relation) {
    return key(
        new Generic(new SortAttributes(Oid.BIB_1, List.of(AttributeElement.of(1, use)))),
        relation,
        1,
        new SortKeySpec.NullValue());
  }

  private static SortKeySpec key(
      SortElement element,
      long relation,
      long caseSensitivity,
      @Nullable MissingValueAction missing) {
    return new SortKeySpec(element, relation, caseSensitivity, missing);
  }
}
