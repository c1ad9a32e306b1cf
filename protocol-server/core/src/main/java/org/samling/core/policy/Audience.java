package org.samling.core.policy;

/** The audience of material, for statistics: by its home location. */
public enum Audience {
  /** For everybody but children. */
  ADULT,
  /** Children's material. */
  CHILDREN
}
