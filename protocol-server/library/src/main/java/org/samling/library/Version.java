package org.samling.library;

/** Which Samling this is. */
public final class Version {

  private Version() {}

  /** The version as the jar tells it. */
  public static String text() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
