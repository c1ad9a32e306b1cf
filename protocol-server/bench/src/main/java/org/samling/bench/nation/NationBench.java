package org.samling.bench.nation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.Settling;
import org.samling.bench.measure.Superuser;
import org.samling.bench.ncip.NcipCallers;
import org.samling.bench.ncip.NcipOperation;
import org.samling.bench.search.SearchLoad;
import org.samling.bench.search.SearchOperation;
import org.samling.bench.search.SearchQueries;
import org.samling.bench.search.TitleQueries;
import org.samling.bench.suite.Code;
import org.samling.bench.suite.Machine;
import org.samling.exchange.generate.LibraryGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the traffic of a nation's worst minute on its library, kills the primary in the middle, and
 * checks that nothing that was acknowledged is lost or done twice.
 */
public final class NationBench {

  private static final int CALLERS = 16;
  private static final long TO_RECOVER_SECONDS = 120;
  private static final double NANOS = 1e9;
  private static final int EXAMPLES = 5;

  /** The aim for the time from the promotion to the first write. */
  private static final double GAP_SECONDS = 5;

  /** A second of processor time is shown from readings that are at least so far apart. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path directory;
  private final PrintWriter out;
  private final NationSamples samples = new NationSamples();
  private final Failover failover = new Failover();

  /**
   * Makes a bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for the tables
   */
  public NationBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * The files of the report.
   *
   * @param home the project's directory, whose commit is named
   */
  public record Output(Path page, Path json, Path home) {}

  /**
   * Runs it, and writes the report.
   *
   * @return whether all checks passed
   */
  public boolean run(NationPlan plan, Output output) throws Exception {
    var sizes = plan.sizes();
    say(
        "Making %,d items, %,d patrons and %,d loans of %,d tenants ..."
            .formatted(sizes.items(), sizes.patrons(), sizes.loans(), sizes.tenants()));
    var made = NationServers.make(directory, plan);
    say("Starting primary, standby and nodes ...");
    try (var servers = new NationServers(directory, made, plan);
        var kiosks =
            new NationKiosks(
                servers.nodes().stream().map(ServedLibrary::sip2Port).toList(),
                samples,
                failover)) {
      var titles = servers.superuser().number("select count(*) from common_record");
      var before = new Before(titles, settle(servers, plan.settle()));
      say("Logging in %,d kiosks ...".formatted(plan.kiosks()));
      kiosks.open(shared(made.tenants(), plan));
      var callers = callers(servers, made.tenants(), plan);
      var run = load(servers, kiosks, callers, plan);
      var report =
          report(servers, made.tenants(), plan, run, Code.of(output.home(), output.json()), before);
      write(report, output);
      return report.isRight();
    }
  }

  /**
   * What was found before the traffic.
   *
   * @param settled how long the servers took to come to rest, or null if nobody waited for that or
   *     it took too long
   */
  private record Before(long titles, @Nullable Duration settled) {

    @Nullable Double settledSeconds() {
      return settled == null ? null : settled.toMillis() / 1e3;
    }
  }

  private @Nullable Duration settle(NationServers servers, Duration most)
      throws IOException, InterruptedException {
    var processes =
        servers.storeProcesses().stream().reduce(servers.serverProcesses(), ProcessTrees::and);
    return Settling.await(processes, most, this::say);
  }

  /** The tenant of each kiosk: the larger a tenant, the more. */
  static List<NationTenant> shared(List<NationTenant> tenants, NationPlan plan) {
    var all = new ArrayList<NationTenant>();
    for (var i = 0; i < tenants.size(); i++) {
      for (var kiosk = plan.sizes().partOf(plan.kiosks(), i + 1); kiosk > 0; kiosk--) {
        all.add(tenants.get(i));
      }
    }
    return all;
  }

  /** Those who search and look up patrons, one after another at each node and tenant. */
  private List<PacedCallers> callers(
      NationServers servers, List<NationTenant> tenants, NationPlan plan)
      throws IOException, SQLException {
    var nodes = servers.nodes();
    var searches = new ArrayList<ClosedLoop.Callers>();
    var lookups = new ArrayList<ClosedLoop.Callers>();
    for (var number = 0; number < CALLERS; number++) {
      var node = nodes.get(number % nodes.size());
      var tenant = tenants.get(number % tenants.size());
      searches.add(searches(node, tenant, servers.superuser()));
      lookups.add(
          new NcipCallers(
                  node.httpPort(),
                  LibraryGenerator.partner(tenant.stock().tenant().value()),
                  tenant.stock())
              .of(NcipOperation.LOOKUP_USER));
    }
    return List.of(paced(Traffic.SEARCH, searches, plan), paced(Traffic.LOOKUP, lookups, plan));
  }

