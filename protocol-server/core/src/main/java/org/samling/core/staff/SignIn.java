package org.samling.core.staff;

import org.samling.core.organisation.Secret;

/** The outcome of signing in. */
public sealed interface SignIn {

  /**
   * The sign-in succeeded.
   *
   * @param member who it is
   * @param token the session token; only the caller gets it
   * @param device what the browser shows at its next sign-in, to prove that the member used it
   */
  record Welcome(StaffMember member, Secret token, Secret device) implements SignIn {}

  /**
   * The password is right, and a second factor is needed; until it is given, nothing can be done.
   *
   * @param member who it is
   * @param token what the second step is taken with, for {@link SecondFactors#TO_FINISH}
   * @param isEnrolled whether the member has a second factor; else they have to set one up
   */
  record SecondStep(StaffMember member, Secret token, boolean isEnrolled) implements SignIn {}

  /**
   * The sign-in failed: the name is unknown or disabled, the password or code wrong, or too many
   * were wrong before. Which of these is never disclosed.
   */
  record Refused() implements SignIn {}
}
