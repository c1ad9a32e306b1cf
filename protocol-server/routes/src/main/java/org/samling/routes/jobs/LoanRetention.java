package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.Inquiries.RetainedLoan;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.RetentionOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has loans that were over for long enough no longer say whose they were. What is looked at is
 * detached, or noted to be kept, and is not looked at again before something changes: the work is
 * what has come due since the last run.
 */
public final class LoanRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(LoanRetention.class);
  private static final String ACTOR = "job loan-retention";
  private static final int AT_ONCE = 1_000;

  /** As many as a writer takes together, so that kiosks wait for one batch at most. */
  private static final int COMMANDS_AT_ONCE = 64;

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer detached;

  /**
   * Makes the job.
   *
   * @param tenants whose loans
   * @param inquiries finds them
   * @param commands detaches them
   * @param period how often it runs; the first time after as long
   * @param detached is told how many loans a run detached
   */
  public LoanRetention(
      Tenants tenants,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer detached) {
    super("loan-retention", "loans that are over still say whose they were", period);
    this.tenants = tenants;
    this.inquiries = inquiries;
    this.commands = commands;
    this.detached = detached;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Looks at every loan that has come due to be detached.
   *
   * @return how many were
   */
  public int run() {
    var done = 0;
    for (var tenant : tenants.all()) {
      done += run(tenant);
    }
    detached.accept(done);
    return done;
  }

  private int run(Tenant tenant) {
    var done = 0;
    int looked;
    List<RetainedLoan> loans;
    do {
      loans = inquiries.loansToDetach(tenant.id(), Instant.now(), AT_ONCE);
      looked = 0;
      for (var some : chunks(byPatron(tenant, loans))) {
        for (var outcome : commands.outcomes(some)) {
          done += outcome.detached();
          looked += outcome.detached() + outcome.kept();
        }
      }
    } while (loans.size() == AT_ONCE && looked > 0);
    if (done > 0) {
      LOG.info("{} loans of {} no longer say whose they were", done, tenant.code());
    }
    return done;
  }

  private static List<Command<RetentionOutcome>> byPatron(Tenant tenant, List<RetainedLoan> loans) {
    var patrons = new LinkedHashMap<UUID, List<RetainedLoan>>();
    loans.forEach(loan -> patrons.computeIfAbsent(loan.patron(), _ -> new ArrayList<>()).add(loan));
    var wanted = new ArrayList<Command<RetentionOutcome>>();
    for (var of : patrons.values()) {
      for (var from = 0; from < of.size(); from += LoanCommand.DetachLoans.MAX_LOANS) {
        var until = Math.min(of.size(), from + LoanCommand.DetachLoans.MAX_LOANS);
        wanted.add(command(tenant, of.subList(from, until)));
      }
    }
    return wanted;
  }

  /** The day is part of the key: what was kept may be looked at again on another. */
  private static Command<RetentionOutcome> command(Tenant tenant, List<RetainedLoan> loans) {
    var first = loans.getFirst();
    var ids = loans.stream().map(RetainedLoan::loan).sorted().toList();
    return new LoanCommand.DetachLoans(
        new Origin(
            tenant.id(),
            CommandKey.of(
                CommandKey.MAX_WINDOW,
                "detach-loans",
                tenant.id(),
                first.patron(),
                ids,
                Instant.now().atZone(tenant.zone()).toLocalDate()),
            ACTOR,
            first.branch(),
            Instant.now().plus(DEADLINE)),
        first.patron(),
        ids);
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    var chunks = new ArrayList<List<T>>();
    for (var from = 0; from < all.size(); from += COMMANDS_AT_ONCE) {
      chunks.add(all.subList(from, Math.min(all.size(), from + COMMANDS_AT_ONCE)));
    }
    return chunks;
  }
}
