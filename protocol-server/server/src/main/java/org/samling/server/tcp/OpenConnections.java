package org.samling.server.tcp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a listener, the oldest first. At the limit, a new connection replaces the
 * oldest that has not logged in, so that idle connections keep nobody out.
 *
 * <p>Safe for use by many threads.
 */
final class OpenConnections {

  private final int most;
  private final int mostOfAddress;
  private final Set<ConnectionSetup> open = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> ofAddress = new HashMap<>();

  OpenConnections(int most, int mostOfAddress) {
    this.most = most;
    this.mostOfAddress = mostOfAddress;
  }

  /**
   * Adds a connection.
   *
   * @param entrance the connection
   * @return whether there is room
   */
  boolean add(ConnectionSetup entrance) {
    ConnectionSetup oldest = null;
    synchronized (this) {
      if (open.size() >= most) {
        oldest = oldestWithoutLogin();
        if (oldest == null) {
          return false;
        }
        open.remove(oldest);
      }
      open.add(entrance);
    }
    if (oldest != null) {
      oldest.makeRoom();
    }
    return true;
  }

  private @Nullable ConnectionSetup oldestWithoutLogin() {
    for (var entrance : open) {
      if (!entrance.isLoggedIn()) {
        return entrance;
      }
    }
    return null;
  }

  synchronized void remove(ConnectionSetup entrance) {
    open.remove(entrance);
  }

  /** Counts one more connection of an address; false where it has as many as it may. */
  synchronized boolean addTo(InetAddress address) {
    var before = ofAddress.getOrDefault(address, 0);
    if (before >= mostOfAddress) {
      return false;
    }
    ofAddress.put(address, before + 1);
    return true;
  }

  synchronized void removeFrom(InetAddress address) {
    ofAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  synchronized int size() {
    return open.size();
  }

  synchronized List<ConnectionSetup> all() {
    return List.copyOf(open);
  }
}
