package org.samling.zoom;

/**
 * What one target found.
 *
 * @param connection the connection to it
 * @param found what it found
 */
record RemotePart(ZoomTarget target, ZoomConnection connection, ZoomResultSet found)
    implements AutoCloseable {

  @Override
  public void close() {
    found.close();
    connection.close();
  }
}
