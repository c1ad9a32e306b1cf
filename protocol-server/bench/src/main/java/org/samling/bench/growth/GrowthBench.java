package org.samling.bench.growth;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.samling.bench.kiosk.Kiosks;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.library.CatalogueLibrary;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.Scratch;
import org.samling.bench.measure.Settling;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.search.SearchLoad;
import org.samling.bench.search.SearchOperation;
import org.samling.bench.search.SearchQueries;
import org.samling.bench.search.SearchQuery;
import org.samling.bench.search.TitleQueries;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.exchange.generate.CatalogueGenerator;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;
import org.samling.routes.imports.ImportListener;

/**
 * Measures what operations cost at several sizes of a library, in processor time, which a busy
 * machine changes least.
 */
public final class GrowthBench {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** A slow machine may take longer than a kiosk would wait; only its processor time counts. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final double MILLIS = 1_000;

  /** As Denmark's municipalities differ. */
  private static final double SKEW = 0.8;

  private final Scratch scratch;
  private final PrintWriter out;

  /** Makes a bench that makes each library in a directory of its own. */
  public GrowthBench(Scratch scratch, PrintWriter out) {
    this.scratch = scratch;
    this.out = out;
  }

  /**
   * Who calls.
   *
   * @param callers how many call at once, of one tenant after another
   * @param warmUp how often each of them calls before it counts
   * @param calls how often each calls then
   */
  public record Load(int callers, int warmUp, int calls) {}

  /**
   * The plan of a run: the records with the first number of tenants, and the tenants with the first
   * number of records.
   *
   * @param records how many records are imported, in ascending order
   * @param tenants how many tenants there are, in ascending order
   * @param items how many items all tenants together have, besides
   * @param settle how long at most it waits for the server to be at rest before the calls
   */
  public record Plan(
      List<Integer> records, List<Integer> tenants, int items, Duration settle, Load load) {

    List<GrowthReport.Size> sizes() {
      var sizes = new ArrayList<GrowthReport.Size>();
      records.forEach(n -> sizes.add(new GrowthReport.Size(n, tenants.getFirst())));
      tenants.stream()
          .skip(1)
          .forEach(n -> sizes.add(new GrowthReport.Size(records.getFirst(), n)));
      return sizes;
    }
  }

  /** Measures all sizes, and prints what the costs grow to. */
  public void run(Plan plan) throws Exception {
    var points = new ArrayList<GrowthReport.Point>();
    for (var size : plan.sizes()) {
      say("%,d records, %,d tenants ...".formatted(size.records(), size.tenants()));
      var directory = scratch.fresh("growth-%d-%d".formatted(size.records(), size.tenants()));
      points.add(new GrowthReport.Point(size, measure(directory, size, plan)));
      scratch.discard(directory);
    }
    new GrowthReport(points).lines().forEach(this::say);
  }

  private Map<GrowthOperation, Double> measure(Path directory, GrowthReport.Size size, Plan plan)
      throws Exception {
    var costs = new EnumMap<GrowthOperation, Double>(GrowthOperation.class);
    var file = ServedLibrary.configuration(directory, ANSWER_WITHIN);
    var stocks = make(directory, file, size, plan, costs);
    try (var server = ServedLibrary.start(directory, file)) {
      var processes = server.processes().and(server.store());
      costs.put(GrowthOperation.START, processes.cpuSeconds());
      Settling.await(processes, plan.settle(), this::say);
      for (var operation :
          List.of(
              GrowthOperation.CHECKOUT,
              GrowthOperation.PATRON,
              GrowthOperation.SEARCH,
              GrowthOperation.SCAN)) {
        costs.put(operation, cost(callers(operation, server, stocks), processes, plan.load()));
      }
    }
    return costs;
  }

  /** What a call costs, of callers that are connected before. */
  private static double cost(ClosedLoop.Callers callers, ProcessTrees processes, Load load)
      throws Exception {
    try (var open = new StartedResources();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<ClosedLoop.Caller>();
      for (var number = 0; number < load.callers(); number++) {
        all.add(open.add(callers.caller(number)));
      }
      call(threads, all, load.warmUp());
      var before = processes.cpuSeconds();
      call(threads, all, load.calls());
      return MILLIS * (processes.cpuSeconds() - before) / (load.callers() * load.calls());
    }
  }

