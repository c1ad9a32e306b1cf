package org.samling.server.sip2;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Accounts;
import org.samling.server.tcp.AddressRange;
import org.samling.server.tcp.Allowance;
import org.samling.server.tcp.Allowances;
import org.samling.server.tcp.Caller;
import org.samling.server.tcp.Refusals;

/**
 * Who may use a SIP2 listener and how much: the listener's rules, and what was taken of its limits.
 *
 * <p>Safe for use by many threads.
 */
public final class Sip2Access {

  private final Sip2Rules rules;
  private final Accounts accounts;
  private final Sip2Presence presence;
  private final Refusals refusals;
  private final @Nullable Allowances<InetAddress> messagesOfAddress;
  private final @Nullable Allowances<UUID> messagesOfAccount;
  private final Allowances<InetAddress> failedLogins;

  /**
   * Makes the access of one listener.
   *
   * @param rules whom it serves
   * @param limits how much it takes
   * @param accounts knows the machines
   * @param presence who is connected, to any listener
   * @param refusals is told who was not let in
   */
  public Sip2Access(
      Sip2Rules rules,
      Sip2Limits limits,
      Accounts accounts,
      Sip2Presence presence,
      Refusals refusals) {
    this.rules = rules;
    this.accounts = accounts;
    this.presence = presence;
    this.refusals = refusals;
    this.messagesOfAddress = messages(limits.messagesOfAddress(), limits.burst());
    this.messagesOfAccount = messages(limits.messagesOfAccount(), limits.burst());
    this.failedLogins = new Allowances<>(limits.failedLogins() / 60.0, limits.failedLogins());
    presence.eachRound(this::forget);
  }

  private static <K> @Nullable Allowances<K> messages(@Nullable Integer perSecond, int burst) {
    return perSecond == null ? null : new Allowances<>(perSecond, burst);
  }

  private void forget() {
    failedLogins.forget();
    if (messagesOfAddress != null) {
      messagesOfAddress.forget();
    }
    if (messagesOfAccount != null) {
      messagesOfAccount.forget();
    }
  }

  /** Begins a visit of who has just connected. */
  public Sip2Visit visit(Caller caller) {
    return new Sip2Visit(this, caller);
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

  /** Counts a message, and says how long it is to wait. */
  Duration due(Caller caller, @Nullable UUID account) {
    return limitsOf(caller, account)
        .map(Allowance::take)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Counts a message if it need not wait. */
  boolean takesNow(Caller caller, @Nullable UUID account) {
    if (limitsOf(caller, account).anyMatch(limit -> limit.due().isPositive())) {
      return false;
    }
    limitsOf(caller, account).forEach(Allowance::take);
    return true;
  }

  private Stream<Allowance> limitsOf(Caller caller, @Nullable UUID account) {
    return Stream.concat(
        messagesOfAddress == null
            ? Stream.empty()
            : Stream.of(messagesOfAddress.of(AddressRange.counted(caller.address()))),
        messagesOfAccount == null || account == null
            ? Stream.empty()
            : Stream.of(messagesOfAccount.of(account)));
  }

  /** How long a login from an address is to wait, for those that failed before. */
  Duration loginDue(Caller caller) {
    var failed = failedLogins.known(AddressRange.counted(caller.address()));
    return failed == null ? Duration.ZERO : failed.due();
  }

  void loginFailed(Caller caller) {
    var _ = failedLogins.of(AddressRange.counted(caller.address())).take();
  }
}
