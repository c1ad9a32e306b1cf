package org.samling.testing;

import java.nio.file.Path;

/** Files of the source checkout, which tests compare with the code. */
public final class Checkout {

  private Checkout() {}

  /** A file by its path from the root of the checkout. */
  public static Path file(String path) {
    return Path.of(System.getProperty("test-fixtures.dir")).resolveSibling(path);
  }
}
