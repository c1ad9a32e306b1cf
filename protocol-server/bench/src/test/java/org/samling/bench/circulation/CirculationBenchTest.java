package org.samling.bench.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.reference.Operation;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

@OnlyInLongRuns // Sip2BenchTest is run always
class CirculationBenchTest {

  private static final Sizes SIZES =
      new Sizes(
          2,
          LongRun.times(2, 10),
          LongRun.times(500, 30_000),
          LongRun.times(1_500, 80_000),
          LongRun.times(800, 40_000),
          400);

  /** One that takes from the shelf, and one that takes back; all of them in a long run. */
  private static final List<Operation> OPERATIONS =
      List.of(Operation.values()).subList(0, LongRun.times(2, Operation.values().length));

  private static final int HOLDS = 400;

  @TempDir private static Path scripts;

  private static Path directory;
  private static Configuration configuration;

  @BeforeAll
  static void make() throws Exception {
    directory = TestPostgres.newDataDirectory();
    TestPostgres.putCluster(directory);
    var file =
        Files.writeString(
            scripts.resolve("samling.yaml"),
            """
            store: {embedded: {directory: "%s", port: 0}}
            keys: keys.properties
            """
                .formatted(directory.toAbsolutePath()));
    configuration = Configuration.load(file);
    try (var library = Library.open(configuration)) {
      new LibraryGenerator(SIZES, 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(library, configuration);
    }
  }

  @AfterAll
  static void discard() {
    TestPostgres.discard(directory);
  }

  @Test
  void operationsAreMeasuredAndTheLibraryStaysOneThatCanBe() throws Exception {
    var printed = new StringWriter();
    var bench = new CirculationBench(scripts, new PrintWriter(printed));
    var plan = new CirculationBench.Plan(OPERATIONS, List.of(4), 0, 1, 1, false);
    bench.head(plan);
    bench.run(configuration, plan);
    for (var operation : OPERATIONS) {
      assertThat(printed.toString())
          .containsPattern("(?m)^" + operation.title() + " +\\| +4 \\| +2 \\| +[0-9,]+ \\|");
    }
    try (var server = BenchServer.start(configuration)) {
      var superuser = server.superuser();
      assertThat(
              superuser.number(
                  "select count(*) from item i where (i.status = 'ON_LOAN') <> exists (select from loan l"
                      + " where l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null)"))
          .isZero();
      assertThat(superuser.number("select count(*) from hold where state = 'WAITING'"))
          .isEqualTo(HOLDS);
      assertThat(superuser.number("select count(*) from command_outcome")).isPositive();
    }
  }

  @Test
  void anOutcomeThatIsNotExpectedEndsTheBench() throws Exception {
    try (var server = BenchServer.start(configuration)) {
      var stocks = BenchTenants.of(server);
      var superuser = server.superuser();
      superuser.execute(
          "insert into patron_block (tenant_id, patron_id, code, note) select tenant_id, id, 'F', 'test' from patron");
      var store = server.library().store();
      var core = new CoreCallers(store, store.inquiries(), stocks);
      assertThatThrownBy(() -> ClosedLoop.run(core.of(Operation.CHECKOUT), 2, 1))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("PATRON_BLOCKED");
      superuser.execute("delete from patron_block where note = 'test'");
    }
  }
}
