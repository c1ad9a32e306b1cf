package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.CheckinOutcome;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.FeeCommand;
import org.samling.core.circulation.FeeOutcome;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.HoldCommand;
import org.samling.core.circulation.HoldOutcome;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.Outcome;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.TestPostgres;

/**
 * Many clients at once, each doing what it likes; afterwards the tables must tell the story that
 * the clients heard: what was acknowledged is there, once, and nothing else.
 */
class HistoryTest {

  private static final int CLIENTS = 16;
  private static final List<String> PATRONS = List.of("A", "B", "C");
  private static final List<String> ITEMS = List.of("1", "2", "3", "4", "5", "6", "R");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void ofTwoKiosksThatLendOneItemOneDoesEveryTime() throws Exception {
    var rounds = 10_000;
    try (var library = new TestLibrary();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var won = new HashMap<String, Integer>();
      for (var round = 0; round < rounds; round++) {
        var first = round % 2 == 0 ? List.of("A", "B") : List.of("B", "A");
        var kiosks =
            first.stream()
                .map(patron ->
                    threads.submit(
                        () -> library.submit(TestLibrary.checkout(library.north, patron, "1"))))
                .toList();
        var granted = new ArrayList<String>();
        for (var i = 0; i < kiosks.size(); i++) {
          if (kiosks.get(i).get() instanceof CheckoutOutcome.Granted) {
            granted.add(first.get(i));
          }
        }
        assertThat(granted).as("round %d", round).hasSize(1);
        won.merge(granted.getFirst(), 1, Integer::sum);
        library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
      }
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(rounds);
      assertThat(
              library.count(library.north, "select count(*) from loan where returned_at is null"))
          .isZero();
      System.out.printf("%,d races for one item: one loan each time; won by %s%n", rounds, won);
    }
  }

  @Test
  void whatSixteenClientsHeardIsWhatTheTablesSay() throws Exception {
    try (var library = new TestLibrary()) {
      var history = new History(library);
      history.run(1_000);
      history.check();
      System.out.println(history);
    }
  }

