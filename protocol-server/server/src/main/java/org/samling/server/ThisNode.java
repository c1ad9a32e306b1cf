package org.samling.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntSupplier;
import org.samling.core.nodes.NodeIndex;
import org.samling.core.nodes.NodeReport;
import org.samling.library.Version;
import org.samling.search.IndexException;
import org.samling.search.LuceneCatalogue;

/** This server's report about itself for the other nodes. */
final class ThisNode {

  /** Addresses by which no other machine can reach this one. */
  private static final Set<String> ANYWHERE =
      Set.of("", "0.0.0.0", "::", "127.0.0.1", "::1", "localhost");

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final String host;
  private final IntSupplier port;
  private final LuceneCatalogue index;
  private final Instant startedAt = Instant.now();

  /**
   * Creates an instance.
   *
   * @param host the address that HTTP listens on
   * @param port the present port of HTTP
   */
  ThisNode(String host, IntSupplier port, LuceneCatalogue index) {
    this.host = ANYWHERE.contains(host) ? hostName() : host;
    this.port = port;
    this.index = index;
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException _) {
      return "localhost";
    }
  }

  NodeReport report() {
    var address = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return new NodeReport(address + ":" + port.getAsInt(), Version.text(), startedAt, index());
  }

  private NodeIndex index() {
    try {
      var state = index.state();
      var position = state.position();
      return new NodeIndex(
          state.documents(),
          position == null ? null : new NodeIndex.Place(position.transaction(), position.record()),
          state.isFollowing());
    } catch (IndexException _) {
      return NodeIndex.UNKNOWN;
    }
  }
}
