package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.z3950.TestRequests.reference;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.z3950.InitOption;
import org.samling.z3950.TaskPackage;
import org.samling.z3950.TaskPackage.TaskStatus;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response.EsOperationStatus;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.ItemOrder.ResultSetItem;
import org.samling.z3950.data.Z3950Secret;

/**
 * Item Order: by yaz-client, by Perl's ZOOM, and over a raw socket. north-z3950 may order of north,
 * which is its default database, and south-z3950 may not order.
 */
class Z3950ItemOrderTest {

  private static final Z3950Charset CHARSET = Z3950Charset.UTF_8;

  /** What ZOOM fills in where its user named no result set. */
  private static final ResultSetItem NO_SET = new ResultSetItem("default", 1);

  private TestServer server;

  @BeforeEach
  void open() {
    open(new TestServer());
  }

  private void open(TestServer taken) {
    server = taken;
    allow(server.library.north, "north-z3950");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void allow(TenantId tenant, String account) {
    assertThat(
            server
                .library
                .store
                .libraryRegister()
                .putScopes(tenant, account, Set.of(Scope.ILL_REQUEST)))
        .isTrue();
  }

  private List<InterlibraryRequest> requests(TenantId tenant) {
    return server
        .library
        .store
        .interlibraryRequests()
        .list(tenant, RequestFilter.inStates(EnumSet.allOf(InterlibraryState.class)), 0, 1_000);
  }

  private InterlibraryRequest onlyRequest() {
    assertThat(requests(server.library.north)).hasSize(1);
    return requests(server.library.north).getFirst();
  }

  private String yaz(String account, String commands) {
    return YazClient.run(
        "",
        "authentication %s/secret\nopen 127.0.0.1:%d/Default\n%s"
            .formatted(account, server.listeners.z3950Port(), commands));
  }

  /** The order of a client of the Danish bibliographic centre: ISO 8859-1, as it declares. */
  private static ItemOrder danish(String transaction, String item) {
    var xml =
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <ill5:ILL-APDU xmlns:ill5="http://example.org/ill5"><ill5:ILL-Request>\
        <ill5:transaction-id><ill5:initial-requester-id><ill5:person-or-institution-symbol>\
        <ill5:institution-symbol>DK-761500</ill5:institution-symbol></ill5:person-or-institution-symbol>\
        </ill5:initial-requester-id><ill5:transaction-group-qualifier>%s</ill5:transaction-group-qualifier>\
        <ill5:transaction-qualifier>1</ill5:transaction-qualifier></ill5:transaction-id>\
        <ill5:requester-id><ill5:person-or-institution-symbol><ill5:institution-symbol>DK-761500\
        </ill5:institution-symbol></ill5:person-or-institution-symbol></ill5:requester-id>\
        <ill5:client-id><ill5:client-name>Åse Bæk</ill5:client-name>\
        <ill5:client-identifier>010190-1234</ill5:client-identifier></ill5:client-id>\
        <ill5:iLL-service-type>loan</ill5:iLL-service-type>\
        <ill5:search-type><ill5:need-before-date>20261224</ill5:need-before-date></ill5:search-type>\
        <ill5:item-id>%s</ill5:item-id><ill5:requester-note>Til læsekredsen</ill5:requester-note>\
        </ill5:ILL-Request></ill5:ILL-APDU>
        """
            .formatted(transaction, item);
    return new ItemOrder(
        null, NO_SET, External.octetAligned(Oid.XML, new Octets(xml.getBytes(ISO_8859_1))));
  }

  /** An order as the Danish bibliographic centre sends it: what is text stands in attributes. */
  private static ItemOrder inAttributes(String transaction, String time) {
    var xml =
        """
        <ill5:ILL-APDU xmlns:ill5="http://www.loc.gov/z3950/agency/defns/ill5">
        <ill5:ILL-Request-1 requester-note="Til læsekredsen" forward-flag="false">
        <transaction-id transaction-group-qualifier="" transaction-qualifier="%s"/>
        <service-date-time><date-time-of-this-service date="2026-11-29" time="%s"/></service-date-time>
        <requester-id><person-or-institution-symbol><institution-symbol>761500</institution-symbol>\
        </person-or-institution-symbol></requester-id>
        <iLL-service-type>1</iLL-service-type><search-type expiry-date="2026-12-24" expiry-flag="1"/>
        <item-id author="Museet" title="Aarbog" title-of-article="Om øer" pagination="48-50" volume-issue="9"/>
        </ill5:ILL-Request-1></ill5:ILL-APDU>
        """
            .formatted(transaction, time);
    return new ItemOrder(
        null, NO_SET, External.octetAligned(Oid.XML, new Octets(xml.getBytes(UTF_8))));
  }

  private static String title(String title) {
    return "<ill5:title>" + title + "</ill5:title>";
  }

  private Z3950Client client(@Nullable String account) {
    return new Z3950Client(server.listeners.z3950Port())
        .init(
            account == null
                ? null
                : new IdAuthentication.IdPass("716700", account, new Z3950Secret("secret")),
            1 << 20,
            InitOption.EXTENDED_SERVICES);
  }

  private static ExtendedServicesRequest request(ItemOrder order, WaitAction waitAction) {
    return new ExtendedServicesRequest(
        reference("o"),
        EsFunction.CREATE,
        Oid.ITEM_ORDER,
        null,
        null,
        null,
        null,
        null,
        order.toParameters(CHARSET),
        waitAction,
        null);
  }

  private static ExtendedServicesResponse ask(Z3950Client client, ItemOrder order) {
    return (ExtendedServicesResponse) client.ask(request(order, WaitAction.WAIT));
  }

  private static TaskPackage taskPackage(ExtendedServicesResponse answer) {
    return TaskPackage.read(Objects.requireNonNull(answer.taskPackage()), CHARSET).orElseThrow();
  }

  /** The number of the request of an order that was placed. */
  private static String number(ExtendedServicesResponse answer) {
    assertThat(answer.operationStatus()).isEqualTo(EsOperationStatus.DONE);
    return targetReference(answer);
  }

  private static String targetReference(ExtendedServicesResponse answer) {
    return Objects.requireNonNull(taskPackage(answer).targetReference()).text(CHARSET);
  }

  private static RecordKey record(InterlibraryRequest request) {
    return Objects.requireNonNull(request.order().record()).key();
  }

  private static ExtendedServicesResponse failed(Bib1Diagnostic diagnostic, String addinfo) {
    return ExtendedServicesResponse.failure(
        reference("o"), DefaultDiagFormat.of(diagnostic, addinfo));
  }

  private static ItemOrder ofSet(String set, long item) {
    return new ItemOrder(null, new ResultSetItem(set, item), null);
  }

  @Test
  void whatAnOrderSaysInAttributesIsKeptAndTheSameTransactionIsOneRequest() {
    try (var client = client("north-z3950")) {
      var number = number(ask(client, inAttributes("20260001", "13:31:52")));
      assertThat(number(ask(client, inAttributes("20260001", "13:32:07")))).isEqualTo(number);
    }
    var order = onlyRequest().order();
    assertThat(order.requester().library()).isEqualTo("761500");
    assertThat(order.reference()).isEqualTo("20260001");
    assertThat(order.description().title()).isEqualTo("Aarbog");
    assertThat(order.description().author()).isEqualTo("Museet");
    assertThat(order.description().part()).contains("9", "Om øer", "48-50");
    assertThat(order.needBefore()).isEqualTo("2026-12-24");
    assertThat(order.note()).isEqualTo("Til læsekredsen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2 1", "item 1", "ill 1"})
  void yazClientOrdersARecordOfItsResultSetAndOrdersItAgain(String form) {
    assertThat(
            yaz(
                "north-z3950",
                "find @attr 1=4 ærø\nitemorder %1$s\nitemorder %1$s".formatted(form)))
        .contains("Status: done")
        .doesNotContain("Status: failure");
    var request = onlyRequest();
    assertThat(request.state()).isEqualTo(InterlibraryState.REQUESTED);
    assertThat(record(request)).isEqualTo(TestLibrary.TITLE);
    assertThat(request.order().requester()).isEqualTo(new Requester("north-z3950", null));
    assertThat(request.order().service()).isEqualTo(Service.LOAN);
  }

  @Test
  void yazClientIsToldWhyItMayNotOrder() {
    assertThat(yaz("south-z3950", "find @attr 1=4 ærø\nitemorder item 1"))
        .contains("Status: failure", "[222]", "south-z3950");
    assertThat(yaz("north-z3950", "itemorder item 1")).contains("Status: failure", "[30]");
    assertThat(requests(server.library.north)).isEmpty();
  }

  @Test
  void zoomOfPerlOrdersByResultSetAndByAnIllApdu() {
    var script =
        """
        use strict; use warnings; use ZOOM;
        my $options = ZOOM::Options->new();
        $options->option(user => 'north-z3950');
        $options->option(password => 'secret');
        my $connection = ZOOM::Connection->create($options);
        $connection->connect('127.0.0.1:%d/Default');
        sub order {
          my (%%options) = @_;
          my $package = $connection->package();
          $package->option($_ => $options{$_}) for keys %%options;
          eval { $package->send('itemorder') };
          print $@ ? $@->code() . ' ' . $@->addinfo() : 'done ' . $package->option('targetReference'), "\\n";
        }
        $connection->option(setname => 'bog');
        my $set = $connection->search_pqf('@attr 1=4 ærø');
        print $set->size(), "\\n";
        order('itemorder-setname' => 'bog', 'itemorder-item' => 1);
        order(doc => '<ILL-APDU><ILL-Request><item-id><title>Læsø</title></item-id></ILL-Request></ILL-APDU>');
        order(doc => '<ILL-APDU>');
        """
            .formatted(server.listeners.z3950Port());
    assertThat(PerlZoom.run(script))
        .isEqualTo(
            """
            1
            done 1
            done 2
            224 the ILL-APDU is not well-formed XML, or exceeds a limit
            """);
    assertThat(requests(server.library.north))
        .extracting(InterlibraryRequest::order)
        .satisfiesExactly(
            set ->
                assertThat(Objects.requireNonNull(set.record()).key()).isEqualTo(TestLibrary.TITLE),
            described -> assertThat(described.description().title()).isEqualTo("Læsø"));
  }

  @Test
  void orderOfTheDanishBibliographicCentreIsKeptWithAllItSays() {
    try (var client = client("north-z3950")) {
      var answer = ask(client, danish("g1", title("Fortællinger på dansk")));
      assertThat(answer.diagnostics()).isEmpty();
      assertThat(number(answer)).isEqualTo("1");
      var taskPackage = taskPackage(answer);
      assertThat(taskPackage.taskStatus()).isEqualTo(TaskStatus.COMPLETE);
      assertThat(taskPackage.packageType()).isEqualTo(Oid.ITEM_ORDER);
      assertThat(ItemOrder.Outcome.read(taskPackage.taskSpecificParameters(), CHARSET))
          .contains(new ItemOrder.Outcome(null, ItemOrder.AuxiliaryStatus.LOAN_QUEUE));
    }
    var order = onlyRequest().order();
    assertThat(order.requester()).isEqualTo(new Requester("north-z3950", "DK-761500"));
    assertThat(order.reference()).isEqualTo("DK-761500/g1/1");
    assertThat(order.record()).isNull();
    assertThat(order.description().title()).isEqualTo("Fortællinger på dansk");
    assertThat(order.needBefore()).hasToString("2026-12-24");
    assertThat(order.note()).isEqualTo("Til læsekredsen");
    assertThat(order.patron()).isEqualTo("Åse Bæk, ******-****");
    assertThat(order.message()).contains("læsekredsen").doesNotContain("010190");
  }

  @Test
  void numberInTheIllApduFindsTheRecordWhateverSetIsNamed() {
    try (var client = client("north-z3950")) {
      ask(client, danish("g1", "<ill5:system-no>t:1</ill5:system-no>"));
      ask(client, danish("g2", "<ill5:national-bibliography-no>2</ill5:national-bibliography-no>"));
      ask(client, danish("g3", "<ill5:system-no>t:9</ill5:system-no>"));
    }
    assertThat(requests(server.library.north))
        .extracting(InterlibraryRequest::order)
        .extracting(InterlibraryOrder::record)
        .extracting(r -> r == null ? null : r.key())
        .containsExactly(TestLibrary.TITLE, TestLibrary.OTHER_TITLE, null);
  }

  @Test
  void sameTransactionIsTheSameRequestAlsoFromManyConnectionsAtOnce() throws Exception {
    var orders =
        IntStream.range(0, 12)
            .<Callable<String>>mapToObj(i ->
                () -> {
                  try (var client = client("north-z3950")) {
                    return number(ask(client, danish("g1", title("Bog"))));
                  }
                })
            .toList();
    try (var threads = Executors.newFixedThreadPool(6)) {
      assertThat(threads.invokeAll(orders).stream().map(f -> f.resultNow())).containsOnly("1");
    }
    assertThat(onlyRequest().order().reference()).isEqualTo("DK-761500/g1/1");
    try (var client = client("north-z3950")) {
      assertThat(number(ask(client, danish("g2", title("Bog"))))).isEqualTo("2");
    }
  }

  @Test
  void transactionThatComesAgainForAnotherRecordIsRefused() {
    try (var client = client("north-z3950")) {
      ask(client, danish("g1", "<ill5:system-no>t:1</ill5:system-no>"));
      assertThat(ask(client, danish("g1", "<ill5:system-no>t:2</ill5:system-no>")))
          .isEqualTo(
              failed(
                  Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED,
                  "the transaction-id was used for request 1, which is for another item"));
    }
    assertThat(record(onlyRequest())).isEqualTo(TestLibrary.TITLE);
  }

  @Test
  void recordOfWhichNothingIsLentIsUnfilledAtOnceAndSoAgain() {
    server.put(server.library.north, List.of(TestRecords.book("n:7", null, "Uden", 2000)));
    try (var client = client("north-z3950")) {
      for (var i = 0; i < 2; i++) {
        var answer = ask(client, danish("g1", "<ill5:system-no>n:7</ill5:system-no>"));
        assertThat(answer.operationStatus()).isEqualTo(EsOperationStatus.FAILURE);
        assertThat(answer.diagnostics())
            .containsExactly(
                DefaultDiagFormat.of(
                    Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED, "no item of n:7 is lent"));
        assertThat(taskPackage(answer).taskStatus()).isEqualTo(TaskStatus.ABORTED);
        assertThat(targetReference(answer)).isEqualTo("1");
      }
    }
    assertThat(onlyRequest().state()).isEqualTo(InterlibraryState.UNFILLED);
  }

  @Test
  void onlyAnAccountWithTheRightOrdersAndOnlyOfItsOwnTenant() {
    close();
    open(TestServer.rested()); // others' databases are asked for by their names
    // South's catalogue is open to all, and still nothing is ordered from it by an account of
    // north.
    server.library.asSuperuser("update tenant set open_catalogue = true");
    var order = danish("g1", title("Bog"));
    try (var anybody = client(null);
        var south = client("south-z3950");
        var north = client("north-z3950")) {
      assertThat(ask(anybody, order))
          .isEqualTo(failed(Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, "log in"));
      assertThat(ask(south, order))
          .isEqualTo(failed(Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, "south-z3950"));
      for (var database : List.of("south", "all")) {
        north.ask(TestRequests.search(null, "1", database, 4, "Ærø"));
        assertThat(ask(north, ofSet("1", 1)))
            .isEqualTo(failed(Bib1Diagnostic.DATABASE_ACCESS_DENIED, database));
      }
      allow(server.library.south, "south-z3950");
    }
    try (var south = client("south-z3950")) {
      assertThat(number(ask(south, order))).isEqualTo("1");
    }
    assertThat(requests(server.library.north)).isEmpty();
    assertThat(requests(server.library.south)).hasSize(1);
  }

  @Test
  void groupOfTheInitIsTheRequestingLibraryWhereNothingElseNamesIt() {
    try (var client = client("north-z3950")) {
      client.ask(TestRequests.search(null, "1", "Default", 4, "Ærø"));
      assertThat(number(ask(client, ofSet("1", 1)))).isEqualTo("1");
      assertThat(ask(client, ofSet("1", 2)))
          .isEqualTo(failed(Bib1Diagnostic.PRESENT_OUT_OF_RANGE, "2 of 1"));
      assertThat(ask(client, ofSet("2", 1)))
          .isEqualTo(failed(Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST, "2"));
    }
    assertThat(onlyRequest().order().requester()).isEqualTo(new Requester("north-z3950", "716700"));
  }

  @Test
  void packageIsNotReturnedWhereTheClientDoesNotWantIt() {
    try (var client = client("north-z3950")) {
      assertThat(client.ask(request(danish("g1", title("Bog")), WaitAction.DONT_RETURN_PACKAGE)))
          .isEqualTo(
              new ExtendedServicesResponse(
                  reference("o"), EsOperationStatus.DONE, List.of(), null));
    }
    assertThat(onlyRequest().number()).isEqualTo(1);
  }

  @Test
  void whatCanNotBeOrderedIsTold() {
    var sutrs = External.octetAligned(Oid.SUTRS, new Octets("bog".getBytes(UTF_8)));
    try (var client = client("north-z3950")) {
      assertThat(ask(client, new ItemOrder(null, NO_SET, sutrs)))
          .isEqualTo(failed(Bib1Diagnostic.ES_ITEM_ORDER_UNSUPPORTED_OID, Oid.SUTRS.dotted()));
      assertThat(ask(client, new ItemOrder(null, null, null)))
          .isEqualTo(failed(Bib1Diagnostic.ES_MISSING_PARAMETER, "resultSetItem"));
      assertThat(ask(client, danish("g1", "<ill5:author>Blixen</ill5:author>")))
          .isEqualTo(
              failed(Bib1Diagnostic.ES_MISSING_PARAMETER, "a title or number in the item-id"));
      assertThat(
              ask(client, xml("<ILL-Request><iLL-service-type>4</iLL-service-type></ILL-Request>")))
          .isEqualTo(failed(Bib1Diagnostic.ES_UNSUPPORTED_PARAMETER_VALUE, "iLL-service-type 4"));
    }
  }

  private static ItemOrder xml(String xml) {
    return new ItemOrder(
        null, NO_SET, External.octetAligned(Oid.XML, new Octets(xml.getBytes(UTF_8))));
  }

  @Test
  void hostileXmlIsRefusedAndTheSessionGoesOn() {
    var bomb =
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><ILL-Request><item-id><title>&c;</title></item-id></ILL-Request>";
    var external =
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><ILL-Request><item-id><title>x</title></item-id></ILL-Request>";
    var deep = "<ILL-Request>" + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</ILL-Request>";
    var wide = "<ILL-Request>" + "<a/>".repeat(10_000) + "</ILL-Request>";
    var large = "<ILL-Request>" + "x ".repeat(100_000) + "</ILL-Request>";
    try (var client = client("north-z3950")) {
      for (var hostile : List.of(bomb, external, deep, wide, large, "<", "\0\0\0")) {
        var answer = ask(client, xml(hostile));
        assertThat(answer.operationStatus()).isEqualTo(EsOperationStatus.FAILURE);
        assertThat(answer.diagnostics())
            .singleElement()
            .isInstanceOfSatisfying(
                DefaultDiagFormat.class,
                d -> {
                  assertThat(d.bib1()).contains(Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED);
                  assertThat(d.addinfo()).doesNotContain("root:");
                });
      }
      assertThat(number(ask(client, danish("g1", title("Bog"))))).isEqualTo("1");
    }
    assertThat(requests(server.library.north)).hasSize(1);
  }
}
