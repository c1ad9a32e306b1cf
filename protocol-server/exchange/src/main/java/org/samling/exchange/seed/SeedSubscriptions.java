package org.samling.exchange.seed;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.IssuePattern.Numbering;
import org.samling.core.stock.IssuePattern.Unit;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.exchange.seed.SeedContent.SeedSubscription;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;

/** Loads subscriptions to periodicals. An existing one is left as it is. */
final class SeedSubscriptions {

  private final Ports ports;
  private final Tally tally;
  private final Instant now;

  SeedSubscriptions(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
  }

  void put(Loading loading) {
    var tenant = loading.tenant();
    var known = ports.periodicals().list(tenant.id()).stream().map(Subscription::code).toList();
    var today = now.atZone(tenant.zone()).toLocalDate();
    for (var placed : loading.plan().subscriptions()) {
      if (known.contains(placed.value().name())) {
        tally.done(Kind.SUBSCRIPTIONS, 0, 1);
        continue;
      }
      try {
        ports.periodicals().put(tenant.id(), subscription(placed.value(), loading), today);
        tally.done(Kind.SUBSCRIPTIONS, 1, 0);
      } catch (UnknownRecordException _) {
        tally.refused(
            Kind.SUBSCRIPTIONS, placed.problem("record", "is not a record of the catalogue"));
      } catch (IllegalArgumentException e) {
        tally.refused(Kind.SUBSCRIPTIONS, placed.problem("name", String.valueOf(e.getMessage())));
      }
    }
  }

  private Subscription subscription(SeedSubscription s, Loading loading) {
    return new Subscription(
        s.name(),
        RecordKey.parse(s.record()),
        s.branch(),
        s.category(),
        s.location(),
        s.supplier(),
        new IssuePattern(
            s.every(),
            // The schema allows no other word.
            Unit.valueOf(s.unit().toUpperCase(Locale.ROOT)),
            loading.times(now).day(s.first()),
            null,
            Set.of(),
            s.volume(),
            s.number(),
            Numbering.YEARLY,
            null),
        s.claimDays());
  }
}