  @Test
  void nothingAcknowledgedIsLostAndNothingIsDoubledWhenPostgresqlIsStoppedAtOnce()
      throws Exception {
    var directory = TestPostgres.directoryForAnother();
    var server = TestPostgres.startAnother(directory, 0);
    try {
      var port = server.port();
      try (var library = new TestLibrary(server, database(server), 64)) {
        var history = new History(library);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          var clients =
              threads.submit(() -> {
                history.run(250);
                return null;
              });
          for (var stop = 1; stop <= 3; stop++) {
            while (history.done() < stop * CLIENTS * 50) {
              Thread.sleep(5);
            }
            assertThat(clients.isDone()).as("somebody is at work when it stops").isFalse();
            stopAtOnce(directory);
            server.close();
            server = TestPostgres.startAnother(directory, port);
          }
          clients.get();
        }
        history.check();
        System.out.println("PostgreSQL stopped three times: " + history);
      }
    } finally {
      server.close();
      TestPostgres.discard(directory);
    }
  }

  private static String database(EmbeddedPostgres server) throws SQLException {
    var superuser = server.superuser();
    try (var connection =
            DriverManager.getConnection(
                server.url("postgres"), superuser.user(), superuser.password());
        var statement = connection.createStatement()) {
      statement.execute("create database history");
    }
    return server.url("history");
  }

  /** What {@code pg_ctl stop -m immediate} does: no checkpoint, no farewell. */
  private static void stopAtOnce(Path directory) throws IOException, InterruptedException {
    var pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
    var killed = new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start();
    assertThat(killed.waitFor()).isZero();
    var process = ProcessHandle.of(Long.parseLong(pid));
    process.ifPresent(p -> p.onExit().join());
  }

  /** What a client asked for and what it heard in the end. */
  private record Exchange(Command<?> command, Outcome outcome) {}

  /** What all clients did. */
  private static final class History {

    private final TestLibrary library;
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private volatile Duration took = Duration.ZERO;

    History(TestLibrary library) {
      this.library = library;
    }

    int done() {
      return done.get();
    }

    void run(int commands) throws InterruptedException, ExecutionException {
      var started = System.nanoTime();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var clients =
            IntStream.range(0, CLIENTS)
                .mapToObj(client ->
                    threads.submit(() -> {
                      var random = new Random(client);
                      for (var i = 0; i < commands; i++) {
                        ask(client + "/" + i, command(random));
                      }
                    }))
                .toList();
        for (var client : clients) {
          client.get();
        }
      }
      took = Duration.ofNanos(System.nanoTime() - started);
    }

    private Function<Origin, Command<?>> command(Random random) {
      var patron = PATRONS.get(random.nextInt(PATRONS.size()));
      var item = ITEMS.get(random.nextInt(ITEMS.size()));
      var at = Instant.now();
      return switch (random.nextInt(11)) {
        case 0, 1, 2 -> origin -> new LoanCommand.Checkout(origin, patron, item, false, null);
        case 3, 4, 5 -> origin -> new LoanCommand.Checkin(origin, item, at);
        case 6, 7 -> origin -> new LoanCommand.Renew(origin, patron, item);
        case 8 ->
            origin ->
                new HoldCommand.PlaceHold(
                    origin,
                    patron,
                    TestLibrary.TITLE,
                    null,
                    HoldCommand.Placing.at(TestLibrary.MAIN, at, null));
        case 9 -> origin -> new HoldCommand.CancelHold(origin, patron, TestLibrary.TITLE);
        default ->
            origin -> new FeeCommand.ChargeFee(origin, patron, FeeType.OVERDUE, 1, null, null, at);
      };
    }

    /** Asks until there is an answer: what the kiosk at the other end would do. */
    private void ask(String key, Function<Origin, Command<?>> command) {
      var until = Instant.now().plus(PATIENCE);
      while (true) {
        var asked =
            command.apply(
                new Origin(
                    library.north,
                    CommandKey.of(Duration.ofMinutes(10), key),
                    "test",
                    TestLibrary.MAIN,
                    Instant.now().plusSeconds(20)));
        try {
          exchanges.add(new Exchange(asked, library.store.submit(asked).join()));
          done.incrementAndGet();
          return;
        } catch (CompletionException e) {
          if (!(e.getCause() instanceof StoreException) || Instant.now().isAfter(until)) {
            throw e;
          }
          retried.incrementAndGet();
          try {
            Thread.sleep(20);
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
        }
      }
    }

    void check() throws SQLException {
      var lent = new HashSet<UUID>();
      var returned = new ArrayList<UUID>();
      var renewed = new HashMap<UUID, Integer>();
      var placed = new ArrayList<UUID>();
      var cancelled = new ArrayList<UUID>();
      var charged = 0L;
      for (var exchange : exchanges) {
        switch (exchange.outcome()) {
          case CheckoutOutcome.Granted granted when granted.renewed() ->
              renewed.merge(granted.loanId(), 1, Integer::sum);
          case CheckoutOutcome.Granted granted -> lent.add(granted.loanId());
          case CheckinOutcome.Returned(_, _, UUID loan, _, _, _, _) when loan != null ->
              returned.add(loan);
          case HoldOutcome.Placed hold -> placed.add(hold.holdId());
          case HoldOutcome.Cancelled hold -> cancelled.add(hold.holdId());
          case FeeOutcome.Charged _ -> charged++;
          default -> {} // refused, or nothing of what is counted
        }
      }
      assertThat(ids("select id from loan")).containsExactlyInAnyOrderElementsOf(lent);
      assertThat(ids("select id from loan where returned_at is not null"))
          .containsExactlyInAnyOrderElementsOf(returned);
      assertThat(renewals()).isEqualTo(renewed);
      assertThat(ids("select id from hold")).containsExactlyInAnyOrderElementsOf(placed);
      assertThat(ids("select id from hold where state = 'CANCELLED'"))
          .containsExactlyInAnyOrderElementsOf(cancelled);
      assertThat(count("select coalesce(sum(amount), 0) from ledger_entry")).isEqualTo(charged);
      assertThat(count("select count(*) from audit"))
          .as("each command was decided once")
          .isEqualTo(exchanges.size());
      assertThat(
              count(
                  """
                  select count(*) from item i where (status = 'ON_LOAN') <> exists (
                    select from loan l where l.tenant_id = i.tenant_id and l.item_id = i.id and returned_at is null)
                  """))
          .as("items are on loan exactly where there is a loan")
          .isZero();
      assertThat(
              count(
                  """
                  select count(*) from hold h where (state in ('BOUND', 'IN_TRANSIT', 'READY')) <> exists (
                    select from item i where i.tenant_id = h.tenant_id and i.hold_id = h.id)
                  """))
          .as("items are set aside exactly for the holds that have one")
          .isZero();
    }

    private long count(String sql) {
      return library.count(library.north, sql);
    }

    private List<UUID> ids(String sql) throws SQLException {
      var ids = new ArrayList<UUID>();
      try (var connection = library.application();
          var set = connection.prepareStatement(Database.SET_TENANT)) {
        set.setString(1, library.north.toString());
        set.execute();
        try (var statement = connection.createStatement();
            var rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            ids.add(rows.getObject(1, UUID.class));
          }
        }
      }
      return ids;
    }

    private Map<UUID, Integer> renewals() throws SQLException {
      var renewals = new HashMap<UUID, Integer>();
      for (var id : ids("select id from loan, generate_series(1, renewals)")) {
        renewals.merge(id, 1, Integer::sum);
      }
      return renewals;
    }

    @Override
    public String toString() {
      var refused =
          exchanges.stream()
              .filter(e ->
                  e.outcome() instanceof CheckoutOutcome.Refused
                      || e.outcome() instanceof HoldOutcome.Refused)
              .count();
      return "%,d commands of %d clients, %,d of them refused, %,d asked again, in %.1f s: as the tables say"
          .formatted(exchanges.size(), CLIENTS, refused, retried.get(), took.toMillis() / 1e3);
    }
  }
}
