package org.samling.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.exchange.seed.Progress;
import org.samling.exchange.seed.SeedFile;
import org.samling.exchange.seed.Seeder;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.console.ConsoleCrawl;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.Z3950Secret;

/**
 * Secrets that nothing else looks like are sent in every way a kiosk, another library, an
 * interlibrary-loan system and a program can, to a server that logs all it can; none of them comes
 * back in the log, a wire log, the metrics, a page, an answer over HTTP or a table. Nor is anybody
 * named who borrowed something, in its log or in any file beside the database.
 */
class SecretsTest {

  private static final String PASSWORD = "canary-password-71829";
  private static final String WRONG_PASSWORD = "canary-wrong-password-81920";
  private static final String PIN = "canary-pin-33571";
  private static final String WRONG_PIN = "canary-wrong-pin-44182";
  private static final String TERMINAL_PASSWORD = "canary-terminal-55293";
  private static final String CPR = "0101709876";

  /** That of a patron; the other one is nobody's. */
  private static final String KNOWN_CPR = "1702709875";

  /** In the header of messages of ISO 18626. */
  private static final String SECURITY_CODE = "canary-security-code-66304";

  private static final String STAFF_PASSWORD = "canary-staff-password-77415";

  private static final String WRONG_TOKEN = "samling_1_" + "c".repeat(96);

  private static final List<String> CANARIES =
      List.of(
          PASSWORD,
          WRONG_PASSWORD,
          PIN,
          WRONG_PIN,
          TERMINAL_PASSWORD,
          CPR,
          KNOWN_CPR,
          SECURITY_CODE,
          STAFF_PASSWORD,
          WRONG_TOKEN);

  private static Path config;
  private static final List<String> CANARIES_AND_TOKEN = new ArrayList<>(CANARIES);
  private static final List<String> PLACES = new ArrayList<>();
  private static String log;

  /** The patron's number in the database. */
  private static String borrower;

  @BeforeAll
  static void sayThemToAServerThatLogsAllItCan() throws Exception {
    config = ServerProcess.configuration();
    var token = fill(config);
    Files.writeString(config, "\nlog: {format: json}\n", StandardOpenOption.APPEND);
    CANARIES_AND_TOKEN.add(token);
    // Its secret part: the number before it is in the list of tokens.
    CANARIES_AND_TOKEN.add(token.substring(token.length() - 64));
    var server = ServerProcess.start(config, "-Dsamling.log.level=TRACE");
    try {
      talk(server);
      search(server);
      order(server);
      PLACES.addAll(overHttp(server, token));
      PLACES.add(server.log().toString());
      for (var path : List.of("/", "/metrics", "/health/ready", "/no-such-page")) {
        PLACES.add(get(server, path));
      }
      PLACES.addAll(tables(config, server));
      PLACES.addAll(console(server));
      var wireLog = config.resolveSibling("data/sip2-log/sip2-canary.log");
      Eventually.holds("the wire log is written", () -> Files.exists(wireLog));
      PLACES.add(Files.readString(wireLog));
      LoanTraces.lend(server);
    } finally {
      server.process().destroy();
      assertThat(server.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
    log = server.log().toString();
  }

  @AfterAll
  static void delete() {
    ServerProcess.delete(config);
  }

  @Test
  void noSecretIsFoundInAnyLogMetricPageOrTable() {
    assertThat(PLACES)
        .hasSizeGreaterThan(20)
        .as("what was done left its traces")
        .anyMatch(p -> p.contains("PATRON_UNKNOWN"));
    assertThat(log)
        .as("every answer is logged with its request")
        .contains("a SIP2 login as canary from 127.0.0.1")
        .contains("\"request\":\"canary-request\"", "\"account\":\"canary-r\"", "rest check-out");
    for (var canary : CANARIES_AND_TOKEN) {
      assertThat(PLACES).noneMatch(place -> place.contains(canary), canary);
      assertThat(log).doesNotContain(canary);
    }
  }

  /** What the database itself forgets is searched for beside the store. */
  @Test
  void neitherTheLogNorAFileBesideTheDatabaseNamesWhoBorrowedWhat() throws Exception {
    for (var name : List.of(LoanTraces.CARD, LoanTraces.NAME, borrower)) {
      assertThat(log).as("the log").doesNotContain(name);
      for (var file : LoanTraces.filesBesideTheDatabase(config)) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(name);
      }
    }
  }

  private static void talk(ServerProcess server) {
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9300CNcanary|CO" + WRONG_PASSWORD + "|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CNcanary|CO" + PASSWORD + "|")).isEqualTo("941");
      for (var patron : List.of("2000000001", CPR, KNOWN_CPR)) {
        for (var pin : List.of(PIN, WRONG_PIN)) {
          var fields = "AO|AA" + patron + "|AC" + TERMINAL_PASSWORD + "|AD" + pin + "|";
          kiosk.ask("2300920260101    120000" + fields);
          kiosk.ask("6300920260101    120000  Y       " + fields);
          kiosk.ask("11NN20260101    120000                  " + fields + "AB3890000001|");
          kiosk.ask("29NN20260101    120000                  " + fields + "AB3890000001|");
          kiosk.ask("3520260101    120000" + fields);
          kiosk.ask("3720260101    1200000100DKKBV1.00|" + fields);
          kiosk.ask("11XX" + fields);
          kiosk.ask("2300920260101    120000" + fields + "AY1AZ0000");
        }
        kiosk.ask("11NN20260101    120000                  AO|AA" + patron + "|AB3890000001|AC|");
      }
    }
  }

