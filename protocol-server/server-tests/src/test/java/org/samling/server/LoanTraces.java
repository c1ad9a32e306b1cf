package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.samling.testing.Kiosk;

/** A loan that is made and ends, and where it must leave no traces. */
final class LoanTraces {

  static final String CARD = "2099000001";
  static final String NAME = "Quirinalis";
  static final String ITEM = "3899000001";

  private LoanTraces() {}

  /** Lends by the account traces, of which nobody keeps a wire log, and takes back. */
  static void lend(ServerProcess server) {
    try (var kiosk = new Kiosk(server.port())) {
      assertThat(kiosk.ask("9300CNtraces|COsecret|")).isEqualTo("941");
      var now =
          DateTimeFormatter.ofPattern("yyyyMMdd'    'HHmmss")
              .format(LocalDateTime.now(ZoneId.of("Europe/Copenhagen")));
      assertThat(kiosk.ask("11NN" + now + now + "AO|AA" + CARD + "|AB" + ITEM + "|AC|"))
          .startsWith("121")
          .contains(CARD);
      assertThat(kiosk.ask("63009" + now + "  Y       AO|AA" + CARD + "|")).contains(ITEM, NAME);
      assertThat(kiosk.ask("09N" + now + now + "AP|AO|AB" + ITEM + "|AC|")).startsWith("101");
    }
  }

  /** Index, keys, configuration, logs. */
  static List<Path> filesBesideTheDatabase(Path config) throws IOException {
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
}
