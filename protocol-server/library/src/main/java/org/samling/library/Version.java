package org.samling.library;

/** Which Samling this is. */
public final class Version {

  private Version() {}

  /** The version from the jar. */
  public static String text() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
