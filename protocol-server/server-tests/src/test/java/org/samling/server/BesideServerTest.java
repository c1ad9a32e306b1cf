package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.samling.cli.Samling;
import org.samling.testing.Kiosk;

/** Commands on the embedded database of a server that runs in another process. */
class BesideServerTest {

  private static String run(int code, String... words) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), words)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  @Test
  void commandsWorkWhileTheServerRuns() throws Exception {
    var config = ServerProcess.configuration();
    var seed = config.resolveSibling("library.yaml");
    Files.writeString(
        seed,
        """
        tenants:
          - code: north
            name: North
            time-zone: Europe/Copenhagen
            currency: DKK
            agencies:
              - number: "799700"
                kind: public
                isil: DK-799700
                name: Main
                branches:
                  - {code: DK-799700, name: Main}
            sip2-accounts:
              - {username: north-kiosk, password: secret, branch: DK-799700}
        """);
    var where = List.of("--config", config.toString());
    var server = ServerProcess.start(config);
    try {
      var seeding = new ArrayList<>(List.of("seed"));
      seeding.addAll(where);
      seeding.add(seed.toString());
      assertThat(run(0, seeding.toArray(String[]::new))).contains("accounts", "1 added");
      try (var kiosk = new Kiosk(server.port()).login()) {
        var logging = new ArrayList<>(List.of("accounts", "start-wire-log", "north-kiosk"));
        logging.addAll(where);
        run(0, logging.toArray(String[]::new));
        assertThat(kiosk.ask("9900802.00")).as("the server goes on").startsWith("98Y");
      }
      assertThat(run(1, "serve", "--config", config.toString()))
          .as("a second server does not start")
          .contains("is in use by process");
    } finally {
      server.process().destroy();
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    ServerProcess.delete(config);
  }
}
