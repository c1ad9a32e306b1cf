package org.samling.core.authorities;

/** By what the headings of records find their authority records. */
public enum AuthorityMatching {
  /** By nothing: records are seen as they came. */
  NEVER,
  /** By the links that records have. */
  LINKS,
  /** By links, and a heading without one by its own words, where one authority record has them. */
  HEADINGS
}
