package org.samling.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.samling.testing.ChildJvm;
import org.samling.testing.LongRun;

/**
 * Nodes of one library, each a process. One that is killed is followed by the next, on the same
 * history.
 */
final class HistoryNodes implements AutoCloseable {

  /** So much of its history a node has written at least, and at most, when it is killed. */
  private static final int LEAST_BYTES = 20_000;

  private static final int MOST_BYTES = LongRun.times(80_000, 300_000);

  /** How a process ends by SIGKILL. */
  private static final int KILLED = 128 + 9;

  private final TestLibrary library;
  private final Path directory;
  private final int clients;
  private final Duration answerWithin;
  private final Random random = new Random();
  private final List<Node> nodes = new ArrayList<>();
  private int started;
  private int kills;

  private record Node(Process process, Path history, long before) {}

  /**
   * Starts some nodes on a library.
   *
   * @param directory where they keep their histories
   * @param clients how many each has
   * @param answerWithin how long an answer may take
   */
  HistoryNodes(TestLibrary library, Path directory, int count, int clients, Duration answerWithin)
      throws IOException {
    this.library = library;
    this.directory = directory;
    this.clients = clients;
    this.answerWithin = answerWithin;
    for (var i = 0; i < count; i++) {
      nodes.add(start(directory.resolve("node-" + i + ".jsonl")));
    }
  }

  private Node start(Path history) throws IOException {
    var name = "node-" + started++;
    var before = Files.exists(history) ? Files.size(history) : 0;
    var command = ChildJvm.command(HistoryNode.class, "-Xmx256m");
    command.addAll(
        List.of(
            library.roles.url(),
            library.roles.application(),
            library.north + "," + library.south,
            history.toString(),
            name,
            Integer.toString(clients),
            Long.toString(answerWithin.toMillis())));
    var builder = new ProcessBuilder(command);
    builder.environment().put(HistoryNode.PASSWORD, library.roles.applicationPassword().value());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve(name + ".log").toFile());
    return new Node(builder.start(), history, before);
  }

  /** How many clients are at work at once. */
  int clients() {
    return nodes.size() * clients;
  }

  /** How many nodes were killed. */
  int kills() {
    return kills;
  }

  /**
   * Kills ({@code kill -9}) any one of the nodes at any moment in the middle of its work, and
   * starts the next.
   */
  void kill() throws IOException, InterruptedException {
    var victim = random.nextInt(nodes.size());
    var node = nodes.get(victim);
    work(node, LEAST_BYTES + random.nextInt(MOST_BYTES - LEAST_BYTES));
    // Not by destroyForcibly, which also closes the node's input: where the signal comes late or
    // not at all, the node would answer everybody and end well.
    Signals.send("KILL", node.process().pid());
    var exit = node.process().waitFor();
    if (exit != KILLED) {
      throw new IllegalStateException("a node ended with %d: %s".formatted(exit, logs()));
    }
    kills++;
    nodes.set(victim, start(node.history()));
  }

  /** Stops any one of the nodes where it stands (SIGSTOP) until something else is done. */
  void stopDuring(Interruption interruption) throws Exception {
    var node = nodes.get(random.nextInt(nodes.size()));
    work(node, 1);
    Signals.send("STOP", node.process().pid());
    try {
      interruption.run();
    } finally {
      Signals.send("CONT", node.process().pid());
    }
  }

  /** What is done meanwhile. */
  interface Interruption {
    void run() throws Exception;
  }

  /** Waits until every node has been at work for some time. */
  void work() throws IOException, InterruptedException {
    for (var node : nodes) {
      work(node, LEAST_BYTES);
    }
  }

  private void work(Node node, int bytes) throws IOException, InterruptedException {
    while (!Files.exists(node.history()) || Files.size(node.history()) < node.before() + bytes) {
      if (!node.process().isAlive()) {
        throw new IllegalStateException("a node ended by itself: " + logs());
      }
      Thread.sleep(5);
    }
  }

  /** Lets every node answer what it was asked and end, and tells what all of them wrote. */
  List<Event> end() throws IOException, InterruptedException {
    for (var node : nodes) {
      node.process().getOutputStream().close();
    }
    var events = new ArrayList<Event>();
    for (var node : nodes) {
      if (!node.process().waitFor(5, TimeUnit.MINUTES) || node.process().exitValue() != 0) {
        throw new IllegalStateException("a node did not end well: " + logs());
      }
      events.addAll(History.read(node.history()));
    }
    return events;
  }

  private String logs() throws IOException {
    var text = new StringBuilder();
    try (var logs = Files.newDirectoryStream(directory, "*.log")) {
      for (var log : logs) {
        text.append(log.getFileName()).append('\n').append(Files.readString(log));
      }
    }
    return text.toString();
  }

  /** Kills what still runs. */
  @Override
  public void close() {
    nodes.forEach(node -> node.process().destroyForcibly());
  }
}