  /** Searches in a tenant's catalogue, which tells its items as they stand. */
  private static ClosedLoop.Callers searches(
      ServedLibrary node, NationTenant tenant, Superuser superuser) throws SQLException {
    var database = LibraryGenerator.code(tenant.stock().tenant().value());
    var queries = TitleQueries.of(superuser, tenant.stock().tenant());
    var target = SearchTarget.of(node.z3950Port(), database);
    return number ->
        new SearchLoad(target)
            .client(
                SearchOperation.HOLDINGS,
                new SearchQueries.QueryCycle(queries, number % queries.size()));
  }

  private PacedCallers paced(Traffic traffic, List<ClosedLoop.Callers> callers, NationPlan plan) {
    return new PacedCallers(
        traffic,
        number -> callers.get(number).caller(number),
        callers.size(),
        plan.perSecond(traffic.kind()),
        samples);
  }

  /**
   * What a run left behind.
   *
   * @param start when counting began, by {@link System#nanoTime}
   * @param end when the last request was due
   * @param readings of processor time, by second
   * @param logBytes how much write-ahead log was written
   * @param grownBytes how much the database grew
   * @param unanswered how many kiosks still wait
   */
  private record Run(
      long start,
      long end,
      List<NationMeter.Reading> readings,
      long logBytes,
      long grownBytes,
      long unanswered) {}

