package org.samling.bench.circulation;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Superuser;
import org.samling.bench.reference.Operation;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;
import org.samling.routes.jobs.LoanRetention;

/**
 * Measures how long it takes to anonymise a month of a tenant's loan history, all at once, and how
 * that affects checkouts: the given number of loans, closed within 30 days and now due; one in
 * twenty is kept by the patron's consent and one in a hundred because of an open fee.
 */
public final class HistoryBench {

  /** The name of the measure of {@link #run}. */
  public static final String ANONYMISED = "let go of a month";

  /** The number of items of a tenant in comparable runs. */
  public static final int ITEMS = 60_000;

  private static final int ITEMS_PER_PATRON = 3;
  private static final int DAYS = 30;
  private static final int CALLERS = 8;

  private static final String CONSENTS =
      """
      insert into patron_consent (tenant_id, patron_id, consent, given_at)
      select tenant_id, id, 'KEEP_HISTORICAL_LOAN_DATA', now() - interval '1 year'
      from (select *, row_number() over (order by id) as n from patron) p where n % 20 = 0
      """;

  /** Loans, their patrons, and fees. */
  private static final String LOANS =
      """
      create temporary table made on commit drop as
      select uuidv7() as id, p.tenant_id, p.id as patron_id, i.id as item_id, i.home_branch as branch, i.category,
        (now() at time zone 'UTC')::date - (n.n % {days})::int as let_go_on, p.keeps, n.n
      from generate_series(1, {loans}) n (n)
      join (select tenant_id, id, row_number() over (order by id) % {patrons} as n,
          exists (select from patron_consent c where c.tenant_id = p.tenant_id and c.patron_id = p.id) as keeps
        from patron p) p on p.n = n.n % {patrons}
      join (select id, home_branch, category, row_number() over (order by id) % {items} as n from item) i on i.n = n.n % {items};

      insert into loan (tenant_id, id, item_id, lent_at, lent_branch, material_group, due_at, returned_at, returned_branch)
      select tenant_id, id, item_id, let_go_on - interval '50 days', branch, category, let_go_on - interval '20 days',
        let_go_on - interval '31 days', branch
      from made;

      insert into loan_history (tenant_id, let_go_on, kept_for, loan_id, patron_id, item_id, branch, ended_at)
      select tenant_id, case when keeps then 'infinity' else let_go_on end, case when keeps then 'CONSENT' end, id, patron_id,
        item_id, branch, let_go_on - interval '31 days'
      from made;

      insert into ledger_entry (tenant_id, id, patron_id, kind, fee_type, amount, item_id, loan_id, due_day, arose_at, created_at)
      select tenant_id, uuidv7(), patron_id, 'CREATION', 'OVERDUE', 2000, item_id, id, let_go_on - 40, now(), now()
      from made where n % 100 = 1 and not keeps
      """;

  private static final String NAMED = "select count(*) from loan_history";

  /** The reference's table: the same rows and indexes, without partitions. */
  private static final String COPY =
      """
      drop table if exists bench_history;
      create table bench_history (like loan_history including indexes);
      insert into bench_history select * from loan_history
      """;

  private static final String COPIED = "select count(*) from bench_history";

  private static final String DELETE =
      "delete from bench_history where let_go_on <= (now() at time zone 'UTC')::date";

  /**
   * The plan of a run.
   *
   * @param items the number of items; there are a third as many patrons
   * @param loans the number of loans closed in the month
   * @param seconds how long undisturbed checkouts are measured beforehand
   * @param rounds the number of months processed, one after another
   */
  public record Plan(int items, int loans, int seconds, int rounds) {

    private int patrons() {
      return items / ITEMS_PER_PATRON;
    }
  }

  private final Configuration configuration;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param configuration names an embedded database in an empty directory, and any free ports
   * @param out the output for the figures
   */
  public HistoryBench(Configuration configuration, PrintWriter out) {
    this.configuration = configuration;
    this.out = out;
  }

  /**
   * Runs the bench and prints its figures. In turn, the same rows are deleted from a plain table by
   * one statement, while as many checkouts are made.
   *
   * @return loans anonymised per second, under the name {@link #ANONYMISED}; medians
   */
  public List<Measured> run(Plan plan) throws Exception {
    try (var server = BenchServer.start(configuration)) {
      say(
          "Making %,d items, %,d patrons and %,d closed loans ..."
              .formatted(plan.items(), plan.patrons(), plan.loans()));
      new LibraryGenerator(
              new Sizes(1, 1, plan.patrons(), plan.items(), 0, 0),
              1,
              LocalDate.now(ZoneOffset.UTC),
              (_, _) -> {})
          .make(server.library(), server.configuration());
      var superuser = server.superuser();
      superuser.execute(CONSENTS);
      var store = server.library().store();
      var stock = BenchTenants.of(server).getFirst();
      var callers =
          new CoreCallers(store, store.inquiries(), List.of(stock)).of(Operation.CHECKOUT);
      say(
          "Checkouts by %d callers, for %d s undisturbed and then during the job."
              .formatted(CALLERS, plan.seconds()));
      ClosedLoop.run(callers, CALLERS, 1);
      var ours = new ArrayList<Double>();
      var theirs = new ArrayList<Double>();
      for (var round = 0; round < plan.rounds(); round++) {
        stock.returnAll(superuser);
        makeMonth(superuser, plan);
        theirs.add(delete(superuser, callers));
        ours.add(letGo(server, callers, plan.seconds()));
      }
      return List.of(
          new Measured(ANONYMISED, Measured.Figure.median(ours), Measured.Figure.median(theirs)));
    }
  }

