package org.samling.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.testing.TestDirectories;

/** Servers of the usual configuration, one for each database that test libraries move into. */
final class StandingServers {

  /** Those that no test uses now, by the address of their database. */
  private static final Map<String, OpenedServer> FREE = new HashMap<>();

  private static final Map<OpenedServer, String> ADDRESSES = new HashMap<>();

  private static final Deque<OpenedServer> OPEN = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(StandingServers::deleteDirectories));
  }

  private StandingServers() {}

  /**
   * The server before the database of a library, with an index made anew.
   *
   * @return null where that server is in use
   */
  static synchronized @Nullable OpenedServer take(
      TestLibrary library, TestServerConfiguration configuration) {
    var url = library.roles.url();
    var free = FREE.remove(url);
    if (free != null) {
      free.index.rebuild(LuceneCatalogue.Progress.SILENT);
      return free;
    }
    if (ADDRESSES.containsValue(url)) {
      return null;
    }
    var opened = new OpenedServer(library, configuration);
    library.atEnd(() -> end(opened));
    ADDRESSES.put(opened, url);
    OPEN.add(opened);
    return opened;
  }

  /** Gives it back. */
  static synchronized void leave(OpenedServer server) {
    var url = ADDRESSES.get(server);
    if (url != null) {
      FREE.put(url, server);
    }
  }

  private static synchronized void end(OpenedServer server) {
    FREE.remove(ADDRESSES.remove(server));
    OPEN.remove(server);
    server.close();
  }

  private static synchronized void deleteDirectories() {
    OPEN.forEach(server -> TestDirectories.delete(server.directory));
  }
}
