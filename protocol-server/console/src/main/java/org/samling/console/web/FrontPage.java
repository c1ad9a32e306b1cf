package org.samling.console.web;

import java.util.List;

/**
 * The page at the root of the server: what runs where.
 *
 * @param version the version that runs
 * @param isReady whether work is taken
 * @param listeners what listens where
 * @param libraries the tenants
 */
public record FrontPage(
    String version, boolean isReady, List<Listener> listeners, List<Library> libraries) {

  /** Copies the lists. */
  public FrontPage {
    listeners = List.copyOf(listeners);
    libraries = List.copyOf(libraries);
  }

  /**
   * Something that listens.
   *
   * @param name the protocol
   * @param address a port or a path
   * @param what the key of the words for what it is for, behind {@code front.}
   */
  public record Listener(String name, String address, String what) {}

  /** A tenant. */
  public record Library(String code, String name) {}
}
