package org.samling.search.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes that are asked for their index, once, one after the other. */
public final class Neighbours {

  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final List<IndexNeighbour> nodes;
  private boolean wereAsked;
  private volatile @Nullable Closeable copying;
  private volatile boolean isClosed;

  /** Takes a copy into use. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * Receives a copy and takes it into use.
     *
     * @throws IOException if that fails; the message says why
     */
    IncomingIndex take(InputStream copy) throws IOException;
  }

  /** Those that are asked, in this order. */
  public Neighbours(List<IndexNeighbour> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Asks one after the other, until one gives an index that can be used. Does so once only: who
   * could not copy then makes the index anew.
   *
   * @return whether there was one
   */
  public boolean copyTo(Receiver receiver) {
    if (wereAsked) {
      return false;
    }
    var isCopied = nodes.stream().anyMatch(node -> !isClosed && copy(node, receiver));
    wereAsked = true; // not where the receiver's store failed: then it asks again
    return isCopied;
  }

  private boolean copy(IndexNeighbour node, Receiver receiver) {
    LOG.info("asking {} for a copy of its index", node.name());
    var began = System.nanoTime();
    try (var stream = node.open()) {
      copying = stream;
      if (isClosed) { // since it was asked: nobody else closes the stream
        return false;
      }
      var copy = receiver.take(stream);
      LOG.info(
          "the index of {} was copied: {} MB in {} s",
          node.name(),
          copy.length() >> 20,
          "%.1f".formatted((System.nanoTime() - began) / 1e9));
      return true;
    } catch (IOException e) {
      if (!isClosed) {
        LOG.warn("the index of {} was not copied: {}", node.name(), e.getMessage());
      }
      return false;
    } finally {
      copying = null;
    }
  }

  /** Ends a copy that is being received; no other begins. */
  public void close() {
    isClosed = true;
    var stream = copying;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        LOG.debug("a copy of the index was not closed cleanly", e);
      }
    }
  }
}
