package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.z3950.TestRequests.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account.Scope;
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
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.DatabaseUpdate.Action;
import org.samling.z3950.data.DatabaseUpdate.CorrelationInfo;
import org.samling.z3950.data.DatabaseUpdate.RecordOutcome;
import org.samling.z3950.data.DatabaseUpdate.RecordStatus;
import org.samling.z3950.data.DatabaseUpdate.StringId;
import org.samling.z3950.data.DatabaseUpdate.SuppliedRecord;
import org.samling.z3950.data.DatabaseUpdate.Terms;
import org.samling.z3950.data.DatabaseUpdate.UpdateStatus;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.Z3950Secret;

/**
 * Extended services: by yaz-client, by Perl's ZOOM, and over a raw socket. north-z3950 may update
 * the records of north, and south-z3950 may not.
 */
class Z3950UpdateTest {

  private static final Z3950Charset CHARSET = Z3950Charset.UTF_8;
  private static final int SIZE = 1 << 20;

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    assertThat(
            server
                .library
                .store
                .libraryRegister()
                .putScopes(server.library.north, "north-z3950", Set.of(Scope.CATALOGUE_UPDATE)))
        .isTrue();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String marcxml(String number, String title) {
    return """
    <record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>\
    <controlfield tag="001">%s</controlfield><controlfield tag="003">n</controlfield>\
    <datafield tag="245" ind1="1" ind2="0"><subfield code="a">%s</subfield></datafield></record>\
    """
        .formatted(number, title);
  }

  private static String yaz(String commands) {
    return YazClient.run(
        "",
        "authentication north-z3950/secret\nopen 127.0.0.1:%d/north\n%s"
            .formatted(server.listeners.z3950Port(), commands));
  }

  private static int hits(String title) {
    server.index.catchUp();
    var output =
        YazClient.run(
            "127.0.0.1:" + server.listeners.z3950Port() + "/north",
            "find @attr 1=4 \"" + title + "\"");
    var from = output.indexOf("Number of hits: ") + "Number of hits: ".length();
    return Integer.parseInt(output.substring(from, output.indexOf(',', from)));
  }

  @ParameterizedTest
  @CsvSource({"update, 10", "update0, 11"})
  void yazClientInsertsReplacesAndDeletes(String command, String number) throws IOException {
    var first = file(marcxml(number, "Indsat " + command));
    var second = file(marcxml(number, "Erstattet " + command));
    assertThat(yaz("%s insert %s <%s".formatted(command, number, first)))
        .contains("Got extended services response", "Status: done");
    assertThat(hits("Indsat " + command)).isEqualTo(1);
    assertThat(yaz("%s insert %s <%s".formatted(command, number, first)))
        .contains(
            "Status: failure",
            "[224] ES: immediate execution failed -- v3 addinfo 'n:%s already exists'"
                .formatted(number));
    assertThat(yaz("%s replace %s <%s".formatted(command, number, second)))
        .contains("Status: done");
    assertThat(hits("Indsat " + command)).isZero();
    assertThat(hits("Erstattet " + command)).isEqualTo(1);
    assertThat(yaz("%s delete n:%s <%s".formatted(command, number, second)))
        .contains("Status: done");
    assertThat(hits("Erstattet " + command)).isZero();
    assertThat(yaz("%s replace %s <%s".formatted(command, number, second)))
        .contains("Status: failure", "addinfo 'n:%s does not exist'".formatted(number));
    assertThat(yaz("%s delete n:%s <%s".formatted(command, number, second)))
        .contains("Status: failure", "addinfo 'n:%s does not exist'".formatted(number));
  }

  @Test
  void updateThatIsWaitedForIsFoundAtOnceByTheSameSession() throws IOException {
    assertThat(
            yaz(
                """
                update insert 12 <%s
                find @attr 1=4 "Fundet straks"
                update delete n:12 <%1$s
                find @attr 1=4 "Fundet straks"\
                """
                    .formatted(file(marcxml("12", "Fundet straks")))))
        .containsSubsequence(
            "Status: done", "Number of hits: 1,", "Status: done", "Number of hits: 0,");
  }

