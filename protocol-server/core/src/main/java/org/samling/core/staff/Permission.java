package org.samling.core.staff;

/** Something that staff may be allowed to do. Which role has which, {@link StaffRole} says. */
public enum Permission {
  /** See what the server does at this moment. */
  NOW_SEE,
  /** See the accounts of machines and partners, and who is connected. */
  MACHINES_SEE,
  /** Make and change such accounts, and disconnect who is connected. */
  MACHINES_CHANGE,
  /** Read what machines say and hear, masked. */
  LOG_SEE,
  /** Talk to a sandbox tenant as a machine does. */
  TRIAL,
  /** See what staff did. */
  ACTS_SEE,
  /** Search the catalogue, and see its records and where their items are. */
  CATALOGUE_SEE,
  /** Change records and items, and take records over from other libraries. */
  CATALOGUE_CHANGE,
  /** Load files of records, see what became of them, and undo them. */
  IMPORTS,
  /** See patrons and what they have, items and who has them, and why something is decided. */
  CIRCULATION_SEE,
  /** Do at the desk what a patron asks for. */
  CIRCULATION_CHANGE,
  /** See by what is lent: settings, policy rules, calendars, stops. */
  POLICY_SEE,
  /** Change by what is lent. */
  POLICY_CHANGE,
  /** See interlibrary requests. */
  ILL_SEE,
  /** Take interlibrary requests further. */
  ILL_CHANGE,
  /** Give patrons what is known of them, forget them, and see who read of them. */
  PRIVACY,
  /** See what was lent, as sums. */
  STATISTICS_SEE,
  /** See which servers the library has, and how they stand. */
  NODES_SEE
}
