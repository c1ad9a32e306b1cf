package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
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
import org.samling.core.privacy.PersonalData;

/**
 * Ends what is over: goes through all patrons who are guests elsewhere, forgets that of those whom
 * the lender has erased or merged, and tells lenders of those whose right to borrow ran out with
 * the day; then erases guests who have left and whom nothing binds.
 */
public final class GuestUpkeep extends Job {

  private static final int AT_ONCE = 200;

  private final Tenants tenants;
  private final Guests guests;
  private final PatronsElsewhere elsewhere;
  private final GuestReception reception;
  private final PersonalData persons;
  private final IntConsumer erased;

  /**
   * Creates the job.
   *
   * @param persons erases guests
   * @param period how often it runs; also the delay before the first run
   * @param erased receives how many guests a run erased
   */
  public GuestUpkeep(
      Tenants tenants,
      Guests guests,
      PatronsElsewhere elsewhere,
      GuestReception reception,
      PersonalData persons,
      Duration period,
      IntConsumer erased) {
    super("guest-upkeep", "guests who have left were not erased", period);
    this.tenants = tenants;
    this.guests = guests;
    this.elsewhere = elsewhere;
    this.reception = reception;
    this.persons = persons;
    this.erased = erased;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Ends what is over.
   *
   * @return how many guests were erased
   */
  public int run() {
    forEach(tenants, Work.PATRONS_ELSEWHERE, Instant.now(), this::end);
    var done = forEach(tenants, Work.GUESTS_LEAVING, Instant.now(), this::erase);
    erased.accept(done);
    return done;
  }

  private int end(Tenant home) {
    var done = 0;
    @Nullable UUID last = null;
    List<Elsewhere> found;
    do {
      found = elsewhere.all(home.id(), last, AT_ONCE);
      for (var ofLender :
          found.stream().collect(Collectors.groupingBy(Elsewhere::lender)).entrySet()) {
        done += end(home.id(), ofLender.getKey(), ofLender.getValue());
      }
      last = found.isEmpty() ? null : found.getLast().link();
    } while (found.size() == AT_ONCE);
    return done;
  }

  private int end(TenantId home, TenantId lender, List<Elsewhere> patrons) {
    var known = guests.linked(lender, home, patrons);
    var done = 0;
    for (var patron : patrons) {
      var guest = known.get(patron.link());
      if (guest == null) {
        done += elsewhere.forget(home, patron.link()) ? 1 : 0;
      } else if (patron.isOver() && !guest.isLeaving()) {
        reception.tell(lender, guest);
        done++;
      }
    }
    return done;
  }

  private int erase(Tenant lender) {
    var all = 0;
    int now;
    do {
      now = 0;
      for (var guest : guests.leaving(lender.id(), AT_ONCE)) {
        if (persons.erase(lender.id(), guest.card()) instanceof PersonalData.Erasure.Erased) {
          elsewhere.forget(guest.home().id(), guest.link());
          now++;
        }
      }
      all += now;
    } while (now == AT_ONCE);
    return all;
  }
}
