package org.samling.search;

import java.io.IOException;

/** The hits of a search in an order that does not change. Not for use by two threads at once. */
interface Hits {

  /**
   * A hit's document.
   *
   * @param place which hit, from 0
   * @throws IndexOutOfBoundsException when there are not so many
   */
  int document(long place) throws IOException;
}
