package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.postgres.FaultyLibrary.Fault;
import org.samling.testing.LongRun;

/**
 * Many clients at once, each doing what it likes, while what can fail does; afterwards the tables
 * must tell the story that the clients heard.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class HistoryFaultTest {

  private static final int LIBRARIES = LongRun.times(1, 12);

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** An hour is left out, one comes twice, the day before a leap day ends, and the leap day. */
  private static final List<Instant> NIGHTS =
      List.of(
          Instant.parse("2027-03-28T00:59:59Z"),
          Instant.parse("2027-10-31T00:59:59Z"),
          Instant.parse("2028-02-28T22:59:59Z"),
          Instant.parse("2028-02-29T22:59:59Z"));

  /** Where the rows of these nights go; the usual ones of some weeks each would be hundreds. */
  private static final String PARTITIONS =
      """
      do $$
      declare
        day date;
        name text;
      begin
        foreach day in array array['2027-03-28', '2027-10-31', '2028-02-29']::date[] loop
          foreach name in array array['command_outcome', 'outbox', 'audit', 'audit_patron', 'loan_history'] loop
            execute format('create table %I partition of %I for values from (%L) to (%L)',
              name || to_char(day, '_YYYYMMDD'), name, day - 2, day + case name when 'loan_history' then 40 else 3 end);
          end loop;
        end loop;
        create table ledger_entry_2028 partition of ledger_entry for values from ('2028-01-01') to ('2029-01-01');
      end $$
      """;

  private static final int CLIENTS = 8;
  private static final int COMMANDS = LongRun.times(8, 60);

  /** The histories, which stay where a test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void nothingAcknowledgedIsLostOrDoubledAndNothingRefusedIsDoneWhateverFails() throws Exception {
    var figures = HistoryFigures.NONE;
    var faults = new EnumMap<Fault, Integer>(Fault.class);
    for (var i = 0; i < LIBRARIES; i++) {
      var own = Files.createDirectory(directory.resolve("library-" + i));
      try (var library = new FaultyLibrary(own)) {
        library.work();
        for (var fault : order()) {
          if (fault != Fault.DISK_FULL || library.hasDisks()) {
            library.suffer(fault);
          }
        }
        figures = figures.plus(library.check());
        library.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
        print(figures, faults);
      }
    }
  }

  @Test
  void loansAreDueWithTheTenantsDayWhateverItsClocksDoInThatNight() throws Exception {
    var clock = new JumpingClock();
    try (var library = TestLibrary.inOwnDatabase();
        var store =
            new PostgresStore(
                clock, TestLibrary.settings(library.roles, 64), TestLibrary.keyring());
        var history = new History(directory.resolve("history.jsonl"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      library.asSuperuser(PARTITIONS);
      var node = new RandomClient.Node(store, clock, TestLibrary.ANSWER_WITHIN);
      var tenants = List.of(library.north, library.south);
      for (var night : NIGHTS) {
        set(clock, night);
        var before = history.answers();
        var clients = new ArrayList<Future<?>>();
        for (var i = 0; i < CLIENTS; i++) {
          var name = night + "/" + i;
          var given = new AtomicInteger();
          clients.add(
              threads.submit(() ->
                  new RandomClient(name, name.hashCode(), node, tenants, history)
                      .run(() -> given.getAndIncrement() < COMMANDS)));
        }
        for (var jump : List.of(1, -1, 0)) {
          var answers = before + CLIENTS * COMMANDS * (jump == 1 ? 1 : 2) / 3;
          while (history.answers() < answers && !clients.stream().allMatch(Future::isDone)) {
            Thread.sleep(1);
          }
          set(clock, night.plus(Duration.ofHours(jump)));
        }
        for (var client : clients) {
          client.get();
        }
      }
      var events = history.events();
      var checker = new HistoryChecker(library, events, clock, List.of());
      checker.check();
      assertThat(events)
          // A loan that the patron has already, from before a jump, keeps its due date.
          .filteredOn(event ->
              event instanceof Event.Ok(_, _, CheckoutOutcome.Granted g)
                  && !g.renewed()
                  && g.why().rule().equals("loan-period"))
          .isNotEmpty()
          .allSatisfy(event -> {
            var granted = (CheckoutOutcome.Granted) ((Event.Ok) event).outcome();
            var lent = granted.at().atZone(ZONE).toLocalDate();
            assertThat(granted.due().atZone(ZONE))
                .isEqualTo(lent.plusDays(30).atTime(23, 59, 59).atZone(ZONE));
          });
      System.out.printf("%s: as the tables say, in %d nights%n", checker, NIGHTS.size());
    }
  }

  private static void set(JumpingClock clock, Instant time) {
    clock.set(Duration.between(Instant.now(), time));
  }

  /** From the least to the worst, or in a long run in any order. */
  private static List<Fault> order() {
    var faults = new ArrayList<>(List.of(Fault.values()));
    if (LongRun.IS_LONG) {
      Collections.shuffle(faults, new Random());
    } else {
      faults.remove(Fault.STANDBY_STOPPED); // to its primary it is as one that is lost
      faults.remove(Fault.CONNECTIONS_SWALLOWED); // to a node it is as a primary that is stopped
      faults.remove(Fault.CLOCK_JUMPED); // of which the nights below have more
      faults.remove(
          Fault.PRIMARY_LOST_AFTER_ITS_STANDBY); // of which AmbiguousCommandTest has a part
    }
    return faults;
  }

  private static void print(HistoryFigures figures, Map<Fault, Integer> faults) {
    System.out.printf(
        "%s: as the tables say. Faults: %s%n",
        figures,
        faults.entrySet().stream()
            .map(fault -> fault.getValue() + " " + fault.getKey())
            .collect(Collectors.joining(", ")));
  }
}
