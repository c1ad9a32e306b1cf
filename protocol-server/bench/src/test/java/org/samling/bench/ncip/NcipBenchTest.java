package org.samling.bench.ncip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.samling.bench.library.MeasuredServer;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.exchange.generate.Sizes;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.OnlyInLongRuns;

class NcipBenchTest {

  private static final Sizes SMALL = new Sizes(1, 1, 50, 2_000, 0, 0);

  @Test
  @OnlyInLongRuns // it takes most of a minute; Sip2BenchTest is run always
  void codecAndEveryOperationAreMeasuredAndTheServersCostStandsApart() throws Exception {
    var directory = Files.createDirectories(TestPostgres.newDataDirectory());
    TestPostgres.putCluster(directory.resolve("library"));
    var printed = new StringWriter();
    try {
      new NcipBench(directory, new PrintWriter(printed))
          .run(SMALL, new NcipBench.Plan(List.of(NcipOperation.values()), List.of(2), 0, 1, 1));
    } finally {
      TestPostgres.discard(directory);
    }
    for (var service : List.of("LookupUser", "CheckOutItem", "CheckInItem")) {
      assertThat(printed.toString())
          .containsPattern(
              "(?m)^%s +\\| +\\d+ \\| +[0-9,]+ \\| +[0-9.]+ \\| +[0-9.]+ \\| +[0-9.]+$"
                  .formatted(service));
    }
    for (var operation : NcipOperation.values()) {
      assertThat(printed.toString())
          .containsPattern(
              "(?m)^%s +\\| +2 \\| +[1-9][0-9,]* \\| +[0-9.]+ \\| +[0-9.]+ \\| +(?=[0-9.]*[1-9])[0-9.]+ \\| +[0-9.]+ \\|"
                  .formatted(operation.title()));
    }
  }

  @Test
  void anAnswerThatIsNotTheExpectedEndsTheBench() throws Exception {
    try (var server = new MeasuredServer()) {
      var library = server.library;
      var account = "north-lender";
      var register = library.store.libraryRegister();
      register.putAccounts(
          library.north,
          List.of(
              new NewAccount(
                  Account.Protocol.NCIP,
                  account,
                  new Secret(account),
                  TestLibrary.MAIN,
                  "UTF-8",
                  "009")));
      register.putPartners(library.north, account, Set.of(Account.ANY_PARTNER));
      var superuser = new Superuser(TestPostgres.server().superuser(), library.roles.url());
      var stock = Stock.read(superuser, library.north);

      var port = server.listeners.httpPort();
      var stranger = new NcipCallers(port, "north-ncip", stock); // whose password is not its name
      assertThatThrownBy(() -> ClosedLoop.run(stranger.of(NcipOperation.LOOKUP_USER), 1, 30))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("401");
      var partner = new NcipCallers(port, account, stock);
      while (stock.free().poll() != null) {}
      stock.shelve(new Stock.Copy("no-such", "none"));
      assertThatThrownBy(() -> ClosedLoop.run(partner.of(NcipOperation.LEND), 1, 30))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("Unknown Item");
    }
  }
}
