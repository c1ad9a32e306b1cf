package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Work;
import org.samling.core.partners.HoldAgreement;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.notices.NoticeChannels;
import org.samling.routes.notices.NoticeDays;
import org.samling.routes.notices.NoticeRelay;
import org.samling.routes.notices.OutgoingNotice;

/** What the jobs ask the database where nothing is to be done. */
class IdleJobsTest {

  private static final Duration EVER = Duration.ofDays(1);
  private static final IntConsumer NOBODY = _ -> {};

  /** The jobs that work for one tenant after another. */
  private static List<Job> jobs(PostgresStore store) {
    var tenants = store.tenants();
    var inquiries = store.inquiries();
    var commands = new Commands(store, EVER);
    return List.of(
        new NoticeDispatch(tenants, notices(store), EVER, NOBODY),
        new UpcomingNotices(tenants, new NoticeDays(inquiries, store.notices()), EVER, NOBODY),
        new NoticeRetention(tenants, inquiries, store.notices(), EVER, NOBODY),
        new InterlibraryMessenger(tenants, interlibrary(store), EVER, NOBODY),
        new StopJob(
            tenants,
            new StopApplier(store.policyRegister(), inquiries, store.holdLists(), commands),
            EVER,
            NOBODY),
        new CheckinRelay(tenants, store.othersItems(), inquiries, commands, EVER, NOBODY),
        new GuestRelay(
            tenants,
            store.guests(),
            store.patronsElsewhere(),
            store.guestReception(),
            EVER,
            NOBODY),
        new GuestUpkeep(
            tenants,
            store.guests(),
            store.patronsElsewhere(),
            store.guestReception(),
            store.personalData(),
            EVER,
            NOBODY),
        new PartnerHoldRelay(
            tenants,
            new PartnerHoldRelay.Ports(
                store.holdAgreements(),
                store.partnerHolds(),
                store.interlibraryRequests(),
                store.borrowedItems(),
                inquiries,
                commands),
            EVER,
            NOBODY),
        new HoldExpiry(tenants, store.holdLists(), commands, EVER, NOBODY),
        new HoldTargeting(tenants, store.titlesToTarget(), inquiries, commands, EVER, NOBODY),
        new BookingUpkeep(tenants, store.bookingLists(), inquiries, commands, EVER, NOBODY),
        new FeeAccrual(tenants, inquiries, commands, EVER, NOBODY),
        new OverdueMarker(tenants, inquiries, commands, EVER, NOBODY),
        new ComingOfAge(tenants, inquiries, commands, EVER, NOBODY),
        new AnswerRetention(tenants, store.answeredRequests(), EVER, NOBODY),
        new OfflineRetention(tenants, store.offlineTransactions(), EVER, NOBODY),
        new IssuePrediction(tenants, store.periodicals(), EVER, NOBODY),
        new StatisticsUpkeep(tenants, store.statistics(), store.nationalSeries(), EVER, NOBODY));
  }

  private static NoticeRelay notices(PostgresStore store) {
    var none =
        new NoticeChannels() {
          @Override
          public List<Channel> of(Tenant tenant) {
            throw new AssertionError("no tenant has notices");
          }

          @Override
          public Delivery send(Channel channel, OutgoingNotice message) {
            throw new AssertionError("no tenant has notices");
          }
        };
    return new NoticeRelay(
        new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates()),
        none,
        EVER,
        (_, _) -> {});
  }

  private static InterlibraryRelay interlibrary(PostgresStore store) {
    return new InterlibraryRelay(
        store.interlibraryMessages(),
        (_, _) -> {
          throw new AssertionError("no tenant has messages");
        },
        EVER);
  }

  private static void putTenants(PostgresStore store, int first, int last) {
    for (var number = first; number <= last; number++) {
      store
          .libraryRegister()
          .putTenant(
              "idle-" + number,
              "Idle " + number,
              ZoneId.of("Europe/Copenhagen"),
              Currency.getInstance("DKK"),
              false);
    }
  }

  @Test
  void jobsWithoutWorkAskNoMoreForManyTenantsThanForFew() {
    try (var library = new TestLibrary();
        var store = CountedDriver.store(library)) {
      var jobs = jobs(store);
      putTenants(store, 1, 1);
      jobs.forEach(Job::attempt); // closes the days of the statistics
      var few = jobs.stream().map(job -> CountedDriver.asked(job::attempt)).toList();
      putTenants(store, 2, 12);
      jobs.forEach(Job::attempt);
      var many = jobs.stream().map(job -> CountedDriver.asked(job::attempt)).toList();
      assertThat(many).isEqualTo(few);
    }
  }

  @Test
  void lookForWorkNamesOnlyTenantsThatHaveSome() {
    try (var library = new TestLibrary()) {
      var store = library.store;
      putTenants(store, 1, 1);
      jobs(store).forEach(Job::attempt);
      library.submit(TestLibrary.hold(library.north, "A", TestLibrary.TITLE, TestLibrary.BRANCH));
      store.holdAgreements().offer(library.south, library.north, 10, 1, "test");
      var agreement = store.holdAgreements().of(library.north).getFirst();
      store
          .holdAgreements()
          .accept(
              library.north,
              agreement,
              new HoldAgreement.Lending(TestLibrary.MAIN, List.of()),
              "test");
      for (var work : Work.values()) {
        assertThat(store.tenants().withWork(work, Instant.now()))
            .as("%s", work)
            .extracting(Tenant::code)
            .doesNotContain("idle-1");
      }
      assertThat(withWork(store, Work.HOLDS_TO_TARGET)).containsExactly("north");
      assertThat(withWork(store, Work.STATISTICS)).containsExactly("north");
      assertThat(withWork(store, Work.HOLDS_AT_PARTNERS)).containsExactly("south");
      assertThat(withWork(store, Work.INTERLIBRARY_MESSAGES)).isEmpty();
    }
  }

  private static List<String> withWork(PostgresStore store, Work work) {
    return store.tenants().withWork(work, Instant.now()).stream().map(Tenant::code).toList();
  }
}
