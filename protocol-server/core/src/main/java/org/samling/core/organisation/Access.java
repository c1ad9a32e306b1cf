package org.samling.core.organisation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The restrictions on an account, beside its password.
 *
 * @param enabled whether it is enabled
 * @param allow the networks from which it may be used, in the notation of RFC 4632 and RFC 4291
 *     ("10.20.0.0/16", "2001:db8::/32"); empty for all
 * @param certificate the client certificate that must be shown: the SHA-256 fingerprint in
 *     hexadecimal digits or the subject (RFC 4514); null where none is required
 * @param withoutPassword how a machine that can't log in may be identified as this account
 * @param idle how long its connections may be idle, or null for the listener's limit
 * @param connections how many connections it may have at once on a node, or null for any number
 */
public record Access(
    boolean enabled,
    List<String> allow,
    @Nullable String certificate,
    Set<Credential> withoutPassword,
    @Nullable Duration idle,
    @Nullable Integer connections) {

  /** Password only, from everywhere. */
  public static final Access OPEN = from(List.of());

  private Access(
      boolean enabled,
      List<String> allow,
      @Nullable String certificate,
      Set<Credential> withoutPassword,
      @Nullable Duration idle) {
    this(enabled, allow, certificate, withoutPassword, idle, null);
  }

  /** Password only, from some networks; none for everywhere. */
  public static Access from(List<String> networks) {
    return new Access(true, networks, null, Set.of(), null);
  }

  /** Copies the lists. */
  public Access {
    allow = List.copyOf(allow);
    withoutPassword = Set.copyOf(withoutPassword);
  }

  /** What identifies a machine that sends no login. */
  public enum Credential {
    /** The port of a listener reserved for this account. */
    PORT,
    /** Its network address. */
    ADDRESS,
    /** Its TLS client certificate. */
    CERTIFICATE,
    /** The host name that it requests in the TLS handshake (RFC 6066, section 3). */
    SERVER_NAME,
    /** A token signed by an issuer that the server trusts (RFC 6750); NCIP accounts only. */
    TOKEN
  }
}
