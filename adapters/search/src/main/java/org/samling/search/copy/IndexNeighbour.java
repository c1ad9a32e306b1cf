package org.samling.search.copy;

import java.io.IOException;
import java.io.InputStream;

/** Another node, whose index can be copied instead of making one anew. */
public interface IndexNeighbour {

  /** Its name in the log. */
  String name();

  /**
   * Asks it for a snapshot of its index.
   *
   * @return the snapshot, as {@link IndexSnapshot#writeTo} writes it; the caller closes it, perhaps
   *     on another thread than the one that reads it, which then fails
   * @throws IOException if it can't be reached or gives none; the message says why
   */
  InputStream open() throws IOException;
}
