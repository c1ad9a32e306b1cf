package org.samling.zoom;

/**
 * The part of a result that one target found.
 *
 * @param connection the connection to it
 * @param found its result set
 */
record RemotePart(ZoomTarget target, ZoomConnection connection, ZoomResultSet found)
    implements AutoCloseable {

  @Override
  public void close() {
    found.close();
    connection.close();
  }
}
