package org.samling.server.sip2;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.AccountContacts.Failure;
import org.samling.core.organisation.Accounts;
import org.samling.core.requests.Allowance;
import org.samling.core.requests.Allowances;
import org.samling.library.network.AddressRange;
import org.samling.library.network.KnownCertificate;
import org.samling.library.network.Peer;
import org.samling.routes.sip2.Sip2Gate;
import org.samling.server.tcp.Caller;
import org.samling.server.tcp.Refusal;
import org.samling.server.tcp.Refusals;
import org.samling.sip2.Sip2PatronId;

/**
 * Who may use a SIP2 listener and how much: the listener's rules, and the use of its limits.
 *
 * <p>Safe for use by many threads.
 */
public final class Sip2Access {

  /** The longest wait of a message without a connection. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** The names that accounts have. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  private final Sip2Rules rules;
  private final Accounts accounts;
  private final AccountContacts contacts;
  private final Sip2Presence presence;
  private final Refusals refusals;
  private final @Nullable Allowances<InetAddress> messagesOfAddress;
  private final @Nullable Allowances<UUID> messagesOfAccount;

  /**
   * Creates the access of one listener.
   *
   * @param contacts notes what was refused to an account
   * @param presence the connected accounts of all listeners
   * @param refusals logs and counts refusals
   */
  public Sip2Access(
      Sip2Rules rules,
      Sip2Limits limits,
      Accounts accounts,
      AccountContacts contacts,
      Sip2Presence presence,
      Refusals refusals) {
    this.rules = rules;
    this.accounts = accounts;
    this.contacts = contacts;
    this.presence = presence;
    this.refusals = refusals;
    this.messagesOfAddress = messages(limits.messagesOfAddress(), limits.burst());
    this.messagesOfAccount = messages(limits.messagesOfAccount(), limits.burst());
    presence.eachRound(this::forget);
  }

  private static <K> @Nullable Allowances<K> messages(@Nullable Integer perSecond, int burst) {
    return perSecond == null ? null : new Allowances<>(perSecond, burst);
  }

  private void forget() {
    if (messagesOfAddress != null) {
      messagesOfAddress.forget();
    }
    if (messagesOfAccount != null) {
      messagesOfAccount.forget();
    }
  }

  /** Begins the visit of a new connection. */
  public Sip2Visit visit(Caller caller) {
    return new Sip2Visit(this, caller);
  }

  /** The gate for a single message with its own login and without a connection. */
  public Sip2Gate gate(Peer peer) {
    return new Sip2MessageGate(this, peer);
  }

  Sip2Rules rules() {
    return rules;
  }

  Accounts accounts() {
    return accounts;
  }

  Sip2Presence presence() {
    return presence;
  }

  Refusals refusals() {
    return refusals;
  }

  /** Counts a message, and returns how long it must wait. */
  Duration due(Peer peer, @Nullable UUID account) {
    return limitsOf(peer, account)
        .map(Allowance::take)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Counts a message unless it must wait; false where it must. */
  boolean takeIfDue(Peer peer, @Nullable UUID account) {
    if (limitsOf(peer, account).anyMatch(limit -> limit.due().isPositive())) {
      return false;
    }
    limitsOf(peer, account).forEach(Allowance::take);
    return true;
  }

  private Stream<Allowance> limitsOf(Peer peer, @Nullable UUID account) {
    return Stream.concat(
        messagesOfAddress == null
            ? Stream.empty()
            : Stream.of(messagesOfAddress.of(AddressRange.counted(peer.address()))),
        messagesOfAccount == null || account == null
            ? Stream.empty()
            : Stream.of(messagesOfAccount.of(account)));
  }

  /** Waits, up to a limit. */
  static void pause(Duration wait) {
    if (wait.isPositive()) {
      try {
        Thread.sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether a peer may use an account, by the listener's rules and the account's. */
  boolean admits(Peer peer, Account candidate) {
    var tenant = rules.tenant(peer);
    var terms = candidate.access();
    if (tenant != null && !tenant.equals(candidate.tenant().code())) {
      return refused(
          peer,
          Refusal.TENANT,
          candidate.username(),
          "only accounts of %s may log in here: use another port or host name".formatted(tenant));
    }
    var allow = terms.allow().stream().map(AddressRange::parse).toList();
    if (!allow.isEmpty() && !AddressRange.anyContains(allow, peer.address())) {
      return refused(
          peer,
          Refusal.ACCOUNT_ADDRESS,
          candidate.username(),
          "the account may not be used from this address: add the network to its \"allow\""
              + " if it is yours");
    }
    var certificate = terms.certificate();
    if (certificate != null && !KnownCertificate.parse(certificate).matches(peer.certificate())) {
      return refused(
          peer,
          Refusal.ACCOUNT_CERTIFICATE,
          candidate.username(),
          "the account requires the client certificate %s: have the machine present it,"
                  .formatted(certificate)
              + " on a listener with \"client-certificate\"");
    }
    return true;
  }

  /** Logs that an account was refused, and why; returns false. */
  boolean refused(Peer peer, Refusal refusal, String username, String what) {
    contacts.failed(
        username, failure(refusal), AddressRange.counted(peer.address()).getHostAddress());
    refusals.report(
        refusal, "SIP2 account %s was refused for %s: %s".formatted(username, peer, what));
    return false;
  }

  /** Logs a login whose name or password was wrong; the store has noted it with the account. */
  void loginWrong(Peer peer, String username) {
    refusals.report(
        Refusal.LOGIN,
        "a SIP2 login as %s from %s was refused: the name or the password is wrong, or the account is"
                .formatted(shown(username), peer)
            + " switched off; its page in the console says which");
  }

  /** Logs a login that was not checked; the store has noted it with the account. */
  void loginUnchecked(Peer peer, String username) {
    refusals.report(
        Refusal.LOGIN_LIMIT,
        "a SIP2 login as %s from %s was not checked, because too many have failed: have the machine"
                .formatted(shown(username), peer)
            + " send the right password");
  }

  /** A name as it may be logged: people type passwords and CPR numbers where names belong. */
  private static String shown(String username) {
    return NAME.matcher(username).matches()
        ? new Sip2PatronId(username).toString()
        : "(a name that no account has)";
  }

  private static Failure failure(Refusal refusal) {
    return switch (refusal) {
      case ACCOUNT_ADDRESS -> Failure.ADDRESS;
      case ACCOUNT_CERTIFICATE -> Failure.CERTIFICATE;
      case CONNECTIONS_OF_ACCOUNT -> Failure.CONNECTIONS;
      case LOGIN -> Failure.PASSWORD;
      case LOGIN_LIMIT -> Failure.TOO_MANY;
      case TENANT,
          WITHOUT_PASSWORD,
          ADDRESS,
          CONNECTIONS,
          CONNECTIONS_OF_ADDRESS,
          MADE_ROOM,
          LOGIN_TIMEOUT,
          REQUEST_TIMEOUT,
          NO_HOST,
          NOT_A_PROXY,
          PROXY_HEADER,
          PROXY_HEADER_UNEXPECTED,
          NO_TLS,
          TLS_UNEXPECTED,
          TLS_HANDSHAKE,
          ACCOUNT_CHANGED ->
          Failure.LISTENER;
    };
  }
}
