package org.samling.core.patron;

/** The purpose of a note about a patron. Notes are for staff, never for the patron. */
public enum NoteKind {
  /** To be read by staff who look the patron up. */
  STAFF,
  /** To be shown to staff whenever the patron is served. */
  ALERT
}
