package org.samling.core.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores staff members and their sign-ins on all nodes.
 *
 * <p>Every method throws a {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface Staff {

  /** How many wrong passwords and codes from one place lock a name there. */
  int WRONG_PASSWORDS = 5;

  /**
   * How many wrong ones from all places together where a name never signed in lock it in all such
   * places.
   */
  int WRONG_FROM_UNKNOWN = 20;

  /** For how long a name is locked, and for how long wrong passwords are counted. */
  Duration LOCKED = Duration.ofMinutes(15);

  /** For how long a place where somebody signed in is known. */
  Duration KNOWN = Duration.ofDays(90);

  /** After how long without a request somebody is signed out. */
  Duration IDLE = Duration.ofMinutes(30);

  /** After how long somebody is signed out in any case. */
  Duration LONGEST = Duration.ofHours(12);

  /** The fewest characters of a password. */
  int SHORTEST_PASSWORD = 12;

  /** The most entries in a list of {@link #acts}. */
  int MOST_ACTS = 500;

  /**
   * Signs somebody in, or asks for their second factor. Takes as long for a name that is unknown or
   * locked as for a wrong password.
   *
   * @param device what the browser was given when it last signed in, or null
   * @throws org.samling.core.login.LoginLimitException where too many failed from here
   */
  SignIn signIn(String username, Secret password, @Nullable Secret device);

  /**
   * Signs somebody in who was authenticated by an identity provider. A name that is locked by wrong
   * passwords is let in, as no password was entered here; no second factor is asked for, since that
   * is the provider's.
   */
  SignIn signInVouchedFor(String username);

  /**
   * The session that a token opens.
   *
   * @param isRequest whether this is a request of theirs, which keeps them signed in
   */
  Optional<StaffSession> signedIn(Secret token, boolean isRequest);

  /**
   * Keeps the branch where somebody works until they sign out; nothing where nobody is signed in.
   */
  void workAt(Secret token, WorkBranch work);

  /** Signs out the member who is signed in with a token. */
  void signOut(Secret token);

  /**
   * A member to be added.
   *
   * @param username the name to sign in with, unique among all tenants
   * @param name the name for people
   * @param role what they may do
   * @param tenant the tenant; null exactly for a role for all tenants
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
   * Adds a member.
   *
   * @return false where the name is taken, and nothing was done
   */
  boolean add(NewMember member);

  /** All staff, by username. */
  List<StaffMember> all();

  /**
   * Enables or disables a member, unlocks them after wrong passwords, and signs them out.
   *
   * @return whether there is such a name
   */
  boolean enable(String username, boolean enabled);

  /**
   * Sets a member's password, which also unlocks them, and signs them out everywhere. Their second
   * factor stays.
   *
   * @return whether there is such a name
   */
  boolean putPassword(String username, Secret password);

  /** Records an act. */
  void note(StaffAct act);

  /**
   * The recorded acts, the latest first.
   *
   * @param tenant the tenant, or null for acts of no tenant
   * @param limit how many at most, up to {@value #MOST_ACTS}
   */
  List<StaffAct> acts(@Nullable TenantId tenant, int limit);

  /**
   * What one member did lately, the latest first.
   *
   * @param who the member's username
   * @param acts the codes of the acts that are looked for
   * @param since acts before this are left out
   * @param limit how many at most, up to {@value #MOST_ACTS}
   */
  List<StaffAct> actsOf(TenantId tenant, String who, Set<String> acts, Instant since, int limit);
}
