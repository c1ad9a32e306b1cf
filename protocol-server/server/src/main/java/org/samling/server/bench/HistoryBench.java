package org.samling.server.bench;

import java.io.PrintWriter;
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
import org.samling.routes.jobs.LoanRetention;
import org.samling.server.bench.generate.LibraryGenerator;
import org.samling.server.bench.generate.Sizes;
import org.samling.server.config.Configuration;

/**
 * Measures how long it takes to let go of a month of a tenant's loans, all at once, and what
 * checkouts feel of it: as many loans as were said, ended over 30 days that have come due, of which
 * one in twenty is kept by consent and one in a hundred because something is owed for it.
 */
public final class HistoryBench {

  private static final int PATRONS = 20_000;
  private static final int ITEMS = 60_000;
  private static final int DAYS = 30;
  private static final int CALLERS = 8;

  private static final String CONSENTS =
      """
      insert into patron_consent (tenant_id, patron_id, consent, given_at)
      select tenant_id, id, 'KEEP_HISTORICAL_LOAN_DATA', now() - interval '1 year'
      from (select *, row_number() over (order by id) as n from patron) p where n % 20 = 0
      """;

  /** Loans, whose they were, and fees. */
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

  private final Configuration configuration;
  private final PrintWriter out;

  /**
   * A bench.
   *
   * @param configuration names an embedded database in an empty directory, and any free ports
   * @param out where the figures are printed
   */
  public HistoryBench(Configuration configuration, PrintWriter out) {
    this.configuration = configuration;
    this.out = out;
  }

  /**
   * Runs the bench and prints its figures.
   *
   * @param loans how many loans the tenant closed in the month
   * @param seconds for how long checkouts are measured before it, undisturbed
   */
  public void run(int loans, int seconds) throws Exception {
    try (var server = BenchServer.start(configuration)) {
      say(
          "Making %,d items, %,d patrons and %,d loans that are over ..."
              .formatted(ITEMS, PATRONS, loans));
      new LibraryGenerator(
              new Sizes(1, 1, PATRONS, ITEMS, 0, 0), 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      var superuser = server.superuser();
      superuser.execute(
          "select maintain_partitions((now() at time zone 'UTC')::date - %d)".formatted(DAYS));
      superuser.execute(CONSENTS);
      superuser.execute(
          LOANS
              .replace("{loans}", Integer.toString(loans))
              .replace("{days}", Integer.toString(DAYS))
              .replace("{patrons}", Integer.toString(PATRONS))
              .replace("{items}", Integer.toString(ITEMS)));
      superuser.execute("analyze loan, loan_history, ledger_entry, patron, item");
      var store = server.library().store();
      var callers =
          new CoreCallers(store, store.inquiries(), BenchTenants.of(server)).of(Operation.CHECKOUT);
      say(
          "Checkouts by %d callers, for %d s without and then while it is let go."
              .formatted(CALLERS, seconds));
      ClosedLoop.run(callers, CALLERS, 1);
      var before = superuser.number(NAMED);
      var undisturbed = times(callers, within(seconds));
      var running = new AtomicBoolean(true);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var meanwhile = threads.submit(() -> times(callers, running::get));
        var told = new AtomicInteger();
        var job =
            new LoanRetention(
                store.tenants(), store.loanHistory(), Duration.ofHours(1), told::addAndGet);
        var started = System.nanoTime();
        job.run();
        var took = (System.nanoTime() - started) / 1e9;
        running.set(false);
        var during = meanwhile.get();
        say(
            "%,d loans said whose they were; %,d do no longer, %,d are kept: %.2f s"
                .formatted(before, told.get(), superuser.number(NAMED), took));
        say("checkouts without:  " + text(undisturbed));
        say("checkouts meanwhile: " + text(during));
      }
    }
  }

  private static GoingOn within(int seconds) {
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    return () -> System.nanoTime() < end;
  }

  /** Whether to go on. */
  private interface GoingOn {
    boolean isOn();
  }

  /** How long each call took, in nanoseconds. */
  private static long[] times(ClosedLoop.Callers callers, GoingOn goOn) throws Exception {
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
            } while (goOn.isOn());
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
    return "%,d; median %.1f ms, 99 of 100 within %.1f ms, the longest %.1f ms"
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
