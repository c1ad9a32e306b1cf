package org.samling.core.policy;

/** For whom material is, for statistics: by where it belongs. */
public enum Audience {
  /** For everybody else. */
  ADULT,
  /** Children's material. */
  CHILDREN
}
