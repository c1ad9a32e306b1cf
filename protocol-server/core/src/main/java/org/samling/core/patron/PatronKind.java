package org.samling.core.patron;

/** The kind of a patron, by the types of the Danish libraries' shared system (FBS). */
public enum PatronKind {
  /** A person: the only kind that has a guardian, comes of age, and is in the person registry. */
  PERSON,
  /** A company or institution. */
  COMPANY,
  /** A group that borrows together, such as a school class. */
  GROUP,
  /** Another library. */
  LIBRARY
}
