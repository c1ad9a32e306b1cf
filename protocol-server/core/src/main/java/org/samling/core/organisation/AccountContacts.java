package org.samling.core.organisation;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port that knows when machines and partners were last answered, and what failed last. What is
 * noted is kept in memory at first, so that a message costs no statement; {@link #write} stores it.
 * A node that crashes forgets what it noted since.
 */
public interface AccountContacts {

  /** Why an account was not let in, or not understood. */
  enum Failure {
    /** The password was wrong. */
    PASSWORD,
    /** The account is switched off, or is for another protocol. */
    NOT_USABLE,
    /** Too many logins had failed, so that the password was not checked. */
    TOO_MANY,
    /** It may not be used from this address. */
    ADDRESS,
    /** The client certificate that it requires was not presented. */
    CERTIFICATE,
    /** It has as many connections as it may have. */
    CONNECTIONS,
    /** It may not be used without a password in this way, or not at this listener. */
    LISTENER,
    /** A message was damaged or could not be read, or no answer was possible. */
    MESSAGE
  }

  /**
   * Notes that an account was answered now.
   *
   * @param username its name
   * @param from the address, or null where it is not known
   */
  void answered(String username, @Nullable String from);

  /**
   * Notes that something failed now. Names of no account are forgotten.
   *
   * @param username the name, as it was given
   * @param from the address, or null where it is not known
   */
  void failed(String username, Failure failure, @Nullable String from);

  /**
   * Stores what was noted on this node.
   *
   * @return for how many accounts
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  int write();

  /**
   * The contacts of a tenant's accounts, with what this node has not stored yet; accounts that were
   * never heard of are left out.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Map<UUID, Contact> of(TenantId tenant);

  /**
   * The last contacts of an account; both may be null, but not for one that is listed.
   *
   * @param answered when it was last answered, or null
   * @param failed what failed last, or null
   */
  record Contact(@Nullable Answered answered, @Nullable Failed failed) {

    /** Whether the last that was heard of it failed. */
    public boolean isFailing() {
      return failed != null && (answered == null || answered.at.isBefore(failed.at));
    }
  }

  /**
   * An answer.
   *
   * @param from the address, or null where it is not known
   */
  record Answered(Instant at, @Nullable String from) {}

  /**
   * A failure.
   *
   * @param from the address, or null where it is not known
   */
  record Failed(Instant at, Failure failure, @Nullable String from) {}
}
