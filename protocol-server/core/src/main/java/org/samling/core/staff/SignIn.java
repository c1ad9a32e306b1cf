package org.samling.core.staff;

import org.samling.core.organisation.Secret;

/** What came of signing in. */
public sealed interface SignIn {

  /**
   * Somebody is let in.
   *
   * @param member who it is
   * @param token what tells so from now on; nothing else knows it
   */
  record Welcome(StaffMember member, Secret token) implements SignIn {}

  /**
   * Nobody is: the name is unknown or switched off, the password wrong, or the name locked since
   * too many passwords were. Which of these is told to nobody.
   */
  record Refused() implements SignIn {}
}
