package org.samling.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.exchange.imports.UploadedImports;
import org.samling.exchange.registry.ProcessedFiles;
import org.samling.library.Library;
import org.samling.library.config.RegistrySettings;
import org.samling.routes.ill.InterlibraryRelay;
import org.samling.routes.jobs.AnswerRetention;
import org.samling.routes.jobs.BookingUpkeep;
import org.samling.routes.jobs.CheckinRelay;
import org.samling.routes.jobs.ComingOfAge;
import org.samling.routes.jobs.ContactKeeping;
import org.samling.routes.jobs.FeeAccrual;
import org.samling.routes.jobs.GuestRelay;
import org.samling.routes.jobs.GuestUpkeep;
import org.samling.routes.jobs.HarvestMarker;
import org.samling.routes.jobs.HoldExpiry;
import org.samling.routes.jobs.HoldTargeting;
import org.samling.routes.jobs.InterlibraryMessenger;
import org.samling.routes.jobs.IssuePrediction;
import org.samling.routes.jobs.Job;
import org.samling.routes.jobs.LoanRetention;
import org.samling.routes.jobs.Maintenance;
import org.samling.routes.jobs.NoticeDispatch;
import org.samling.routes.jobs.NoticeRetention;
import org.samling.routes.jobs.OfflineRetention;
import org.samling.routes.jobs.OverdueMarker;
import org.samling.routes.jobs.PartnerHoldRelay;
import org.samling.routes.jobs.PersonEventRetention;
import org.samling.routes.jobs.StatisticsUpkeep;
import org.samling.routes.jobs.StopApplier;
import org.samling.routes.jobs.StopJob;
import org.samling.routes.jobs.Timetable;
import org.samling.routes.jobs.UpcomingNotices;
import org.samling.routes.jobs.UploadRetention;
import org.samling.routes.notices.NoticeDays;
import org.samling.routes.notices.NoticeRelay;

/** Starts the scheduled jobs. */
final class Jobs {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration MAINTENANCE = Duration.ofHours(1);
  private static final Duration CATALOGUE_MOMENTS = Duration.ofSeconds(10);
  private static final Duration STOP_SWITCH = Duration.ofMinutes(1);
  private static final Duration HAND_IN_RELAY = Duration.ofMinutes(1);
  private static final Duration GUESTS = Duration.ofMinutes(1);
  private static final Duration GUEST_UPKEEP = Duration.ofHours(1);
  private static final Duration PARTNER_HOLDS = Duration.ofMinutes(1);
  private static final Duration HOLD_TARGETING = Duration.ofMinutes(5);
  private static final Duration HOLD_EXPIRY = Duration.ofMinutes(15);
  private static final Duration ISSUE_PREDICTION = Duration.ofHours(6);
  private static final Duration COMING_OF_AGE = Duration.ofHours(1);
  private static final Duration OVERDUE_LOANS = Duration.ofHours(1);
  private static final Duration BOOKING_UPKEEP = Duration.ofHours(1);
  private static final Duration LOAN_RETENTION = Duration.ofHours(1);
  private static final Duration OFFLINE_RETENTION = Duration.ofHours(1);
  private static final Duration ANSWER_RETENTION = Duration.ofHours(1);
  private static final Duration PERSON_EVENT_RETENTION = Duration.ofHours(1);
  private static final Duration UPLOAD_RETENTION = Duration.ofHours(1);
  private static final Duration STATISTICS = Duration.ofMinutes(1);

  private static final Duration CONTACT_KEEPING = Duration.ofMinutes(1);
  private static final Duration NOTICE_SENDING = Duration.ofSeconds(5);
  private static final Duration NOTICE_CALENDAR = Duration.ofMinutes(15);
  private static final Duration NOTICE_RETENTION = Duration.ofHours(1);

  private final Library library;
  private final MeterRegistry metrics;
  private final Relays relays;
  private final ReceivedFiles files;

  /**
   * The relays that send waiting messages.
   *
   * @param interlibrary messages to other libraries
   * @param interlibraryEvery how often they are sent
   * @param notices messages to patrons
   */
  record Relays(InterlibraryRelay interlibrary, Duration interlibraryEvery, NoticeRelay notices) {}

  /**
   * The files that are deleted in time.
   *
   * @param registry where files of the person registry lie, or null if none are read
   */
  record ReceivedFiles(UploadedImports uploads, @Nullable RegistrySettings registry) {}

  private Jobs(Library library, MeterRegistry metrics, Relays relays, ReceivedFiles files) {
    this.library = library;
    this.metrics = metrics;
    this.relays = relays;
    this.files = files;
  }

  /**
   * Has all jobs run by a timetable, until that is closed.
   *
   * @return the jobs
   */
  static List<Job> start(
      Timetable timetable,
      Library library,
      MeterRegistry metrics,
      Relays relays,
      ReceivedFiles files) {
    var jobs = new Jobs(library, metrics, relays, files);
    var watch = new JobMetrics(metrics);
    var all = Stream.concat(jobs.all().stream(), jobs.ofRegistry()).toList();
    for (var job : all) {
      job.setWatch(watch);
      watch.expect(job.name());
      timetable.add(job);
    }
    return all;
  }

  /** The commands of jobs, which wait longer than people. */
  static Commands commands(Library library) {
    return new Commands(library.store(), DEADLINE);
  }

