package org.samling.routes.jobs;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.Guest;
import org.samling.core.guests.GuestReception;
import org.samling.core.guests.Guests;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.core.guests.PatronsElsewhere.Elsewhere;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.privacy.PersonalData;

/**
 * Tells lenders what has changed of the patrons who are guests there, erases guests who may not
 * come any more once nothing binds them, and notices agreements that another node accepted.
 *
 * <p>What is told is how somebody stands now, with a version: told twice or by two nodes it comes
 * to the same, and it is told again until the lender has it. Whoever stands at their end is told
 * until the lender has erased them; then the home forgets that they were a guest.
 */
public final class GuestRelay extends Job {

  private static final int AT_ONCE = 200;

  private final Tenants tenants;
  private final Guests guests;
  private final PatronsElsewhere elsewhere;
  private final GuestReception reception;
  private final PersonalData persons;
  private final IntConsumer told;

  /**
   * Creates the job.
   *
   * @param persons erases guests
   * @param period how often it runs; also the delay before the first run
   * @param told receives how many guests' lenders a run told something
   */
  public GuestRelay(
      Tenants tenants,
      Guests guests,
      PatronsElsewhere elsewhere,
      GuestReception reception,
      PersonalData persons,
      Duration period,
      IntConsumer told) {
    super("guests", "changes of guests were not told to those who lend to them", period);
    this.tenants = tenants;
    this.guests = guests;
    this.elsewhere = elsewhere;
    this.reception = reception;
    this.persons = persons;
    this.told = told;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Tells everything that is untold, and erases who may be erased.
   *
   * @return how many guests' lenders were told something
   */
  public int run() {
    var done = forEach(tenants, this::tell);
    told.accept(done);
    forEach(tenants, lender -> reception.looksAnew(lender.id()) ? erase(lender) : 0);
    return done;
  }

  private int tell(Tenant home) {
    var done = 0;
    @Nullable UUID last = null;
    List<Elsewhere> found;
    do {
      found = elsewhere.untold(home.id(), last, AT_ONCE);
      for (var ofLender :
          found.stream().collect(Collectors.groupingBy(Elsewhere::lender)).entrySet()) {
        done += tell(home.id(), ofLender.getKey(), ofLender.getValue());
      }
      last = found.isEmpty() ? null : found.getLast().link();
    } while (found.size() == AT_ONCE);
    return done;
  }

  private int tell(TenantId home, TenantId lender, List<Elsewhere> patrons) {
    var links = patrons.stream().map(Elsewhere::link).toList();
    var known =
        guests.linked(lender, home, links).stream()
            .collect(Collectors.toMap(Guest::link, Function.identity()));
    var done = 0;
    for (var link : links) {
      var guest = known.get(link);
      if (guest == null) {
        elsewhere.forget(home, link);
      } else if (!guest.isLeaving() || guest.isAgreed()) {
        reception.tell(lender, guest);
        done++;
      }
    }
    return done;
  }

  private int erase(Tenant lender) {
    var erased = 0;
    for (var guest : guests.leaving(lender.id(), AT_ONCE)) {
      if (persons.erase(lender.id(), guest.card()) instanceof PersonalData.Erasure.Erased) {
        erased++;
      }
    }
    return erased;
  }
}