  private static Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(Path.of("target"), "update", ".xml"), content);
  }

  @Test
  void zoomOfPerlUpdates() {
    var script =
        """
        use strict; use warnings; use ZOOM;
        my $options = ZOOM::Options->new();
        $options->option(user => 'north-z3950');
        $options->option(password => 'secret');
        my $connection = ZOOM::Connection->create($options);
        $connection->connect('127.0.0.1:%d/north');
        sub update {
          my ($action, $record) = @_;
          my $package = $connection->package();
          $package->option(action => $action);
          $package->option(databaseName => 'north');
          $package->option(record => $record);
          eval { $package->send('update') };
          print "$action: ", ($@ ? $@->code() . ' ' . $@->addinfo() : 'done'), "\\n";
        }
        update('specialUpdate', '%s');
        update('specialUpdate', '%s');
        update('recordInsert', '%s');
        """
            .formatted(
                server.listeners.z3950Port(),
                marcxml("20", "Perle"),
                marcxml("20", "Zoomet"),
                marcxml("20", "Igen"));
    assertThat(PerlZoom.run(script))
        .isEqualTo(
            """
            specialUpdate: done
            specialUpdate: done
            recordInsert: 224 n:20 already exists
            """);
    assertThat(hits("Zoomet")).isEqualTo(1);
    assertThat(hits("Perle")).isZero();
  }

  @Test
  void eachRecordOfAPackageHasItsOwnOutcome() {
    try (var client = client("north-z3950")) {
      var answer =
          ask(
              client,
              Action.SPECIAL_UPDATE.number(),
              supplied(Oid.XML, marcxml("30", "God"), new CorrelationInfo("første", 1L)),
              supplied(Oid.USMARC, "not a record", new CorrelationInfo(null, 2L)));
      assertThat(answer.operationStatus()).isEqualTo(EsOperationStatus.DONE);
      assertThat(answer.diagnostics()).isEmpty();
      assertThat(answer.referenceId()).isEqualTo(reference("u"));
      var taskPackage = taskPackage(answer);
      assertThat(taskPackage.taskStatus()).isEqualTo(TaskStatus.COMPLETE);
      assertThat(taskPackage.packageType()).isEqualTo(Oid.UPDATE);
      var outcome = outcome(taskPackage);
      assertThat(outcome.updateStatus()).isEqualTo(UpdateStatus.PARTIAL);
      assertThat(outcome.records().getFirst())
          .isEqualTo(
              new RecordOutcome(
                  List.of(), new CorrelationInfo("første", 1L), RecordStatus.SUCCESS));
      assertThat(outcome.records().getLast().recordStatus()).isEqualTo(RecordStatus.FAILURE);
      assertThat(outcome.records().getLast().surrogateDiagnostics())
          .singleElement()
          .isInstanceOfSatisfying(
              DefaultDiagFormat.class,
              d -> assertThat(d.bib1()).contains(Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED));
    }
    assertThat(hits("God")).isEqualTo(1);
  }

  @Test
  void packageIsNotReturnedWhereTheClientDoesNotWantIt() {
    try (var client = client("north-z3950")) {
      var update =
          update(Action.SPECIAL_UPDATE.number(), "north", supplied(Oid.XML, marcxml("31", "Ja")));
      var answer =
          (ExtendedServicesResponse)
              client.ask(
                  request(
                      EsFunction.CREATE,
                      Oid.UPDATE,
                      update.toParameters(Oid.UPDATE, CHARSET),
                      WaitAction.DONT_RETURN_PACKAGE));
      assertThat(answer)
          .isEqualTo(
              new ExtendedServicesResponse(
                  reference("u"), EsOperationStatus.DONE, List.of(), null));
    }
  }

  @Test
  void recordThatHasItemsStays() {
    var key = RecordKey.parse("n:32");
    server.put(server.library.north, List.of(TestRecords.book("n:32", null, "Udlånt", 2000)));
    server
        .library
        .store
        .itemRegister()
        .putItems(
            server.library.north,
            List.of(
                new NewItem(
                    "n32", key, TestLibrary.MAIN, "book", ItemStatus.AVAILABLE, ItemDetails.NONE)));
    try (var client = client("north-z3950")) {
      var answer =
          ask(
              client,
              Action.RECORD_DELETE.number(),
              supplied(Oid.XML, marcxml("32", "Udlånt"), null));
      assertThat(answer.diagnostics())
          .containsExactly(
              DefaultDiagFormat.of(
                  Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED,
                  "n:32 has items, holds or a part that refers to it"));
    }
    assertThat(hits("Udlånt")).isEqualTo(1);
  }

  @Test
  void onlyAnAccountWithTheRightUpdatesAndOnlyItsOwnDatabase() {
    var record = supplied(Oid.XML, marcxml("40", "Nej"));
    try (var anybody = new Z3950Client(server.listeners.z3950Port()).init(SIZE, services());
        var south = client("south-z3950");
        var north = client("north-z3950")) {
      assertThat(failure(anybody, update(1, "north", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, "log in"));
      assertThat(failure(south, update(1, "south", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, "south-z3950"));
      assertThat(failure(north, update(1, "all", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.DATABASE_ACCESS_DENIED, "all"));
      assertThat(failure(north, update(1, "south", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.DATABASE_ACCESS_DENIED, "south"));
    }
    assertThat(hits("Nej")).isZero();
  }

  @Test
  void whatAnUpdateCanNotBeAskedForIsTold() {
    var record = supplied(Oid.XML, marcxml("41", "Nej"));
    try (var client = client("north-z3950")) {
      assertThat(failure(client, update(4, "north", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_INVALID_ACTION, "4"));
      assertThat(failure(client, update(9, "north", record)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_INVALID_ACTION, "9"));
      assertThat(failure(client, update(1, "north")))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_MISSING_PARAMETER, "suppliedRecords"));
      var many = Collections.nCopies(101, record).toArray(SuppliedRecord[]::new);
      assertThat(failure(client, update(1, "north", many)))
          .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.ES_TOO_MANY_RECORDS, "100"));
      var schema = new Terms(1, "north", Oid.HOLDINGS_SCHEMA, null, null);
      assertThat(failure(client, new DatabaseUpdate(schema, List.of(record))))
          .isEqualTo(
              DefaultDiagFormat.of(Bib1Diagnostic.ES_UNKNOWN_SCHEMA, Oid.HOLDINGS_SCHEMA.dotted()));
      assertThat(failure(client, update(1, "north", supplied(Oid.SUTRS, "Nej"))))
          .isEqualTo(
              DefaultDiagFormat.of(Bib1Diagnostic.RECORD_SYNTAX_NOT_SUPPORTED, Oid.SUTRS.dotted()));
      var other = new SuppliedRecord(new StringId("42"), null, null, record.record());
      assertThat(failure(client, update(2, "north", other)))
          .isEqualTo(
              DefaultDiagFormat.of(
                  Bib1Diagnostic.ES_UNSUPPORTED_PARAMETER_VALUE, "recordId 42 of the record n:41"));
    }
    assertThat(hits("Nej")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = EsFunction.class,
      names = {"DELETE", "MODIFY"})
  void packagesAreNotKeptAndSoNeitherModifiedNorDeleted(EsFunction function) {
    try (var client = client("north-z3950")) {
      assertThat(client.ask(request(function, Oid.UPDATE, null, WaitAction.WAIT)))
          .isEqualTo(failed(Bib1Diagnostic.ES_NO_SUCH_PACKAGE, "packages are not kept"));
    }
  }

  @Test
  void parametersHaveToBeTheServicesOwn() {
    var order =
        new ItemOrder(null, new ItemOrder.ResultSetItem("1", 1), null).toParameters(CHARSET);
    var unreadable = External.octetAligned(Oid.UPDATE, new Octets("?".getBytes(UTF_8)));
    try (var client = client("north-z3950")) {
      assertThat(client.ask(request(EsFunction.CREATE, Oid.UPDATE, null, WaitAction.WAIT)))
          .isEqualTo(failed(Bib1Diagnostic.ES_MISSING_PARAMETER, "taskSpecificParameters"));
      assertThat(client.ask(request(EsFunction.CREATE, Oid.UPDATE, order, WaitAction.WAIT)))
          .isEqualTo(
              failed(Bib1Diagnostic.ES_INVALID_TASK_PARAMETERS_OID, Oid.ITEM_ORDER.dotted()));
      assertThat(client.ask(request(EsFunction.CREATE, Oid.UPDATE, unreadable, WaitAction.WAIT)))
          .isEqualTo(failed(Bib1Diagnostic.MALFORMED_APDU, "taskSpecificParameters"));
      var persistentQuery = new Oid("1.2.840.10003.9.2");
      assertThat(client.ask(request(EsFunction.CREATE, persistentQuery, null, WaitAction.WAIT)))
          .isEqualTo(failed(Bib1Diagnostic.ES_TYPE_NOT_SUPPORTED, persistentQuery.dotted()));
    }
  }

  private static InitOption[] services() {
    return new InitOption[] {InitOption.EXTENDED_SERVICES};
  }

  private static Z3950Client client(String account) {
    return new Z3950Client(server.listeners.z3950Port())
        .init(
            new IdAuthentication.IdPass(null, account, new Z3950Secret("secret")),
            SIZE,
            services());
  }

  private static SuppliedRecord supplied(Oid syntax, String record) {
    return supplied(syntax, record, null);
  }

  private static SuppliedRecord supplied(
      Oid syntax, String record, @Nullable CorrelationInfo correlationInfo) {
    return new SuppliedRecord(
        null,
        null,
        correlationInfo,
        External.octetAligned(syntax, new Octets(record.getBytes(UTF_8))));
  }

  private static DatabaseUpdate update(long action, String database, SuppliedRecord... records) {
    return new DatabaseUpdate(new Terms(action, database, null, null, null), List.of(records));
  }

  private static ExtendedServicesResponse ask(
      Z3950Client client, long action, SuppliedRecord... records) {
    return ask(client, update(action, "north", records));
  }

  private static ExtendedServicesResponse ask(Z3950Client client, DatabaseUpdate update) {
    return (ExtendedServicesResponse)
        client.ask(
            request(
                EsFunction.CREATE,
                Oid.UPDATE,
                update.toParameters(Oid.UPDATE, CHARSET),
                WaitAction.WAIT));
  }

  private static DiagRec failure(Z3950Client client, DatabaseUpdate update) {
    var answer = ask(client, update);
    assertThat(answer.operationStatus()).isEqualTo(EsOperationStatus.FAILURE);
    return answer.diagnostics().getFirst();
  }

  private static ExtendedServicesResponse failed(Bib1Diagnostic diagnostic, String addinfo) {
    return ExtendedServicesResponse.failure(
        reference("u"), DefaultDiagFormat.of(diagnostic, addinfo));
  }

  private static ExtendedServicesRequest request(
      EsFunction function, Oid type, @Nullable External parameters, WaitAction waitAction) {
    return new ExtendedServicesRequest(
        reference("u"), function, type, null, null, null, null, null, parameters, waitAction, null);
  }

  private static TaskPackage taskPackage(ExtendedServicesResponse answer) {
    assertThat(answer.taskPackage()).isNotNull();
    return TaskPackage.read(answer.taskPackage(), CHARSET).orElseThrow();
  }

  private static DatabaseUpdate.Outcome outcome(TaskPackage taskPackage) {
    return DatabaseUpdate.Outcome.read(taskPackage.taskSpecificParameters(), CHARSET).orElseThrow();
  }
}
