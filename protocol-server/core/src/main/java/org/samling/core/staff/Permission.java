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
  ACTS_SEE
}
