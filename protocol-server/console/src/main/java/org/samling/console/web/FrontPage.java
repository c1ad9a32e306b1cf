package org.samling.console.web;

import java.util.List;

/**
 * The front page of the server: its listeners and libraries.
 *
 * @param isReady whether the server accepts work
 */
public record FrontPage(
    String version, boolean isReady, List<Listener> listeners, List<Library> libraries) {

  /** Copies the lists. */
  public FrontPage {
    listeners = List.copyOf(listeners);
    libraries = List.copyOf(libraries);
  }

  /**
   * A listener.
   *
   * @param name the protocol
   * @param address a port or a path
   * @param what the message key of its purpose, after {@code front.}
   */
  public record Listener(String name, String address, String what) {}

  /** A tenant. */
  public record Library(String code, String name) {}
}
