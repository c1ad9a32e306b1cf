package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.samling.exchange.seed.Progress;
import org.samling.exchange.seed.SeedFile;
import org.samling.exchange.seed.Seeder;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.testing.Kiosk;

/**
 * A server that logs all it can names nobody who borrowed something, in its log or in any file
 * beside the database: index, keys, configuration. What the database itself forgets is searched for
 * beside the store.
 */
class LoanTracesTest {

  private static final String CARD = "2099000001";
  private static final String NAME = "Quirinalis";

  @Test
  void neitherTheLogNorAFileBesideTheDatabaseNamesWhoBorrowedWhat() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var server = ServerProcess.start(config, "-Dsamling.log.level=TRACE");
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9300CNtraces|COsecret|")).isEqualTo("941");
      var now =
          DateTimeFormatter.ofPattern("yyyyMMdd'    'HHmmss")
              .format(LocalDateTime.now(ZoneId.of("Europe/Copenhagen")));
      assertThat(kiosk.ask("11NN" + now + now + "AO|AA" + CARD + "|AB3899000001|AC|"))
          .startsWith("121")
          .contains(CARD);
      assertThat(kiosk.ask("63009" + now + "  Y       AO|AA" + CARD + "|"))
          .contains("3899000001", NAME);
      assertThat(kiosk.ask("09N" + now + now + "AP|AO|AB3899000001|AC|")).startsWith("101");
    } finally {
      server.process().destroy();
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    var person = person(config);
    for (var name : List.of(CARD, NAME, person)) {
      assertThat(server.log().toString()).as("the log").doesNotContain(name);
      for (var file : filesBesideTheDatabase(config)) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(name);
      }
    }
    ServerProcess.delete(config);
  }

  private static String person(Path config) throws Exception {
    try (var library = Library.open(Configuration.load(config))) {
      var store = library.store();
      var tenant = store.tenants().byCode("traces").orElseThrow().id();
      return store.inquiries().patron(tenant, CARD).orElseThrow().patron().id().toString();
    }
  }

  private static List<Path> filesBesideTheDatabase(Path config) throws IOException {
    var directory = config.resolveSibling("library").toAbsolutePath();
    try (var files = Files.walk(config.toAbsolutePath().resolveSibling(""))) {
      var found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(directory))
              .filter(file -> !file.endsWith("seed.yaml"))
              .toList();
      assertThat(found).anyMatch(file -> file.toString().contains("index"));
      return found;
    }
  }

  private static void fill(Path config) throws Exception {
    var seed = config.resolveSibling("seed.yaml");
    Files.writeString(
        seed,
        """
        tenants:
          - code: traces
            name: Traces
            item-categories: [{code: book, name: Bog, media-type: "001", loan-days: 30, renewals: 2}]
            patron-categories: [{code: adult, name: Voksen, max-loans: 5, max-holds: 5, max-debt: 100}]
            agencies:
              - {number: "799700", kind: public, name: Traces, branches: [{code: DK-799700, name: Main}]}
            open-catalogue: true
            sip2-accounts: [{username: traces, password: secret, branch: DK-799700, profile: {preset: staff}}]
            patrons:
              - {card: "%s", name: "%s, Vera", category: adult, branch: DK-799700}
            items: [{barcode: "3899000001", record: "test:1", branch: DK-799700, category: book}]
        records:
          - {source: test, number: "1", title: Titel, language: dan}
        """
            .formatted(CARD, NAME));
    try (var library = Library.open(Configuration.load(config))) {
      var report =
          new Seeder(SecretsTest.ports(library), Clock.systemUTC())
              .load(List.of(SeedFile.read(seed)), Progress.SILENT);
      assertThat(report.problems()).isEmpty();
    }
  }
}
