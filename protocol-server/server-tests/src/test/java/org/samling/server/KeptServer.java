package org.samling.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPlace;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.postgres.embedded.TestPostgres;

/**
 * A server that runs from one test to the next, since its start takes longer than most tests: each
 * gets tenants with ids that were never used there, and an empty index. What a server remembers by
 * a name for some seconds (the databases of Z39.50, SRU and OAI-PMH, logins of SIP2 as XML, wire
 * logs) would be the last test's; those who look at that have a server of their own.
 *
 * @param more the line of its configuration that is not every test's; may be empty
 * @param place where its library is
 * @param opened the server
 * @param library the library of this test
 */
record KeptServer(String more, TestPlace place, OpenedServer opened, TestLibrary library) {

  /** One test's wrong logins are not the next one's. */
  private static final String UNLIMITED =
      "logins: {per-address: 100000, per-account: 100000, per-account-of-address: 100000}";

  /** By their line of configuration. */
  private static final Map<String, Deque<KeptServer>> FREE = new HashMap<>();

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
    KeptServer free;
    synchronized (FREE) {
      free = free(more).poll();
    }
    var place = free == null ? TestPlace.acquire() : free.place;
    var library = new TestLibrary(place, () -> {});
    if (free == null) {
      var configuration = TestServerConfiguration.USUAL.more(UNLIMITED + "\n" + more);
      return new KeptServer(more, place, new OpenedServer(library, configuration), library);
    }
    free.opened.index.catchUp();
    return new KeptServer(more, place, free.opened, library);
  }

  /** Gives it back; where more than rows was changed it is not used again. */
  void leave() {
    if (!place.empty()) {
      opened.close();
      place.close();
      return;
    }
    opened.index.rebuild((_, _) -> {});
    synchronized (FREE) {
      free(more).push(this);
    }
  }

  private static Deque<KeptServer> free(String more) {
    return FREE.computeIfAbsent(more, _ -> new ArrayDeque<>());
  }

  private static void closeAll() {
    FREE.values().forEach(all -> all.forEach(kept -> kept.opened.close()));
  }
}
