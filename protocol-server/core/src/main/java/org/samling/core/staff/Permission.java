package org.samling.core.staff;

/** A permission of staff. {@link StaffRole} defines the permissions of each role. */
public enum Permission {
  /** See the current activity of the server. */
  NOW_SEE,
  /** See the accounts of machines and partners, and who is connected. */
  MACHINES_SEE,
  /** Create and change such accounts, and disconnect who is connected. */
  MACHINES_CHANGE,
  /** Read the masked messages of machines. */
  LOG_SEE,
  /** Talk to a sandbox tenant as a machine does. */
  TRIAL,
  /** See what staff did. */
  ACTS_SEE,
  /** Search the catalogue, and see its records and their items' locations. */
  CATALOGUE_SEE,
  /** Change records and items, and copy records from other libraries. */
  CATALOGUE_CHANGE,
  /** Import files of records, see the results, and undo imports. */
  IMPORTS,
  /** See patrons, their loans and items, and the reasons for decisions. */
  CIRCULATION_SEE,
  /** Serve patrons at the desk. */
  CIRCULATION_CHANGE,
  /** Pay money back: refunds, credit that is paid out, payments that are reversed. */
  MONEY_BACK,
  /** See the lending policy: settings, policy rules, calendars, stops. */
  POLICY_SEE,
  /** Change the lending policy. */
  POLICY_CHANGE,
  /** See interlibrary requests. */
  ILL_SEE,
  /** Handle interlibrary requests. */
  ILL_CHANGE,
  /** Export and erase patrons' data, and see who read it. */
  PRIVACY,
  /** See statistics of loans. */
  STATISTICS_SEE,
  /**
   * See what a library is set up of: organisation, categories, accounts, staff, texts. What may be
   * changed follows from one's other permissions.
   */
  ADMINISTRATION,
  /** Use the declared operations for which one's other permissions suffice. */
  OPERATIONS,
  /** See the library's servers and their state. */
  NODES_SEE
}
