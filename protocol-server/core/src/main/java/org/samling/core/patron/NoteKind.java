package org.samling.core.patron;

/** For what a note about a patron is written. Notes are for staff, never for the patron. */
public enum NoteKind {
  /** To be read by staff who look the patron up. */
  STAFF,
  /** To be shown to staff whenever the patron is served. */
  ALERT
}
