package org.samling.console.web;

import java.util.List;

/** A part of the console: its pages and its place in the navigation. */
public interface Section extends AutoCloseable {

  /** Returns its endpoints; the navigation leads to the first. */
  List<Endpoint> endpoints();

  /**
   * Returns its name, which is that of its file of texts; {@code nav.NAME} is its label in the
   * navigation.
   */
  String name();

  /** Stops its background work. */
  @Override
  default void close() {
    // Most have no background work.
  }
}
