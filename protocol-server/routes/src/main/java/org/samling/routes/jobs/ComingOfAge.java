package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.Inquiries.OfAge;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies patrons' coming of age on their birthday. */
public final class ComingOfAge extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(ComingOfAge.class);
  private static final String ACTOR = "job coming-of-age";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer ofAge;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param ofAge receives how many patrons a run changed
   */
  public ComingOfAge(
      Tenants tenants, Inquiries inquiries, Commands commands, Duration period, IntConsumer ofAge) {
    super("coming-of-age", "patrons could not come of age", period);
    this.tenants = tenants;
    this.inquiries = inquiries;
    this.commands = commands;
    this.ofAge = ofAge;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Applies it to every patron who has come of age.
   *
   * @param now the time that decides the day
   * @return how many patrons changed
   */
  public int run(Instant now) {
    var found = forEach(tenants, Work.MINORS, now, tenant -> run(tenant, now));
    ofAge.accept(found);
    return found;
  }

  private int run(Tenant tenant, Instant now) {
    var done = 0;
    List<OfAge> found;
    do {
      found = inquiries.comingOfAge(tenant.id(), now, AT_ONCE);
      var before = done;
      for (var patron : found) {
        switch (commands.outcome(command(tenant, patron, now))) {
          case PatronOutcome.Changed changed -> done += changed.what().isEmpty() ? 0 : 1;
          case PatronOutcome.Refused refused ->
              LOG.warn("{}: a patron could not come of age: {}", tenant.code(), refused.why());
        }
      }
      if (done == before) {
        break; // another node was faster, or a setting must be corrected first
      }
    } while (found.size() == AT_ONCE);
    if (done > 0) {
      LOG.info("patrons of {} that came of age: {}", tenant.code(), done);
    }
    return done;
  }

  /** The day is part of the key: a change that a setting refused is tried again the next day. */
  private static PatronCommand command(Tenant tenant, OfAge patron, Instant now) {
    return new PatronCommand.ComeOfAge(
        new Origin(
            tenant.id(),
            CommandKey.of(
                CommandKey.MAX_WINDOW,
                "come-of-age",
                tenant.id(),
                patron.patron(),
                now.atZone(tenant.zone()).toLocalDate()),
            ACTOR,
            patron.branch(),
            Instant.now().plus(DEADLINE)),
        new PatronName.Id(patron.patron()));
  }
}
