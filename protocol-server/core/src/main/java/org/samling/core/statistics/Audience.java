package org.samling.core.statistics;

/** For whom material is, by where it belongs. */
public enum Audience {
  /** For everybody else. */
  ADULT,
  /** Children's material. */
  CHILDREN
}
