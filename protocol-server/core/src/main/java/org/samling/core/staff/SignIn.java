package org.samling.core.staff;

import org.samling.core.organisation.Secret;

/** The outcome of signing in. */
public sealed interface SignIn {

  /**
   * The sign-in succeeded.
   *
   * @param member who it is
   * @param token the session token; only the caller gets it
   */
  record Welcome(StaffMember member, Secret token) implements SignIn {}

  /**
   * The sign-in failed: the name is unknown or disabled, the password wrong, or the name locked
   * after too many wrong passwords. Which of these is never disclosed.
   */
  record Refused() implements SignIn {}
}