  private static void call(ExecutorService threads, List<ClosedLoop.Caller> all, int calls)
      throws InterruptedException, ExecutionException {
    var running =
        all.stream()
            .<Future<?>>map(caller ->
                threads.submit(() -> {
                  for (var i = 0; i < calls; i++) {
                    caller.call();
                  }
                  return null;
                }))
            .toList();
    for (var one : running) {
      one.get();
    }
  }

  /** Makes the library, imports the records, and makes the index anew. */
  private static List<Stock> make(
      Path directory,
      Path file,
      GrowthReport.Size size,
      Plan plan,
      Map<GrowthOperation, Double> costs)
      throws IOException, SQLException, InterruptedException {
    var configuration = Configuration.load(file);
    try (var server = BenchServer.start(configuration)) {
      new LibraryGenerator(
              sizes(size, plan.items()), 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      var processes = ProcessTrees.ofPostgres(directory.resolve("library"));
      load(directory, configuration, server, size.records(), processes, costs);
      server.superuser().execute("vacuum analyze");
      return BenchTenants.of(server);
    }
  }

  private static Sizes sizes(GrowthReport.Size size, int items) {
    return new Sizes(size.tenants(), 2 * size.tenants(), items / 5, items, 2 * items / 5, 0, SKEW);
  }

  private static void load(
      Path directory,
      Configuration configuration,
      BenchServer server,
      int records,
      ProcessTrees store,
      Map<GrowthOperation, Double> costs)
      throws IOException, InterruptedException {
    var file = directory.resolve("catalogue.mrc");
    try (var bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      new CatalogueGenerator(
              new CatalogueGenerator.Wanted(records, 1, RecordSyntax.MARC21, 0, List.of("none")))
          .write(bytes, _ -> {});
    }
    try (var index = server.library().openIndex(configuration.index())) {
      index.catchUp();
      index.follow();
      var before = index.state().documents();
      var used = used(store);
      server.library().imports().load(CatalogueLibrary.job(file, null), REJECTIONS_FAIL);
      while (index.state().documents() < before + records) {
        Thread.sleep(20);
      }
      costs.put(GrowthOperation.IMPORT, MILLIS * (used(store) - used) / records);
    }
    try (var files = Files.walk(configuration.index().directory())) {
      for (var old : files.filter(Files::isRegularFile).toList()) {
        Files.delete(old);
      }
    }
    var used = used(store);
    try (var index = server.library().openIndex(configuration.index())) {
      index.catchUp();
      costs.put(GrowthOperation.REINDEX, MILLIS * (used(store) - used) / index.state().documents());
    }
  }

  private static final ImportListener REJECTIONS_FAIL =
      new ImportListener() {
        @Override
        public void progress(long bytes, int records) {}

        @Override
        public void rejected(ReadResult.Rejected record) {
          throw new IllegalStateException(
              "record %d was rejected: %s".formatted(record.ordinal(), record.reason()));
        }
      };

  /** Core-seconds of this process and the database so far. */
  private static double used(ProcessTrees store) {
    return PROCESS.getProcessCpuTime() / 1e9 + store.cpuSeconds();
  }

  /** Callers of one tenant after another. */
  private static ClosedLoop.Callers callers(
      GrowthOperation operation, ServedLibrary server, List<Stock> stocks) throws SQLException {
    var queries = TitleQueries.of(server.superuser(), stocks.getFirst().tenant());
    return number -> {
      var stock = stocks.get(number % stocks.size());
      return switch (operation) {
        case CHECKOUT -> kiosks(server, stock, Kiosks.Visit.CHECKOUT).caller(number);
        case PATRON -> kiosks(server, stock, Kiosks.Visit.PATRON).caller(number);
        case SEARCH -> search(server, stocks.getFirst(), SearchOperation.HOLDINGS, queries, number);
        case SCAN -> search(server, stocks.getFirst(), SearchOperation.SCAN, queries, number);
        case IMPORT, REINDEX, START ->
            throw new IllegalStateException(operation + " has no callers");
      };
    };
  }

  private static Kiosks kiosks(ServedLibrary server, Stock stock, Kiosks.Visit visit) {
    return new Kiosks(
        server.sip2Port(), LibraryGenerator.kiosk(stock.tenant().value()), stock, visit);
  }

  private static ClosedLoop.Caller search(
      ServedLibrary server,
      Stock stock,
      SearchOperation operation,
      List<SearchQuery> queries,
      int number)
      throws IOException {
    var target = SearchTarget.of(server.z3950Port(), LibraryGenerator.code(stock.tenant().value()));
    return new SearchLoad(target)
        .client(operation, new SearchQueries.QueryCycle(queries, number % queries.size()));
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
