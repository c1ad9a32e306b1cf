package org.samling.console.web;

import java.util.List;
import org.samling.core.staff.StaffMember;

/** A part of the console: its pages and its place in the navigation. */
public interface Section extends AutoCloseable {

  /** Returns its endpoints; the navigation leads to the first. */
  List<Endpoint> endpoints();

  /**
   * Returns its name, which is that of its file of texts; {@code nav.NAME} is its label in the
   * navigation.
   */
  String name();

  /** Whether it has anything for a member who has the permission of its first endpoint. */
  default boolean isFor(StaffMember member) {
    return true;
  }

  /** Stops its background work. */
  @Override
  default void close() {
    // Most have no background work.
  }
}