  private List<Job> all() {
    var store = library.store();
    var commands = commands(library);
    return List.of(
        new Maintenance(library::maintain, MAINTENANCE),
        new HoldExpiry(
            store.tenants(),
            store.holdLists(),
            commands,
            HOLD_EXPIRY,
            counter("holds.expired", "Holds that expired")),
        new HoldTargeting(
            store.tenants(),
            store.titlesToTarget(),
            store.inquiries(),
            commands,
            HOLD_TARGETING,
            counter("holds.targeted", "Holds for which an item on the shelf was found")),
        new BookingUpkeep(
            store.tenants(),
            store.bookingLists(),
            store.inquiries(),
            commands,
            BOOKING_UPKEEP,
            counter("bookings.ended", "Bookings that ended because their last day had passed")),
        new StopJob(
            store.tenants(),
            new StopApplier(store.policyRegister(), store.inquiries(), store.holdLists(), commands),
            STOP_SWITCH,
            counter("loans.rescheduled", "Loans whose due date moved because of a stop")),
        new CheckinRelay(
            store.tenants(),
            store.othersItems(),
            store.inquiries(),
            commands,
            HAND_IN_RELAY,
            counter("hand.ins.relayed", "Items checked in elsewhere and reported to their owners")),
        new GuestRelay(
            store.tenants(),
            store.guests(),
            store.patronsElsewhere(),
            store.guestReception(),
            GUESTS,
            counter("guests.told", "Guests whose lenders were told how they stand at home")),
        new GuestUpkeep(
            store.tenants(),
            store.guests(),
            store.patronsElsewhere(),
            store.guestReception(),
            store.personalData(),
            GUEST_UPKEEP,
            counter("guests.erased", "Guests who had left and were erased")),
        new PartnerHoldRelay(
            store.tenants(),
            new PartnerHoldRelay.Ports(
                store.holdAgreements(),
                store.partnerHolds(),
                store.interlibraryRequests(),
                store.borrowedItems(),
                store.inquiries(),
                commands),
            PARTNER_HOLDS,
            counter("holds.asked.for", "Holds for which partners were asked")),
        new InterlibraryMessenger(
            store.tenants(),
            relays.interlibrary(),
            relays.interlibraryEvery(),
            counter("ill.messages.sent", "Messages of ISO 18626 that other libraries confirmed")),
        new FeeAccrual(
            store.tenants(),
            store.inquiries(),
            commands,
            OVERDUE_LOANS,
            counter("fees.accrued", "Overdue fees charged")),
        new OverdueMarker(
            store.tenants(),
            store.inquiries(),
            commands,
            OVERDUE_LOANS,
            counter("loans.overdue", "Overdue steps that loans reached")),
        new ComingOfAge(
            store.tenants(),
            store.inquiries(),
            commands,
            COMING_OF_AGE,
            counter("patrons.of.age", "Patrons who came of age")),
        new LoanRetention(
            store.tenants(),
            store.loanHistory(),
            LOAN_RETENTION,
            counter("loans.detached", "Ended loans that were anonymised")),
        new AnswerRetention(
            store.tenants(),
            store.answeredRequests(),
            ANSWER_RETENTION,
            counter(
                "answers.forgotten", "Expired answers to requests with a key that were deleted")),
        new UploadRetention(files.uploads()::forgetOld, UPLOAD_RETENTION),
        new OfflineRetention(
            store.tenants(),
            store.offlineTransactions(),
            OFFLINE_RETENTION,
            counter("offline.forgotten", "Old offline transactions that were deleted")),
        new IssuePrediction(
            store.tenants(),
            store.periodicals(),
            ISSUE_PREDICTION,
            counter("issues.predicted", "Issues of periodicals that were predicted")),
        new StatisticsUpkeep(
            store.tenants(),
            store.statistics(),
            store.nationalSeries(),
            STATISTICS,
            counter("statistics.counted", "Events processed for the statistics")),
        new NoticeDispatch(
            store.tenants(),
            relays.notices(),
            NOTICE_SENDING,
            counter("notices.sent", "Messages to patrons that their channels took")),
        new UpcomingNotices(
            store.tenants(),
            new NoticeDays(store.inquiries(), store.notices()),
            NOTICE_CALENDAR,
            counter("notices.noted", "Notices created about coming days")),
        new NoticeRetention(
            store.tenants(),
            store.inquiries(),
            store.notices(),
            NOTICE_RETENTION,
            counter("notices.forgotten", "Old notices that were deleted")),
        new ContactKeeping(
            store.accountContacts(),
            CONTACT_KEEPING,
            counter("contacts.kept", "Accounts whose last contact was stored")),
        new HarvestMarker(store.catalogueHarvest(), CATALOGUE_MOMENTS));
  }

  private Stream<Job> ofRegistry() {
    var registry = files.registry();
    if (registry == null) {
      return Stream.empty();
    }
    return Stream.of(
        new PersonEventRetention(
            new ProcessedFiles(registry.folder(), registry.keep())::forget,
            PERSON_EVENT_RETENTION,
            counter(
                "person.event.files.forgotten",
                "Old files of the person registry that were deleted")));
  }

  private IntConsumer counter(String name, String description) {
    return Counter.builder("samling.jobs." + name).description(description).register(metrics)
        ::increment;
  }
}
