package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.embedded.ReplicatedPostgres;
import org.samling.postgres.embedded.ReplicatedPostgres.Server;
import org.samling.postgres.embedded.TestCluster;
import org.samling.testing.BoundedDirectory;
import org.samling.testing.LongRun;
import org.samling.testing.TcpProxy;

/**
 * A library on a primary and a standby that every commit waits for, with clients at work at three
 * nodes: two that know both servers, and one in a process of its own that reaches the primary by an
 * address that follows it. Faults happen to it, one after another, after each of which it is whole
 * again.
 */
final class FaultyLibrary implements AutoCloseable {

  /** What a library has; where this is tried often, less, since many faults take as long. */
  private static final Duration ANSWER_WITHIN = Duration.ofMillis(LongRun.times(1_500, 4_000));

  /** So many answers a node gives between faults. */
  private static final int ANSWERS = LongRun.times(6, 60);

  private static final int DISK_MEGABYTES = 700;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String DECIDED = "select count(*) from samling.audit";

  private final List<BoundedDirectory> disks;
  private final ReplicatedPostgres servers;
  private final TcpProxy front;
  private final TestLibrary library;
  private final JumpingClock clock = new JumpingClock();
  private final List<FaultyNode> nodes = new ArrayList<>();
  private final HistoryNodes process;
  private final List<Loss> losses = new ArrayList<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int primary;

  /** What happens. */
  enum Fault {
    COMMIT_REPLY_LOST,
    CONNECTIONS_CUT,
    CONNECTIONS_SWALLOWED,
    NODE_STOPPED,
    PRIMARY_STOPPED,
    STANDBY_STOPPED,
    STANDBY_LOST,
    DISK_FULL,
    CLOCK_JUMPED,
    PRIMARY_LOST,
    PRIMARY_LOST_AFTER_ITS_STANDBY,
    PROMOTION_LOSSY_AND_OLD_PRIMARY_BACK
  }

  /** Waits for something. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Makes one.
   *
   * @param directory where histories are written
   */
  FaultyLibrary(Path directory) throws Exception {
    disks = disks();
    var places =
        disks.isEmpty()
            ? List.of(directory.resolve("server-0"), directory.resolve("server-1"))
            : disks.stream().map(disk -> disk.path().resolve("server")).toList();
    servers = started(places, disks);
    front = TcpProxy.before(servers.get(0).port());
    library =
        HistoryTest.library(
            new TestLibrary(
                servers.get(0).running(),
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(front.port(), TestCluster.TEMPLATE),
                64));
    process = new HistoryNodes(library, directory, 1, FaultyNode.CLIENTS, ANSWER_WITHIN);
    // Of the second one each command has a transaction of its own, so that a refusal's effects
    // would be seen.
    nodes.add(node("a", 64, directory));
    nodes.add(node("b", 1, directory));
  }

  private static ReplicatedPostgres started(List<Path> places, List<BoundedDirectory> disks)
      throws IOException {
    try {
      return ReplicatedPostgres.start(
          places, Map.of("synchronous_standby_names", "*", "max_wal_size", "128MB"));
    } catch (IOException | RuntimeException e) {
      for (var disk : disks) {
        disk.close();
      }
      throw e;
    }
  }

  private static List<BoundedDirectory> disks() throws IOException {
    var disks = new ArrayList<BoundedDirectory>();
    for (var i = 0; i < 2; i++) {
      BoundedDirectory.of(DISK_MEGABYTES).ifPresent(disks::add);
    }
    return disks;
  }

  private FaultyNode node(String name, int batch, Path directory) throws IOException {
    var roles = library.roles;
    return new FaultyNode(
        name,
        List.of(servers.get(0).port(), servers.get(1).port()),
        new DatabaseSettings(
            roles.url(),
            roles.application(),
            roles.applicationPassword(),
            4,
            batch,
            1_000,
            ANSWER_WITHIN),
        clock,
        List.of(library.north, library.south),
        directory.resolve(name + ".jsonl"));
  }

  private Server primary() {
    return servers.get(primary);
  }

  private Server standby() {
    return servers.get(1 - primary);
  }

  /** Has a fault happen, and waits until clients are answered again. */
  void suffer(Fault fault) throws Exception {
    switch (fault) {
      case COMMIT_REPLY_LOST -> loseReply();
      case CONNECTIONS_CUT -> cut();
      case CONNECTIONS_SWALLOWED -> swallow();
      case NODE_STOPPED -> process.stopDuring(this::work);
      case PRIMARY_STOPPED -> freeze(primary());
      case STANDBY_STOPPED -> freeze(standby());
      case STANDBY_LOST -> {
        standby().crash();
        untilSomebodyIsNotAnswered();
        standby().start();
      }
      case DISK_FULL -> fillDisk();
      case CLOCK_JUMPED -> jump();
      case PRIMARY_LOST -> {
        primary().crash();
        promote();
        standby().follow(primary());
      }
      case PRIMARY_LOST_AFTER_ITS_STANDBY -> losePrimaryAfterItsStandby();
      case PROMOTION_LOSSY_AND_OLD_PRIMARY_BACK -> promoteLossily();
    }
    work();
    faults.merge(fault, 1, Integer::sum);
  }

