package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.GuestReception;
import org.samling.core.guests.Guests;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.core.guests.PatronsElsewhere.Elsewhere;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;

/**
 * Tells lenders what has changed of the patrons who are guests there, and notices agreements that
 * another node accepted.
 *
 * <p>What is told is how somebody stands now, with a version: told twice or by two nodes it comes
 * to the same, and it is told again until the lender has it. One guest of whom nothing can be told
 * keeps no other waiting.
 */
public final class GuestRelay extends Job {

  private static final int AT_ONCE = 200;

  private final Tenants tenants;
  private final Guests guests;
  private final PatronsElsewhere elsewhere;
  private final GuestReception reception;
  private final IntConsumer told;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param told receives how many guests' lenders a run told something
   */
  public GuestRelay(
      Tenants tenants,
      Guests guests,
      PatronsElsewhere elsewhere,
      GuestReception reception,
      Duration period,
      IntConsumer told) {
    super("guests", "changes of guests were not told to those who lend to them", period);
    this.tenants = tenants;
    this.guests = guests;
    this.elsewhere = elsewhere;
    this.reception = reception;
    this.told = told;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Tells everything that is untold.
   *
   * @return how many guests' lenders were told something
   */
  public int run() {
    var done = forEach(tenants, Work.NEWS_OF_PATRONS_ELSEWHERE, Instant.now(), this::tell);
    told.accept(done);
    reception.knowLenders(
        tenants.withWork(Work.GUESTS, Instant.now()).stream().map(Tenant::id).toList());
    return done;
  }

  private int tell(Tenant home) {
    var done = 0;
    var failures = new ArrayList<RuntimeException>();
    @Nullable UUID last = null;
    List<Elsewhere> found;
    do {
      found = elsewhere.untold(home.id(), last, AT_ONCE);
      for (var ofLender :
          found.stream().collect(Collectors.groupingBy(Elsewhere::lender)).entrySet()) {
        done += tell(home.id(), ofLender.getKey(), ofLender.getValue(), failures);
      }
      last = found.isEmpty() ? null : found.getLast().link();
    } while (found.size() == AT_ONCE);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return done;
  }

  private int tell(
      TenantId home, TenantId lender, List<Elsewhere> patrons, List<RuntimeException> failures) {
    var known = guests.linked(lender, home, patrons);
    var done = 0;
    for (var patron : patrons) {
      try {
        var guest = known.get(patron.link());
        if (guest == null) {
          elsewhere.forget(home, patron.link());
        } else {
          reception.tell(lender, guest);
          done++;
        }
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    return done;
  }
}