  private Run load(
      NationServers servers, NationKiosks kiosks, List<PacedCallers> callers, NationPlan plan)
      throws Exception {
    var begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    var start = begin + plan.warmUp().toNanos();
    var end = start + plan.length().toNanos();
    say(
        "%,.0f writes, %,.0f polls and %,.0f reads a second for %,d s, after %,d s of warm-up; the primary is killed in the middle."
            .formatted(
                plan.perSecond(Traffic.Kind.WRITES),
                plan.perSecond(Traffic.Kind.POLLS),
                plan.perSecond(Traffic.Kind.READS),
                plan.length().toSeconds(),
                plan.warmUp().toSeconds()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      running.add(threads.submit(() -> kiosks.run(plan, begin, end)));
      for (var one : callers) {
        for (Callable<Void> work : one.between(begin, end)) {
          running.add(threads.submit(work));
        }
      }
      sleepUntil(start);
      var log = log(servers.superuser());
      var size = size(servers.superuser());
      try (var meter = new NationMeter(servers)) {
        sleepUntil(start + plan.length().toNanos() / 2);
        failOver(servers, meter, plan);
        sleepUntil(end);
        meter.read();
        var readings = meter.readings();
        var unanswered = await(running);
        return new Run(
            start,
            end,
            readings,
            log(servers.superuser()) - log,
            size(servers.superuser()) - size,
            unanswered);
      }
    }
  }

  /** Waits for everything that runs; the first of it returns how many kiosks are unanswered. */
  private static long await(List<Future<?>> running)
      throws InterruptedException, ExecutionException {
    for (var one : running) {
      one.get();
    }
    return running.getFirst().resultNow() instanceof Long unanswered ? unanswered : 0;
  }

  private void failOver(NationServers servers, NationMeter meter, NationPlan plan)
      throws IOException, SQLException, InterruptedException {
    meter.read(); // the last of the primary
    failover.killed(System.nanoTime());
    servers.kill();
    say("The primary is killed.");
    TimeUnit.NANOSECONDS.sleep(plan.promoteAfter().toNanos());
    servers.replace();
    failover.promoted(System.nanoTime());
    if (plan.standby() == NationPlan.Standby.NONE) {
      meter.add(servers.storeProcesses());
    }
    say(
        failover.endsWithin(TO_RECOVER_SECONDS)
            ? "Writes are acknowledged again."
            : "No write was acknowledged in %d s.".formatted(TO_RECOVER_SECONDS));
  }

  private static void sleepUntil(long time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
  }

  private static long log(Superuser superuser) throws SQLException {
    return superuser.number("select pg_current_wal_lsn() - '0/0'::pg_lsn");
  }

  private static long size(Superuser superuser) throws SQLException {
    return superuser.number("select pg_database_size(current_database())");
  }

  private NationReport report(
      NationServers servers,
      List<NationTenant> tenants,
      NationPlan plan,
      Run run,
      Code code,
      Before before)
      throws SQLException {
    var times = failover.times();
    var figures = new NationFigures(samples.all(), run.start(), run.end(), times);
    var superuser = servers.superuser();
    var bytes = size(superuser);
    var used = run.readings().getLast().minus(run.readings().getFirst());
    var cost =
        new NationCost(
            new NationCost.Measured(
                used.at() / NANOS,
                used.server(),
                used.store(),
                figures.loans(),
                run.logBytes(),
                run.grownBytes(),
                bytes,
                servers.copies(),
                plan.scale(),
                plan.rate()),
            plan.prices());
    var outside = figures.outside();
    return new NationReport(
        new NationReport.Of(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            code,
            Machine.here(),
            plan,
            new NationReport.Database(before.titles(), bytes, before.settledSeconds())),
        new NationReport.Figures(outside, figures.inGap(), figures.seconds(), cores(run)),
        samples.counts(),
        samples.failures(),
        times == null ? null : gap(times, figures),
        aims(outside, figures),
        checks(superuser, tenants, plan, run, figures),
        NationReport.Cost.of(cost));
  }

  private static NationReport.Gap gap(Failover.Times times, NationFigures figures) {
    return new NationReport.Gap(
        (times.killed() - figures.start()) / NANOS,
        (times.promoted() - times.killed()) / NANOS,
        times.gap() / NANOS,
        times.afterPromotion() / NANOS,
        (figures.caughtUp(times) - times.killed()) / NANOS);
  }

  private static List<NationReport.Aim> aims(
      List<NationFigures.Row> outside, NationFigures figures) {
    var aims = new ArrayList<NationReport.Aim>();
    for (var kind : Traffic.Kind.values()) {
      if (kind.hasAim()) {
        outside.stream()
            .filter(row -> row.what().equals(kind.title()))
            .forEach(row ->
                aims.add(
                    new NationReport.Aim(
                        "p99 of " + kind.title(), "ms", kind.aimMillis(), row.millis().p99())));
      }
    }
    aims.add(
        new NationReport.Aim(
            "requests that failed without a failover", "", 0, figures.failedWithoutReason()));
    var times = figures.failover();
    if (times != null) {
      aims.add(
          new NationReport.Aim(
              "first write after the promotion", "s", GAP_SECONDS, times.afterPromotion() / NANOS));
    }
    return aims;
  }

  private List<NationReport.Check> checks(
      Superuser superuser,
      List<NationTenant> tenants,
      NationPlan plan,
      Run run,
      NationFigures figures)
      throws SQLException {
    var differences = new ArrayList<String>();
    for (var tenant : tenants) {
      tenant.ledger().differences(superuser, tenant.stock().tenant()).stream()
          .map(difference -> tenant.account() + ": " + difference)
          .forEach(differences::add);
    }
    // Asynchronous replication may lose the last writes; what follows from that may be refused.
    var mayLose = plan.standby() == NationPlan.Standby.ASYNC;
    var faults = samples.counts().faults();
    return List.of(
        new NationReport.Check(
            "writes are acknowledged after the failover",
            figures.failover() != null,
            figures.failover() == null ? "none" : ""),
        new NationReport.Check(
            "every request of a kiosk was answered",
            run.unanswered() == 0,
            "%,d kiosks wait".formatted(run.unanswered())),
        new NationReport.Check(
            "the database has every loan that was acknowledged, once, and no other",
            differences.isEmpty() || mayLose,
            found(differences.size(), differences)),
        new NationReport.Check(
            "no reply was wrong, and nothing was refused",
            faults == 0 || mayLose,
            found(faults, samples.faults())));
  }

  private static String found(long count, List<String> examples) {
    return count == 0
        ? "0"
        : "%,d: %s"
            .formatted(
                count, String.join("; ", examples.subList(0, Math.min(EXAMPLES, examples.size()))));
  }

  private static List<NationReport.Cores> cores(Run run) {
    var readings = run.readings();
    return IntStream.range(1, readings.size())
        .filter(i -> readings.get(i).at() - readings.get(i - 1).at() > SHORTEST)
        .mapToObj(i -> {
          var used = readings.get(i).minus(readings.get(i - 1));
          var seconds = used.at() / NANOS;
          return new NationReport.Cores(
              (readings.get(i).at() - run.start()) / NANOS,
              used.server() / seconds,
              used.store() / seconds,
              used.load() / seconds);
        })
        .toList();
  }

  private void write(NationReport report, Output output) throws IOException {
    var page = new NationPage(report);
    page.lines().forEach(this::say);
    Files.writeString(output.page(), page.html());
    Files.writeString(
        output.json(),
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report)
            + "\n");
    say("");
    say("Written: %s, %s.".formatted(output.page(), output.json()));
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