  /**
   * What is asked over HTTP in all other ways, and what was answered: also where the answer says
   * what is wrong.
   */
  private static List<String> overHttp(ServerProcess server, String token) throws Exception {
    var answers = new ArrayList<String>();
    try (var client = HttpClient.newHttpClient()) {
      for (var login :
          List.of(
              basic("canary-r", PASSWORD),
              basic("canary-r", WRONG_PASSWORD),
              "Bearer " + token,
              "Bearer " + WRONG_TOKEN)) {
        for (var patron : List.of("2000000001", CPR, KNOWN_CPR)) {
          for (var pin : List.of(PIN, WRONG_PIN)) {
            var body = "{\"pin\": \"%s\"}".formatted(pin);
            answers.add(
                rest(client, server, login, "/patrons/" + patron + "/authentication", body));
            answers.add(rest(client, server, login, "/patrons/" + patron + "/blocks", body));
            answers.add(rest(client, server, login, "/patrons/" + patron + "/holds", body + pin));
          }
          var loan = "{\"patron\": \"%s\", \"item\": \"3890000001\"}".formatted(patron);
          answers.add(rest(client, server, login, "/loans", loan));
          answers.add(rest(client, server, login, "/patrons/" + patron + "/renewals", ""));
          answers.add(rest(client, server, login, "/patrons/" + patron, ""));
        }
      }
      for (var password : List.of(PASSWORD, WRONG_PASSWORD)) {
        var login = basic("canary-z", password);
        answers.add(send(client, server, "/sru/canary?query=titel", login, null));
        answers.add(send(client, server, "/oai/canary?verb=Identify", login, null));
        answers.add(
            send(client, server, "/iso18626", basic("canary-n", password), iso18626(password)));
        answers.add(send(client, server, "/iso18626", null, iso18626(password)));
        var sip =
            """
            <ns1:sip password="%s" login="canary" xmlns:ns1="http://axiell.com/Schema/sip.xsd"><request>%s</request></ns1:sip>\
            """
                .formatted(
                    password,
                    "2300920260101    120000AODK-799700|AA2000000001|AC%s|AD%s|"
                        .formatted(TERMINAL_PASSWORD, PIN));
        answers.add(send(client, server, "/rest/sip2/DK-799700", null, sip));
        answers.add(send(client, server, "/rest/sip2/DK-799700", null, sip + "<"));
      }
    }
    return answers;
  }

  private static String iso18626(String password) {
    return """
    <ISO18626Message xmlns="http://illtransactions.org/2013/iso18626" xmlns:i="http://illtransactions.org/2013/iso18626" i:version="1.2"><request><header>
    <supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>DK-799700</agencyIdValue></supplyingAgencyId>
    <requestingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>DK-1</agencyIdValue></requestingAgencyId>
    <timestamp>2026-01-01T12:00:00Z</timestamp><requestingAgencyRequestId>1</requestingAgencyRequestId>
    <requestingAgencyAuthentication><accountId>canary-n</accountId><securityCode>%s</securityCode></requestingAgencyAuthentication>
    </header><bibliographicInfo><title>%s</title></bibliographicInfo></request></ISO18626Message>
    """
        .formatted(password.equals(PASSWORD) ? password : SECURITY_CODE, "Titel");
  }

