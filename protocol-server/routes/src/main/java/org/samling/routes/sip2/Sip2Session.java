package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.PATRON_IDENTIFIER;
import static org.samling.sip2.Sip2Fields.PATRON_PASSWORD;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2Presets;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Request;

/**
 * The state of one SIP2 connection, shared with no other.
 *
 * <p>Used by one thread at a time: the connection's own.
 */
public final class Sip2Session {

  private static final Sip2Codec BEFORE_LOGIN = new Sip2Codec(Sip2Charset.UTF_8);

  private final Instant started;
  private final Sip2Gate gate;
  private final Sip2Dialect dialect;
  private final CheckedPins checkedPins;
  private @Nullable Sip2Codec codec;
  private @Nullable Account account;
  private @Nullable Sip2Kiosk kiosk;
  private String institution = "";
  private String terminal = "";
  private boolean isLoginImplied;
  private int failedLogins;
  private @Nullable String refusedLogin;
  private boolean detectsErrors;
  private int printWidth;
  private @Nullable Spoken spoken;
  private @Nullable Exchanged last;

  private record Exchanged(Sip2Frame request, Sip2Frame reply) {}

  /** The language of the patron who was asked for last. */
  private record Spoken(String patron, String language) {}

  /** A new connection, on which every account may be used. */
  public Sip2Session(Instant started) {
    this(started, Sip2Gate.OPEN);
  }

  /**
   * A new connection.
   *
   * @param started when it was opened
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
   * Begins with an account that the machine has proved by other means than a password. If the
   * machine sends a login all the same it is checked, and if it fails nobody is logged in.
   */
  void beginAs(Account account) {
    logIn(account, "");
    isLoginImplied = true;
  }

  Sip2Gate gate() {
    return gate;
  }

  /** The dialect that its machine speaks. */
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

  /** The institution that replies give (AO); empty before login. */
  String institution() {
    return account == null ? "" : institution;
  }

  /** The machine's name for its own location (field CP), or empty. */
  String terminal() {
    return terminal;
  }

  /** Reads and writes its machine's messages; before login as the standard delimits them. */
  Sip2Codec codec(Sip2Presets presets) {
    var known = account;
    if (known == null) {
      return BEFORE_LOGIN;
    }
    if (codec == null) {
      codec = dialect.codec(known, kiosk(presets).profile().wire());
    }
    return codec;
  }

  void logIn(Account account, String terminal) {
    if (this.account != null) {
      checkedPins.forgetAll();
    }
    this.account = account;
    this.kiosk = null;
    this.spoken = null;
    this.institution = account.institution();
    this.terminal = terminal;
    this.refusedLogin = null;
    this.isLoginImplied = false;
    this.codec = null;
  }

  /** Logs in with an account of a machine that is configured for another of its agency's ISILs. */
  void logInFor(String isil, Account account) {
    logIn(account, "");
    institution = isil;
  }

  /**
   * Counts a login that failed.
   *
   * @param username the name as it was sent
   */
  void loginFailed(String username) {
    failedLogins++;
    refusedLogin = username;
    gate.loginFailed();
    if (isLoginImplied) {
      account = null;
      isLoginImplied = false;
      checkedPins.forgetAll();
    }
  }

  /** The name that the last login was refused for, as it was sent; null if it succeeded. */
  public @Nullable String refusedLogin() {
    return refusedLogin;
  }

  int failedLogins() {
    return failedLogins;
  }

  /**
   * The account. Call only after login.
   *
   * @throws IllegalStateException before login
   */
  Account loggedInAccount() {
    if (account == null) {
      throw new IllegalStateException("nobody is logged in");
    }
    return account;
  }

  /** What the machine may do and see. */
  Sip2Kiosk kiosk(Sip2Presets presets) {
    var known = account;
    if (known == null) {
      return Sip2Kiosk.NOT_LOGGED_IN;
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
   * Notes whether a message uses error detection: once a machine has used it, its replies do too.
   */
  void detectsErrors(boolean isUsed) {
    detectsErrors |= isUsed;
  }

  /** Whether replies carry a checksum. */
  boolean detectsErrors() {
    return detectsErrors;
  }

  /** The last reply of this connection, or null before the first. */
  @Nullable Sip2Frame lastReply() {
    return last == null ? null : last.reply();
  }

  /** The reply to this request if it repeats the last one; else null. */
  @Nullable Sip2Frame replyTo(Sip2Frame request) {
    return last != null && last.request().equals(request) ? last.reply() : null;
  }

  /** The PINs that were right lately. */
  CheckedPins checkedPins() {
    return checkedPins;
  }

  /**
   * Whether the patron in a message has given a correct PIN: in the message or, if that has none,
   * earlier on this connection.
   */
  boolean isProven(Sip2Request message, Instant now) {
    var layout = message.layout();
    if (!layout.has(PATRON_IDENTIFIER)) {
      return false;
    }
    var patron = message.get(PATRON_IDENTIFIER).value();
    var given = layout.has(PATRON_PASSWORD) ? message.get(PATRON_PASSWORD).value() : "";
    return given.isEmpty()
        ? checkedPins.here(patron, now).isPresent()
        : checkedPins.find(patron, new Secret(given), now).isPresent();
  }

  /** Forgets the patron who was here. */
  void endPatron(String patron) {
    checkedPins.forget(patron);
    spoken = null;
  }

  /**
   * The language of the patron with an identifier, which is looked up once while the patron stays.
   *
   * @param lookup finds it
   */
  String languageOf(String patron, Supplier<String> lookup) {
    var known = spoken;
    if (known == null || !known.patron().equals(patron)) {
      known = new Spoken(patron, lookup.get());
      spoken = known;
    }
    return known.language();
  }

  /** Notes how many characters a line of the machine's printer has. */
  void printsOn(int width) {
    printWidth = width;
  }

  /** How many characters a line of the machine's printer has; 0 where it did not say. */
  int printWidth() {
    return printWidth;
  }
}
