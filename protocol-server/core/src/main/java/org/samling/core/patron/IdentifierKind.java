package org.samling.core.patron;

/** By what a patron is named. A patron can have several of each kind but {@link #CPR}. */
public enum IdentifierKind {
  /** The number of a library card; every patron has one. */
  CARD,
  /** The number in the person registry: looked up by its keyed hash, shown to nobody. */
  CPR,
  /** The name in UNI-Login, the schools' common login. */
  UNI_LOGIN,
  /** The e-mail address, as the name to log in with. */
  EMAIL
}
