package org.samling.core.staff;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * The port for staff's second factors: codes of an app (TOTP, RFC 6238: six digits, 30 seconds,
 * SHA-1, one step of tolerance either way), each good once; and recovery codes, each good once.
 * Wrong ones count like wrong passwords, from where they come.
 *
 * <p>Every method throws a {@link org.samling.core.StoreException} when the store can't be reached,
 * and those that take a code of a second factor a {@link
 * org.samling.core.login.LoginLimitException} where too many were wrong.
 */
public interface SecondFactors {

  /** How many recovery codes there are. */
  int RECOVERY_CODES = 10;

  /** How long the second step of a sign-in may take. */
  Duration TO_FINISH = Duration.ofMinutes(10);

  /**
   * Somebody whose password was right, and who is not signed in.
   *
   * @param isEnrolled whether they have to give a code; else to set up a second factor
   */
  record Candidate(StaffMember member, boolean isEnrolled) {}

  /**
   * A second factor that counts once a code of it has confirmed it.
   *
   * @param key the secret in Base32, to be typed
   * @param address the same as an {@code otpauth:} address, for a QR code
   * @param sealed what is handed back with the code; nobody else can use or read it
   */
  record Draft(String key, String address, String sealed) {

    /** Has no secrets in it. */
    @Override
    public String toString() {
      return "Draft[***]";
    }
  }

  /**
   * A second factor that was confirmed during a sign-in.
   *
   * @param recoveryCodes told once
   * @param welcome the sign-in, which is complete
   */
  record Enrolled(List<Secret> recoveryCodes, SignIn.Welcome welcome) {

    /** Copies the list. */
    public Enrolled {
      recoveryCodes = List.copyOf(recoveryCodes);
    }
  }

  /** Who takes the second step of a sign-in with a token. */
  Optional<Candidate> candidate(Secret step);

  /**
   * Completes a sign-in.
   *
   * @param step the token of {@link SignIn.SecondStep}
   * @param code a code of the app, or a recovery code
   * @param device as for {@link Staff#signIn}
   * @return a welcome, or a refusal
   */
  SignIn signIn(Secret step, String code, @Nullable Secret device);

  /** Makes up a second factor for a member; nothing is stored. */
  Draft draft(StaffMember member);

  /** The same draft again, after a wrong code; another one where it is not this member's. */
  Draft draft(StaffMember member, String sealed);

  /**
   * Confirms a draft of a member who is signed in and has no second factor.
   *
   * @param sealed the draft's
   * @param code a code of the app
   * @return the recovery codes, told once; empty where the code is wrong
   */
  Optional<List<Secret>> enrol(StaffMember member, String sealed, String code);

  /** The same during a sign-in, which it completes. */
  Optional<Enrolled> enrol(Secret step, String sealed, String code, @Nullable Secret device);

  /** How many recovery codes a member has left. */
  int recoveryCodes(StaffMember member);

  /**
   * Replaces a member's recovery codes.
   *
   * @param code as for {@link #signIn}
   * @return the new ones, told once; empty where the code is wrong
   */
  Optional<List<Secret>> renewRecoveryCodes(
      StaffMember member, String code, @Nullable Secret device);

  /**
   * Removes the second factor of a member, and signs them out everywhere.
   *
   * @param code as for {@link #signIn}
   * @return false where the code is wrong
   */
  boolean remove(StaffMember member, String code, @Nullable Secret device);

  /**
   * Removes somebody's second factor without a code, and signs them out everywhere.
   *
   * @return whether they had one
   */
  boolean reset(String username);
}
