package org.samling.routes.sip2;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2Presets;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;

/**
 * What is known of one SIP2 connection. Nothing of it is shared with another.
 *
 * <p>Used by one thread at a time: the connection's own.
 */
public final class Sip2Session {

  private final Instant started;
  private final Sip2Gate gate;
  private final Sip2Dialect dialect;
  private final CheckedPins checkedPins;
  private Sip2Codec codec = new Sip2Codec(Sip2Charset.UTF_8);
  private @Nullable Account account;
  private @Nullable Sip2Kiosk kiosk;
  private String terminal = "";
  private boolean withoutPassword;
  private int failedLogins;
  private boolean detectsErrors;
  private @Nullable Exchanged last;

  private record Exchanged(Sip2Frame request, Sip2Frame reply) {}

  /** A connection that has just been opened, on which every account may be used. */
  public Sip2Session(Instant started) {
    this(started, Sip2Gate.OPEN);
  }

  /**
   * A connection that has just been opened.
   *
   * @param started when
   * @param gate who may log in on it
   */
  public Sip2Session(Instant started, Sip2Gate gate) {
    this(started, gate, StandardDialect.INSTANCE, new CheckedPins(1));
  }

  /**
   * A session in a dialect.
   *
   * @param started when it began
   * @param gate who may log in
   * @param checkedPins the PINs that need not be checked again
   */
  Sip2Session(Instant started, Sip2Gate gate, Sip2Dialect dialect, CheckedPins checkedPins) {
    this.started = started;
    this.gate = gate;
    this.dialect = dialect;
    this.checkedPins = checkedPins;
  }

  /**
   * Begins as an account of which something else than a password tells that it is the machine's. A
   * login that the machine sends all the same is checked, and where it fails nobody is logged in.
   */
  void beginAs(Account account) {
    loggedIn(account, "");
    withoutPassword = true;
  }

  Sip2Gate gate() {
    return gate;
  }

  /** How its machine speaks. */
  Sip2Dialect dialect() {
    return dialect;
  }

  /** When the connection was opened. */
  public Instant started() {
    return started;
  }

  /** The account that is logged in, or null. */
  public @Nullable Account account() {
    return account;
  }

  /** What the machine calls the place where it stands (field CP), or nothing. */
  String terminal() {
    return terminal;
  }

  Sip2Codec codec() {
    return codec;
  }

  void loggedIn(Account account, String terminal) {
    if (this.account != null) {
      checkedPins.forgetAll();
    }
    this.account = account;
    this.kiosk = null;
    this.terminal = terminal;
    this.withoutPassword = false;
    this.codec = dialect.codec(account);
  }

  /** Counts a login that failed. */
  void loginFailed() {
    failedLogins++;
    gate.loginFailed();
    if (withoutPassword) {
      account = null;
      withoutPassword = false;
      checkedPins.forgetAll();
    }
  }

  int failedLogins() {
    return failedLogins;
  }

  /** The account; to be asked only after login. */
  Account loggedInAccount() {
    if (account == null) {
      throw new IllegalStateException("nobody is logged in");
    }
    return account;
  }

  /**
   * What the machine may do and is told; everything before it has logged in.
   *
   * @param presets what the profiles of accounts go by
   */
  Sip2Kiosk kiosk(Sip2Presets presets) {
    var known = account;
    if (known == null) {
      return Sip2Kiosk.OPEN;
    }
    if (kiosk == null) {
      kiosk = Sip2Kiosk.of(known, presets);
    }
    return kiosk;
  }

  void remember(Sip2Frame request, Sip2Frame reply) {
    last = new Exchanged(request, reply);
  }

  /**
   * Takes note of whether a message uses error detection: who began with it is answered with it.
   */
  void detectsErrors(boolean message) {
    detectsErrors |= message;
  }

  /** Whether replies hold a checksum. */
  boolean detectsErrors() {
    return detectsErrors;
  }

  /** The last reply of this connection, or null before the first. */
  @Nullable Sip2Frame lastReply() {
    return last == null ? null : last.reply();
  }

  /** The reply to this request if it is the last one again; else null. */
  @Nullable Sip2Frame replyTo(Sip2Frame request) {
    return last != null && last.request().equals(request) ? last.reply() : null;
  }

  void pinWasRight(String patron, Secret pin, Instant now) {
    checkedPins.wasRight(patron, pin, now);
  }

  boolean isPinChecked(String patron, Secret pin, Instant now) {
    return checkedPins.isChecked(patron, pin, now);
  }

  /** Forgets the patron who was here. */
  void endPatron(String patron) {
    checkedPins.forget(patron);
  }
}
