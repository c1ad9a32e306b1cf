package org.samling.core.staff;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that knows the staff, and who of them is signed in; on whichever node.
 *
 * <p>Every method throws a {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface Staff {

  /** How many wrong passwords lock a name. */
  int WRONG_PASSWORDS = 5;

  /** For how long a name is locked. */
  Duration LOCKED = Duration.ofMinutes(15);

  /** After how long without a request somebody is signed out. */
  Duration IDLE = Duration.ofMinutes(30);

  /** After how long somebody is signed out in any case. */
  Duration LONGEST = Duration.ofHours(12);

  /** The fewest characters of a password. */
  int SHORTEST_PASSWORD = 12;

  /** The most listed of {@link #acts}. */
  int MOST_ACTS = 500;

  /**
   * Signs somebody in. Takes as long for a name that is unknown or locked as for a wrong password.
   */
  SignIn signIn(String username, Secret password);

  /**
   * Signs somebody in whom an identity provider vouches for, who proved there who they are. A name
   * that is locked by wrong passwords is let in: they were not given here.
   */
  SignIn signInVouchedFor(String username);

  /**
   * Who is signed in by a token.
   *
   * @param isRequest whether this is a request of theirs, which keeps them signed in
   */
  Optional<StaffMember> signedIn(Secret token, boolean isRequest);

  /** Signs out who is signed in by a token. */
  void signOut(Secret token);

  /**
   * Somebody to be put.
   *
   * @param username the name to sign in with, unique among all tenants
   * @param name the name for people
   * @param role what they may do
   * @param tenant the tenant; null for a role that is of all tenants, and for no other
   * @param agencies the numbers of agencies, or none for all of the tenant
   */
  record NewMember(
      String username,
      String name,
      StaffRole role,
      @Nullable TenantId tenant,
      Set<String> agencies,
      Secret password) {}

  /**
   * Adds somebody.
   *
   * @return false where the name is taken, and nothing was done
   */
  boolean add(NewMember member);

  /** All staff, by username. */
  List<StaffMember> all();

  /**
   * Lets somebody sign in, or no longer; who is signed in then is not any more.
   *
   * @return whether there is such a name
   */
  boolean enable(String username, boolean enabled);

  /**
   * Gives somebody a new password, which also unlocks them, and signs them out everywhere.
   *
   * @return whether there is such a name
   */
  boolean putPassword(String username, Secret password);

  /** Writes down what was done. */
  void note(StaffAct act);

  /**
   * What was done, the latest first.
   *
   * @param tenant with which tenant, or null for what is of none
   * @param limit how many at most, up to {@value #MOST_ACTS}
   */
  List<StaffAct> acts(@Nullable TenantId tenant, int limit);
}
