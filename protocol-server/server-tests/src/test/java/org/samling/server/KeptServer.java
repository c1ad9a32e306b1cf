package org.samling.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPlace;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.TestDirectories;

/**
 * A server that runs from one test to the next, since its start takes longer than most tests: each
 * gets tenants with ids that were never used there, and an empty index. What a server remembers by
 * a name for some seconds (the databases of Z39.50, SRU and OAI-PMH, logins of SIP2 as XML) would
 * be the last test's; those who look at that take one that rested.
 *
 * @param more the line of its configuration that is not every test's; may be empty
 * @param place where its library is
 * @param opened the server
 * @param library the library of this test
 * @param leftAt when the last test gave it back, in nanoseconds
 */
record KeptServer(
    String more, TestPlace place, OpenedServer opened, TestLibrary library, long leftAt) {

  /** One test's logins are not the next one's, wrong or right. */
  private static final String UNLIMITED =
      "logins: {per-address: 100000, per-account: 100000, per-account-of-address: 100000,"
          + " checked-every: 0s}";

  /** As long as a name is remembered, and a second. */
  private static final Duration REST = Duration.ofSeconds(6);

  /** How many of those that have a line of their own are kept: they do some work all the time. */
  private static final int SPECIAL = 3;

  /** The one that was left last is the first. */
  private static final Deque<KeptServer> FREE = new ArrayDeque<>();

  static {
    TestPostgres.server(); // which is stopped after them, as it was started before
    ShutdownSequence.add("the tests' servers", KeptServer::closeAll);
  }

  /**
   * One that is free, or a new one.
   *
   * @param more one more line of YAML in its configuration; may be empty
   */
  static KeptServer take(String more) {
    return opened(more, find(FREE::iterator, more));
  }

  /** One without such a line that remembers nothing by a name. */
  static KeptServer takeRested() {
    var free = find(FREE::descendingIterator, "");
    if (free != null) {
      var until = free.leftAt + REST.toNanos();
      try {
        Thread.sleep(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return opened("", free);
  }

  private static @Nullable KeptServer find(Iterable<KeptServer> all, String more) {
    synchronized (FREE) {
      for (var kept = all.iterator(); kept.hasNext(); ) {
        var free = kept.next();
        if (free.more.equals(more)) {
          kept.remove();
          return free;
        }
      }
      return null;
    }
  }

  private static KeptServer opened(String more, @Nullable KeptServer free) {
    var place = free == null ? TestPlace.acquire() : free.place;
    var library = new TestLibrary(place, () -> {});
    if (free == null) {
      var configuration = TestServerConfiguration.USUAL.more(UNLIMITED + "\n" + more);
      return new KeptServer(more, place, new OpenedServer(library, configuration), library, 0);
    }
    free.opened.index.catchUp();
    return new KeptServer(more, place, free.opened, library, 0);
  }

  /** Gives it back; where more than rows was changed it is not used again. */
  void leave() {
    if (!place.empty()) {
      end();
      return;
    }
    opened.index.rebuild((_, _) -> {});
    deleteUploads();
    KeptServer tooMany = null;
    synchronized (FREE) {
      FREE.push(new KeptServer(more, place, opened, library, System.nanoTime()));
      var special = FREE.stream().filter(kept -> !kept.more.isEmpty()).toList();
      if (special.size() > SPECIAL) {
        tooMany = special.getLast();
        FREE.remove(tooMany);
      }
    }
    if (tooMany != null) {
      tooMany.end();
    }
  }

  /** The next test's imports have the same numbers. */
  private void deleteUploads() {
    try (var all = Files.list(opened.directory.resolve("data/uploads"))) {
      all.forEach(TestDirectories::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() {
    opened.close();
    place.close();
  }

  private static void closeAll() {
    FREE.forEach(kept -> kept.opened.close());
  }
}
