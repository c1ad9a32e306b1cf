package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.config.Configuration;
import org.samling.server.seed.Progress;
import org.samling.server.seed.SeedFile;
import org.samling.server.seed.Seeder;

/**
 * Secrets that nothing else looks like are sent in every way a kiosk can, to a server that logs all
 * it can; none of them comes back in the log, the metrics, a page or a table.
 */
class SecretsTest {

  private static final String PASSWORD = "canary-password-71829";
  private static final String WRONG_PASSWORD = "canary-wrong-password-81920";
  private static final String PIN = "canary-pin-33571";
  private static final String WRONG_PIN = "canary-wrong-pin-44182";
  private static final String TERMINAL_PASSWORD = "canary-terminal-55293";
  private static final String CPR = "0101709876";

  private static final List<String> CANARIES =
      List.of(PASSWORD, WRONG_PASSWORD, PIN, WRONG_PIN, TERMINAL_PASSWORD, CPR);

  @Test
  void noSecretIsFoundInAnyLogMetricPageOrTable() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var server = ServerProcess.start(config, "-Dsamling.log.level=TRACE");
    try {
      talk(server);
      var places = new ArrayList<String>();
      places.add(server.log().toString());
      for (var path : List.of("/", "/metrics", "/health/ready", "/no-such-page")) {
        places.add(get(server, path));
      }
      places.addAll(tables(config, server));
      assertThat(places).hasSizeGreaterThan(20);
      for (var canary : CANARIES) {
        assertThat(places).noneMatch(place -> place.contains(canary), canary);
      }
      assertThat(places)
          .as("what was done left its traces")
          .anyMatch(p -> p.contains("PATRON_UNKNOWN"));
    } finally {
      server.process().destroy();
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    for (var canary : CANARIES) {
      assertThat(server.log().toString()).doesNotContain(canary);
    }
    ServerProcess.delete(config);
  }

  private static void talk(ServerProcess server) {
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9300CNcanary|CO" + WRONG_PASSWORD + "|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CNcanary|CO" + PASSWORD + "|")).isEqualTo("941");
      for (var patron : List.of("2000000001", CPR)) {
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
                  "select tablename from pg_tables where schemaname = 'samling'"))) {
        texts.add(
            String.join(
                "\n",
                names(statement.executeQuery("select t::text from samling.\"" + table + "\" t"))));
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

  private static void fill(Path config) throws Exception {
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
            sip2-accounts: [{username: canary, password: %s, branch: DK-799700}]
            patrons: [{card: "2000000001", name: "Navn, Et", category: adult, branch: DK-799700, pin: %s}]
            items: [{barcode: "3890000001", record: "test:1", branch: DK-799700, category: book}]
        records:
          - {source: test, number: "1", title: Titel, language: dan}
        """
            .formatted(PASSWORD, PIN));
    try (var library = Library.open(Configuration.load(config))) {
      var report =
          new Seeder(ports(library), Clock.systemUTC())
              .load(List.of(SeedFile.read(seed)), Progress.SILENT);
      assertThat(report.problems()).isEmpty();
    }
  }

  private static Seeder.Ports ports(Library library) {
    var store = library.store();
    return new Seeder.Ports(
        store.libraryRegister(),
        store.tenants(),
        store.patronRegister(),
        store.itemRegister(),
        store.catalogue(),
        new MarcRecordMaker(),
        store,
        store.inquiries());
  }
}