  /** Waits until each node has given so many answers. */
  void work() throws Exception {
    for (var node : nodes) {
      var before = node.answers();
      until("answers", () -> node.answers() >= before + ANSWERS);
    }
  }

  private void untilSomebodyIsNotAnswered() throws Exception {
    var node = nodes.getFirst();
    var before = node.unknown();
    until("no answer", () -> node.unknown() > before);
  }

  private static void until(String what, Condition condition) throws Exception {
    var end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("waited in vain for " + what).isBefore(end);
      Thread.sleep(5);
    }
  }

  private void loseReply() throws Exception {
    var way = nodes.getFirst().way(primary);
    way.loseReplyWith("INSERT 0", "COMMIT");
    until("a commit", way::hasLostReply);
  }

  private void cut() {
    for (var way : nodes.getFirst().ways()) {
      way.cut();
      way.pass();
    }
  }

  private void swallow() throws Exception {
    nodes.getFirst().ways().forEach(TcpProxy::swallow);
    untilSomebodyIsNotAnswered();
    nodes.getFirst().ways().forEach(TcpProxy::pass);
  }

  private void freeze(Server server) throws Exception {
    server.freeze();
    untilSomebodyIsNotAnswered();
    server.thaw();
  }

  /** Whether this user may mount file systems. */
  boolean hasDisks() {
    return disks.size() == 2;
  }

  private void fillDisk() throws Exception {
    var disk = disks.get(primary);
    disk.fill();
    untilSomebodyIsNotAnswered();
    disk.free();
    var node = nodes.getFirst();
    var before = node.answers();
    until(
        "room",
        () -> {
          primary().startIfEnded();
          return node.answers() > before;
        });
  }

  private void jump() throws Exception {
    for (var hours : new int[] {1, -1, 0}) {
      clock.set(Duration.ofHours(hours));
      work();
    }
  }

  /** Makes the standby the primary, whatever the primary does. */
  private void promote() throws Exception {
    standby().promote();
    primary = 1 - primary;
    front.cut();
    front.redirect(primary().port());
    front.pass();
  }

  /**
   * The standby is lost, the primary shut down and started again without it, and lost, too. The one
   * command that waited for the standby is there in between, and is not to be acknowledged: the
   * standby that is promoted then never had it.
   */
  private void losePrimaryAfterItsStandby() throws Exception {
    process.stopDuring(() -> {
      for (var node : nodes) {
        node.pause(true);
        until("answers to all", node::isIdle);
      }
      standby().crash();
      var node = nodes.getFirst();
      var one = node.askOne("one-" + Instant.now());
      untilSomebodyIsNotAnswered();
      primary().stop();
      primary().start();
      until("that it can be read", node::reads);
      var heard = node.unknown() + 1; // what was asked of the server before may be among them
      until("what is heard of it", () -> node.unknown() > heard || one.isDone());
      primary().crash();
      standby().start();
      promote();
      standby().follow(primary());
      one.get();
      nodes.forEach(paused -> paused.pause(false));
    });
  }

  private void promoteLossily() throws Exception {
    var old = primary();
    commitAsynchronously(old);
    standby().awaitReplayOf(old);
    var from = Instant.now();
    standby().stop();
    work();
    old.crash();
    standby().start();
    losses.add(new Loss(from, Instant.now()));
    promote();
    commitAsynchronously(primary());
    work();
    old.start();
    var decided = old.text(DECIDED);
    // The first node has nothing but the old one for a while.
    var node = nodes.getFirst();
    node.way(primary).cut();
    var heard = node.unknown() + 2 * FaultyNode.CLIENTS;
    until("no answer", () -> node.unknown() > heard || !old.text(DECIDED).equals(decided));
    assertThat(old.text(DECIDED)).as("decided by the old primary").isEqualTo(decided);
    node.way(primary).pass();
    primary().execute("alter system reset synchronous_standby_names");
    standby().follow(primary()); // which starts the primary anew
  }

  private static void commitAsynchronously(Server server) throws Exception {
    server.execute("alter system set synchronous_standby_names = ''");
    server.execute("select pg_reload_conf()");
    until("asynchronous commit", () -> server.text("show synchronous_standby_names").isEmpty());
  }

  /** Lets everybody finish, and checks what they heard. */
  HistoryFigures check() throws Exception {
    var events = new ArrayList<Event>();
    for (var node : nodes) {
      events.addAll(node.end());
    }
    var own = new HistoryChecker(library, events, clock, losses);
    events.addAll(process.end());
    var checker = new HistoryChecker(library, events, clock, losses);
    checker.check();
    assertThat(checker.lost() > 0).as("something was lost").isEqualTo(!losses.isEmpty());
    // The clients of the node that is stopped are stopped with it, and wait longer.
    return checker.figures().withWaitsOf(own.figures());
  }

  /** How often what happened. */
  Map<Fault, Integer> faults() {
    return faults;
  }

  @Override
  public void close() throws IOException {
    process.close();
    for (var node : nodes) {
      node.close();
    }
    library.close();
    front.close();
    servers.close();
    for (var disk : disks) {
      disk.close();
    }
  }
}
