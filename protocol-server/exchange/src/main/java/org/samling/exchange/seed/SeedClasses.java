package org.samling.exchange.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.patron.SchoolClass;
import org.samling.exchange.seed.SeedContent.SeedBooking;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;

/** Makes commands for groups, sets and bookings. Existing ones are left as they are. */
final class SeedClasses {

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final int ALL = 100_000;

  private final Ports ports;
  private final Tally tally;
  private final Instant now;
  private final SeedCommands commands;

  SeedClasses(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
    this.commands = new SeedCommands(ports.circulation(), tally);
  }

  void submitGroups(Loading loading) {
    for (var placed : loading.plan().groups()) {
      var group = placed.value();
      var put = new ArrayList<NewMember>();
      group.responsible().forEach(card -> put.add(new NewMember(card, true)));
      group.members().forEach(card -> put.add(new NewMember(card, false)));
      var school = group.school();
      var key = group.schoolClass();
      commands.submit(
          Kind.GROUPS,
          placed,
          List.of(loading.tenant().code(), group.patron(), group.toString()),
          of ->
              new GroupCommand.ChangeGroup(
                  origin(loading, of, loading.branch()),
                  group.patron(),
                  null,
                  school == null || key == null
                      ? null
                      : new SchoolClass(school, key, group.grade()),
                  put,
                  List.of()));
    }
    commands.settleAll();
  }

  void submitSets(Loading loading) {
    for (var placed : loading.plan().sets()) {
      var set = placed.value();
      commands.submit(
          Kind.SETS,
          placed,
          List.of(loading.tenant().code(), set.barcode(), set.toString()),
          key ->
              new SetCommand.PutSet(
                  origin(loading, key, loading.branch()),
                  set.barcode(),
                  set.name(),
                  set.items(),
                  List.of()));
    }
    commands.settleAll();
  }

  void submitBookings(Loading loading) {
    var times = loading.times(now);
    var zone = loading.tenant().zone();
    for (var placed : loading.plan().bookings()) {
      var booking = placed.value();
      var terms =
          new Terms(
              booking.minimum(),
              booking.copies(),
              times.at(booking.from()).atZone(zone).toLocalDate(),
              times.at(booking.until()).atZone(zone).toLocalDate(),
              booking.pickup(),
              null,
              booking.forward());
      if (isThere(loading, booking)) {
        tally.done(Kind.BOOKINGS, 0, 1);
      } else if (terms.until().isBefore(terms.from())) {
        tally.refused(Kind.BOOKINGS, placed.problem("until", "must not be before \"from\""));
      } else {
        commands.submit(
            Kind.BOOKINGS,
            placed,
            List.of(loading.tenant().code(), booking.patron(), booking.toString()),
            key ->
                new BookingCommand.PlaceBookings(
                    origin(loading, key, booking.pickup()),
                    booking.patron(),
                    List.of(
                        new BookingCommand.BookingLine(
                            Optional.ofNullable(booking.record())
                                .map(RecordKey::parse)
                                .orElse(null),
                            booking.set(),
                            terms))));
      }
    }
    commands.settleAll();
  }

  /** Whether the patron has booked this: one booking of a title or set is enough for an example. */
  private boolean isThere(Loading loading, SeedBooking booking) {
    return ports
        .bookingLists()
        .bookings(
            loading.tenant().id(),
            new BookingLists.BookingFilter(booking.patron(), null, false),
            ALL)
        .stream()
        .anyMatch(b ->
            booking.set() != null
                ? booking.set().equals(b.booking().set())
                : b.record() != null && b.record().toString().equals(booking.record()));
  }

  private static Origin origin(Loading loading, CommandKey key, String branch) {
    return new Origin(loading.tenant().id(), key, "seed", branch, Instant.now().plus(DEADLINE));
  }
}