  private static String rest(
      HttpClient client, ServerProcess server, String login, String path, String body)
      throws Exception {
    return send(client, server, "/rest/v1" + path, login, body);
  }

  private static String send(
      HttpClient client,
      ServerProcess server,
      String path,
      @Nullable String login,
      @Nullable String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
            .header("x-request-id", "canary-request");
    if (login != null) {
      request.header("authorization", login);
    }
    if (body != null && !body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body));
    }
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("x-request-id")).hasValue("canary-request");
    return answer.headers().map() + answer.body();
  }

  private static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  private static void search(ServerProcess server) {
    for (var password : List.of(PASSWORD, WRONG_PASSWORD)) {
      for (var identity :
          List.of(
              new IdAuthentication.IdPass("group", "canary-z", new Z3950Secret(password)),
              new IdAuthentication.IdPass("group", CPR, new Z3950Secret(password)),
              new IdAuthentication.Open(new Z3950Secret("canary-z/group/" + password)))) {
        try (var client = new Z3950Client(server.z3950Port())) {
          client.init(identity);
          client.send(password.getBytes(UTF_8));
        }
      }
    }
  }

  private static void order(ServerProcess server) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      for (var password : List.of(PASSWORD, WRONG_PASSWORD)) {
        for (var pin : List.of(PIN, WRONG_PIN)) {
          for (var user : List.of("2000000001", CPR, KNOWN_CPR)) {
            var lookup =
                """
                <LookupUser><InitiationHeader><FromAgencyId><AgencyId>canary-n</AgencyId></FromAgencyId>
                <FromAgencyAuthentication>%1$s</FromAgencyAuthentication><ToAgencyId><AgencyId>a</AgencyId></ToAgencyId></InitiationHeader>
                <AuthenticationInput><AuthenticationInputData>%2$s</AuthenticationInputData><AuthenticationDataFormatType>text</AuthenticationDataFormatType>
                <AuthenticationInputType>Barcode Id</AuthenticationInputType></AuthenticationInput>
                <AuthenticationInput><AuthenticationInputData>%3$s</AuthenticationInputData><AuthenticationDataFormatType>text</AuthenticationDataFormatType>
                <AuthenticationInputType>PIN</AuthenticationInputType></AuthenticationInput></LookupUser>\
                """
                    .formatted(password, user, pin);
            var checkOut =
                "<CheckOutItem><UserId><UserIdentifierValue>"
                    + user
                    + "</UserIdentifierValue></UserId><ItemId><ItemIdentifierValue>3890000001</ItemIdentifierValue></ItemId></CheckOutItem>";
            for (var body : List.of(lookup, checkOut, lookup + "<")) {
              var message =
                  "<NCIPMessage xmlns=\"http://www.niso.org/2008/ncip\">" + body + "</NCIPMessage>";
              post(client, server, null, message);
              post(client, server, "canary-n:" + password, message);
            }
          }
        }
      }
    }
  }

  private static void post(
      HttpClient client, ServerProcess server, @Nullable String credentials, String message)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/ncip"))
            .POST(BodyPublishers.ofString(message));
    if (credentials != null) {
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    assertThat(client.send(request.build(), BodyHandlers.ofString()).body())
        .contains("NCIPMessage");
  }

  /** Every page of the console that links lead to, of those who may see everything. */
  private static List<String> console(ServerProcess server) {
    var starts =
        Stream.of(
                "/circulation/patron/2000000001",
                "/circulation/patron/2000000002",
                "/circulation/item/3890000001",
                "/privacy/patron/2000000001",
                "/privacy/patron/2000000002",
                "/catalogue?q=titel",
                "/log?account=canary")
            .map(path -> "/console/t/canary" + path)
            .toList();
    var pages = ConsoleCrawl.pages(server.httpPort(), "canary-operator", STAFF_PASSWORD, starts);
    assertThat(pages).hasSizeGreaterThan(40).anyMatch(p -> p.contains("Navn, To"));
    return pages;
  }

  private static String get(ServerProcess server, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  /** Every table as text, read by the superuser. */
  private static List<String> tables(Path config, ServerProcess server) throws Exception {
    var port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)/samling").matcher(server.log().toString());
    assertThat(port.find()).isTrue();
    var password = Files.readString(config.resolveSibling("library/superuser-password")).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + port.group(1) + "/samling";
    var texts = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url, "postgres", password);
        var statement = connection.createStatement()) {
      for (var table :
          names(
              statement.executeQuery(
                  """
                  select schemaname || '.' || quote_ident(tablename) from pg_tables
                  where schemaname in ('samling', 'samling_person')
                  """))) {
        texts.add(
            String.join(
                "\n", names(statement.executeQuery("select t::text from " + table + " t"))));
      }
    }
    return texts;
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    var names = new ArrayList<String>();
    while (rows.next()) {
      names.add(rows.getString(1));
    }
    return names;
  }

  /** Fills the library, and makes a token. */
  private static String fill(Path config) throws Exception {
    var seed = config.resolveSibling("seed.yaml");
    Files.writeString(
        seed,
        """
        tenants:
          - code: canary
            name: Canary
            item-categories: [{code: book, name: Bog, media-type: "001", loan-days: 30, renewals: 2}]
            patron-categories: [{code: adult, name: Voksen, max-loans: 5, max-holds: 5, max-debt: 100}]
            agencies:
              - {number: "799700", kind: public, name: Canary, branches: [{code: DK-799700, name: Main}]}
            open-catalogue: true
            sip2-accounts:
              - {username: canary, password: %1$s, branch: DK-799700}
              - {username: traces, password: secret, branch: DK-799700, profile: {preset: staff}}
            z3950-accounts: [{username: canary-z, password: %1$s, branch: DK-799700}]
            ncip-accounts: [{username: canary-n, password: %1$s, branch: DK-799700}]
            rest-accounts: [{username: canary-r, password: %1$s, branch: DK-799700, scopes: ["patrons:authenticate", "patrons:read", "patrons:block", "circulation", "holds"]}]
            patrons:
              - {card: "2000000001", name: "Navn, Et", category: adult, branch: DK-799700, pin: %2$s}
              - {card: "2000000002", name: "Navn, To", category: adult, branch: DK-799700, pin: %2$s, cpr: "%3$s"}
              - {card: "%4$s", name: "%5$s, Vera", category: adult, branch: DK-799700}
            items:
              - {barcode: "3890000001", record: "test:1", branch: DK-799700, category: book}
              - {barcode: "%6$s", record: "test:1", branch: DK-799700, category: book}
        records:
          - {source: test, number: "1", title: Titel, language: dan}
        """
            .formatted(
                PASSWORD, PIN, KNOWN_CPR, LoanTraces.CARD, LoanTraces.NAME, LoanTraces.ITEM));
    try (var library = Library.open(Configuration.load(config))) {
      var report =
          new Seeder(ports(library), Clock.systemUTC())
              .load(List.of(SeedFile.read(seed)), Progress.SILENT);
      assertThat(report.problems()).isEmpty();
      var store = library.store();
      var tenant = store.tenants().byCode("canary").orElseThrow().id();
      store.libraryRegister().putWireLog(tenant, "canary", true);
      var patron = store.inquiries().patron(tenant, LoanTraces.CARD).orElseThrow().patron();
      borrower = patron.id().toString();
      store
          .staff()
          .add(
              new Staff.NewMember(
                  "canary-operator",
                  "Canary",
                  StaffRole.OPERATOR,
                  null,
                  Set.of(),
                  new Secret(STAFF_PASSWORD)));
      return store
          .accountTokens()
          .create(tenant, "canary-r", new NewToken("test", Set.of(Scope.values()), null, "test"))
          .orElseThrow()
          .value()
          .value();
    }
  }

  static Seeder.Ports ports(Library library) {
    var store = library.store();
    return new Seeder.Ports(
        new Seeder.Ports.Settings(
            store.tenants(),
            store.libraryRegister(),
            store.policyRegister(),
            store.ownTexts(),
            store.lendingAgreements(),
            store.illPartners()),
        store.patronRegister(),
        store.itemRegister(),
        store.catalogue(),
        new MarcRecordMaker(),
        store,
        store.inquiries(),
        store.bookingLists(),
        store.periodicals());
  }
}
