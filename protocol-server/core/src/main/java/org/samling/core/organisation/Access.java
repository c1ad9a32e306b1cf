package org.samling.core.organisation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where and how an account may be used, beside its password.
 *
 * @param enabled whether it may be used at all
 * @param allow the networks it may be used from, in the notation of RFC 4632 and RFC 4291
 *     ("10.20.0.0/16", "2001:db8::/32"); empty for all
 * @param certificate the client certificate that must be shown: the SHA-256 fingerprint in
 *     hexadecimal digits or the subject (RFC 4514); null where none is asked for
 * @param withoutPassword how a machine that can't log in may be taken for this account
 * @param idle how long its connections may be silent, or null for what holds for the listener
 * @param connections how many connections it may have at once on a node, or null for any number
 */
public record Access(
    boolean enabled,
    List<String> allow,
    @Nullable String certificate,
    Set<Way> withoutPassword,
    @Nullable Duration idle,
    @Nullable Integer connections) {

  /** By its password, from everywhere. */
  public static final Access OPEN =
      new Access(true, List.of(), null, EnumSet.noneOf(Way.class), null, null);

  /** Copies what is given. */
  public Access {
    allow = List.copyOf(allow);
    withoutPassword = Set.copyOf(withoutPassword);
  }

  /** What tells who a machine is that sends no login. */
  public enum Way {
    /** The port of a listener that is this account's only. */
    PORT,
    /** The network address it comes from. */
    ADDRESS,
    /** Its TLS client certificate. */
    CERTIFICATE,
    /** The host name that it asks for when TLS begins (RFC 6066, section 3). */
    SERVER_NAME,
    /**
     * A token that an issuer signed whom the server trusts (RFC 6750); of an account that speaks
     * NCIP.
     */
    TOKEN
  }
}
