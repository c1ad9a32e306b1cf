package org.samling.search;

import java.io.IOException;

/** The hits of a search in a fixed order. Not safe for use by several threads. */
interface Hits {

  /**
   * A hit's document.
   *
   * @param place the position of the hit, from 0
   * @throws IndexOutOfBoundsException if there are not that many
   */
  int document(long place) throws IOException;
}