  private static void makeMonth(Superuser superuser, Plan plan) throws SQLException {
    superuser.execute(
        "select act_as(0); select maintain_partitions((now() at time zone 'UTC')::date - %d)"
            .formatted(DAYS));
    superuser.execute(
        LOANS
            .replace("{loans}", Integer.toString(plan.loans()))
            .replace("{days}", Integer.toString(DAYS))
            .replace("{patrons}", Integer.toString(plan.patrons()))
            .replace("{items}", Integer.toString(plan.items())));
    superuser.execute(COPY);
    superuser.execute("analyze loan, loan_history, bench_history, ledger_entry, patron, item");
    superuser.execute("checkpoint");
  }

  /** Runs the job on the month; returns loans per second. */
  private double letGo(BenchServer server, ClosedLoop.Callers callers, int seconds)
      throws Exception {
    var superuser = server.superuser();
    var store = server.library().store();
    var before = superuser.number(NAMED);
    var undisturbed = times(callers, within(seconds));
    var anonymised = new AtomicInteger();
    var job =
        new LoanRetention(
            store.tenants(), store.loanHistory(), Duration.ofHours(1), anonymised::addAndGet);
    var meanwhile = meanwhile(callers, job::run);
    say(
        "Loans with a patron: %,d; anonymised: %,d; kept: %,d; in %.2f s"
            .formatted(before, anonymised.get(), superuser.number(NAMED), meanwhile.seconds()));
    say("checkouts without:  " + text(undisturbed));
    say("checkouts meanwhile: " + text(meanwhile.times()));
    return anonymised.get() / meanwhile.seconds();
  }

  /** Runs the reference; returns rows per second. */
  private double delete(Superuser superuser, ClosedLoop.Callers callers) throws Exception {
    var before = superuser.number(COPIED);
    var meanwhile = meanwhile(callers, () -> superuser.execute(DELETE));
    var deleted = before - superuser.number(COPIED);
    say("%,d rows deleted by one statement: %.2f s".formatted(deleted, meanwhile.seconds()));
    return deleted / meanwhile.seconds();
  }

  /**
   * The time of some work, and the checkouts made meanwhile.
   *
   * @param times the time of each checkout, in nanoseconds, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the caller
  private record Meanwhile(double seconds, long[] times) {}

  /** Work during which others check out. */
  private interface Work {
    void run() throws Exception;
  }

  private static Meanwhile meanwhile(ClosedLoop.Callers callers, Work work) throws Exception {
    var running = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var checkouts = threads.submit(() -> times(callers, running::get));
      var started = System.nanoTime();
      double took;
      try {
        work.run();
        took = (System.nanoTime() - started) / 1e9;
      } finally {
        running.set(false);
      }
      return new Meanwhile(took, checkouts.get());
    }
  }

  private static Continuation within(int seconds) {
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    return () -> System.nanoTime() < end;
  }

  /** Whether to go on. */
  private interface Continuation {
    boolean isOn();
  }

  /** The time of each call, in nanoseconds. */
  private static long[] times(ClosedLoop.Callers callers, Continuation continues) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Callable<List<Long>>>();
      for (var number = 0; number < CALLERS; number++) {
        var n = number;
        all.add(() -> {
          var times = new ArrayList<Long>();
          try (var caller = callers.caller(n)) {
            do {
              var began = System.nanoTime();
              caller.call();
              times.add(System.nanoTime() - began);
            } while (continues.isOn());
          }
          return times;
        });
      }
      var times = new ArrayList<Long>();
      for (var caller : threads.invokeAll(all)) {
        times.addAll(caller.get());
      }
      return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }
  }

  private static String text(long[] sorted) {
    return "%,d; median %.1f ms, 99th percentile %.1f ms, maximum %.1f ms"
        .formatted(
            sorted.length,
            sorted[sorted.length / 2] / 1e6,
            sorted[(int) (sorted.length * 0.99)] / 1e6,
            Arrays.stream(sorted).max().orElseThrow() / 1e6);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
