package org.samling.bench.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.samling.bench.kiosk.KioskLoad;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.measure.Superuser;
import org.samling.bench.search.TitleQueries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.ShutdownSequence;

/**
 * Puts mixed load, good and bad, on a server with a small heap for hours, and checks repeatedly
 * whether all that was acknowledged is there and nothing else, and whether anything leaks.
 */
public final class SoakBench {

  private static final String CONFIGURATION =
      """
      store: {embedded: {directory: library, port: 0}}
      keys: library/keys.properties
      index: {directory: index}
      sip2: {port: %d}
      z3950: {port: %d}
      http: {port: %d}
      """;

  private static final String ADULTS = "adult";

  private final Path directory;
  private final PrintWriter out;
  private final SoakFaults faults = new SoakFaults();
  private final List<SoakSample> samples = Collections.synchronizedList(new ArrayList<>());

  /**
   * Makes a bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for the table
   */
  public SoakBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * The plan of a run.
   *
   * @param length how long the load lasts
   * @param every the time between samples
   * @param rate visits per second
   * @param heap the server's maximum heap, in megabytes
   */
  public record Plan(Duration length, Duration every, double rate, int heap) {}

  /**
   * Makes a library, serves it and loads it. If it is stopped meanwhile it gives its verdict on the
   * run so far.
   *
   * @param sizes the sizes of the library; none of its items may be on loan
   * @return whether nothing went wrong
   */
  public boolean run(Sizes sizes, Plan plan) throws Exception {
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var ports = freePorts();
    var file =
        Files.writeString(
            directory.resolve("samling.yaml"),
            CONFIGURATION.formatted(ports.get(0), ports.get(1), ports.get(2)));
    var stock = ServedLibrary.make(file, sizes, SoakBench::add);
    try (var started = new StartedResources()) {
      var server =
          started.add(ServedLibrary.start(directory, file, "-Xmx%dm".formatted(plan.heap())));
      var account = LibraryGenerator.kiosk(1);
      var target =
          new SoakTarget(
              new KioskLoad.Target("127.0.0.1", server.sip2Port(), account, account),
              ports.get(1),
              server.httpPort(),
              database(server.superuser()),
              stock,
              TitleQueries.of(server.superuser(), stock.tenant()));
      say(
          "%.1f visits per second for %.2f hours, on a server with a heap of %d MB."
              .formatted(plan.rate(), plan.length().toMillis() / 3.6e6, plan.heap()));
      say(SoakSample.head());
      try (var _ = ShutdownSequence.add("the soak", this::verdict)) {
        load(server, Configuration.load(file), target, plan);
      }
    }
    if (!ShutdownSequence.hasBegun()) {
      verdict();
    }
    return new SoakVerdict(samples, faults).isGood();
  }

  private void load(ServedLibrary server, Configuration configuration, SoakTarget target, Plan plan)
      throws Exception {
    var ledger = new LoanLedger();
    var sampler = new SoakSampler(server, configuration, faults);
    var end = System.nanoTime() + plan.length().toNanos();
    try (var traffic = new SoakTraffic(target, ledger, faults, plan.rate())) {
      do {
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        if (server.process().endsWithin(left.compareTo(plan.every()) < 0 ? left : plan.every())) {
          faults.add("the server exited: " + server.process().printed());
          return;
        }
        sample(sampler, ledger, target, traffic);
      } while (System.nanoTime() < end);
      say(
          traffic.byKind().entrySet().stream()
              .map(kind -> "%s %,d".formatted(kind.getKey().title(), kind.getValue()))
              .collect(Collectors.joining(", ", "Visits: ", ".")));
    }
  }

  private void sample(
      SoakSampler sampler, LoanLedger ledger, SoakTarget target, SoakTraffic traffic) {
    try {
      ledger.whileQuiet(() -> {
        sampler.doctor();
        samples.add(sampler.sample(ledger, target, traffic.made()));
      });
      say(samples.getLast().row());
      faults.unreported().forEach(fault -> say("fault: " + fault));
    } catch (Exception e) {
      faults.add("no sample could be taken: " + e);
    }
  }

  private void verdict() {
    new SoakVerdict(samples, faults).lines().forEach(this::say);
  }

  /** Ports that are free now: the doctor must know where the server listens. */
  private static List<Integer> freePorts() throws IOException {
    try (var one = new ServerSocket(0);
        var two = new ServerSocket(0);
        var three = new ServerSocket(0)) {
      return List.of(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
    }
  }

  /** Gives patrons their PINs, and makes the account for REST. */
  private static void add(BenchServer server) {
    var store = server.library().store();
    var tenant = store.tenants().all().getFirst().id();
    var branch = store.inquiries().policy(tenant).branches().keySet().iterator().next();
    store
        .patronRegister()
        .putPatrons(
            tenant,
            IntStream.range(0, SoakTarget.PINS)
                .mapToObj(i ->
                    new NewPatron(
                        SoakTarget.withPin(i),
                        "Soak, " + i,
                        new Membership(ADULTS, branch, "009"),
                        new Secret(SoakTarget.PIN),
                        Contact.NONE,
                        null,
                        List.of()))
                .toList());
    store
        .libraryRegister()
        .putAccounts(
            tenant,
            List.of(
                new NewAccount(
                    Account.Protocol.REST,
                    SoakTarget.DESK,
                    new Secret(SoakTarget.DESK),
                    branch,
                    "UTF-8",
                    "009")));
    store
        .libraryRegister()
        .putScopes(tenant, SoakTarget.DESK, Set.of(Scope.ITEMS_READ, Scope.CATALOGUE_IMPORT));
  }

  private static String database(Superuser superuser) throws SQLException {
    var codes = new ArrayList<String>();
    superuser.rows("select code from tenant", row -> codes.add(row.getString(1)));
    return codes.getFirst();
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
