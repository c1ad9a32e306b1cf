package org.samling.console.web;

import java.util.List;

/** A part of the console: its pages, and how one comes to them. */
public interface Section extends AutoCloseable {

  /** What it can be asked for. */
  List<Endpoint> endpoints();

  /**
   * Its name in the file of words and in the navigation, where {@code nav.NAME} is what it is
   * called; its first endpoint is where the navigation leads.
   */
  String name();

  /** Ends what it does by itself. */
  @Override
  default void close() {
    // Most do nothing by themselves.
  }
}
