package org.samling.core.patron;

/**
 * The kind of an identifier of patrons. A patron can have several of each kind but {@link #CPR}.
 */
public enum IdentifierKind {
  /** The number of a library card; every patron has one. */
  CARD,
  /** The number in the person registry: looked up by its keyed hash, never shown. */
  CPR,
  /** The name in UNI-Login, the schools' common login. */
  UNI_LOGIN,
  /** The e-mail address, as a login name. */
  EMAIL
}
