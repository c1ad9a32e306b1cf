package org.samling.server.sip2;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.routes.sip2.Sip2Gate;
import org.samling.server.tcp.AddressRange;
import org.samling.server.tcp.Caller;
import org.samling.server.tcp.KnownCertificate;
import org.samling.server.tcp.Refusal;

/**
 * One connection to a SIP2 listener, and the account that uses it. What decides is what the
 * connection is: no message can name the tenant or the account, but for a login with its password.
 *
 * <p>Used by the connection's own thread; {@link #end()}, {@link #account()} and {@link
 * #endBecause} by others too.
 */
public final class Sip2Visit implements Sip2Gate {

  /** How long a login waits at most; whoever waits has still to log in in time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Sip2Access access;
  private final Caller caller;
  private volatile @Nullable Account account;
  private boolean withoutPassword;

  /** An account that a machine is to be taken for, and what tells it. */
  private record Known(String account, Access.Way way) {}

  Sip2Visit(Sip2Access access, Caller caller) {
    this.access = access;
    this.caller = caller;
  }

  /** Whether anything else than a password tells who the machine is. */
  boolean isKnownWithoutPassword() {
    return known() != null;
  }

  /** What is the hardest to pretend goes before what is easier. */
  private @Nullable Known known() {
    var rules = access.rules();
    var machine = rules.machines().stream().filter(m -> m.fits(caller)).toList();
    for (var m : machine) {
      if (m.certificate() != null) {
        return new Known(m.account(), Access.Way.CERTIFICATE);
      }
    }
    if (!machine.isEmpty()) {
      return new Known(machine.getFirst().account(), Access.Way.ADDRESS);
    }
    var ofName = rules.accountOfServerName(caller);
    if (ofName != null) {
      return new Known(ofName, Access.Way.SERVER_NAME);
    }
    return rules.account() == null ? null : new Known(rules.account(), Access.Way.PORT);
  }

  /**
   * The account that the machine is taken for without a login, if any; it uses this connection from
   * now on.
   *
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Account> withoutPassword() {
    var known = known();
    if (known == null) {
      return Optional.empty();
    }
    var found = access.accounts().named(Account.Protocol.SIP2, known.account());
    if (found.isEmpty()) {
      refused(
          Refusal.WITHOUT_PASSWORD,
          known.account(),
          "there is no such SIP2 account, or it is switched off: put it, or change the listener");
      return Optional.empty();
    }
    if (!found.get().access().withoutPassword().contains(known.way())) {
      refused(
          Refusal.WITHOUT_PASSWORD,
          known.account(),
          "the account does not take machines without a password by %s: add that to its"
                  .formatted(known.way())
              + " \"without-password\", or have the machine log in");
      return Optional.empty();
    }
    var admitted = found.filter(this::admits);
    withoutPassword = admitted.isPresent();
    return admitted;
  }

  /** Counts a message, and says how long it is to wait before it is answered. */
  Duration due() {
    var known = account;
    return access.due(caller, known == null ? null : known.id());
  }

  /** Counts a message if it need not wait. */
  boolean takesNow() {
    var known = account;
    return access.takesNow(caller, known == null ? null : known.id());
  }

  @Override
  public void beforeLogin() {
    var due = access.loginDue(caller);
    if (due.isPositive()) {
      try {
        Thread.sleep(due.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : due);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean admits(Account candidate) {
    var tenant = access.rules().tenant(caller);
    var terms = candidate.access();
    if (tenant != null && !tenant.equals(candidate.tenant().code())) {
      return refused(
          Refusal.TENANT,
          candidate.username(),
          "only accounts of %s log in here: use another port or host name".formatted(tenant));
    }
    var allow = terms.allow().stream().map(AddressRange::parse).toList();
    if (!allow.isEmpty() && !AddressRange.anyContains(allow, caller.address())) {
      return refused(
          Refusal.ACCOUNT_ADDRESS,
          candidate.username(),
          "the account may not be used from there: add the network to its \"allow\" if it is yours");
    }
    var certificate = terms.certificate();
    if (certificate != null && !KnownCertificate.parse(certificate).matches(caller.certificate())) {
      return refused(
          Refusal.ACCOUNT_CERTIFICATE,
          candidate.username(),
          "the account asks for the client certificate %s: have the machine show it, on a listener"
                  .formatted(certificate)
              + " with \"client-certificate\"");
    }
    var before = account;
    var isNew = before == null || !before.id().equals(candidate.id());
    if (isNew && !access.presence().enter(candidate, this)) {
      return refused(
          Refusal.CONNECTIONS_OF_ACCOUNT,
          candidate.username(),
          "%d connections of the account are open already: raise its \"max-connections\" if they"
                  .formatted(terms.connections())
              + " are yours");
    }
    if (isNew) {
      leave();
    }
    account = candidate;
    withoutPassword = false;
    var idle = terms.idle();
    if (idle != null) {
      caller.setIdle(idle);
    }
    return true;
  }

  private boolean refused(Refusal refusal, String username, String what) {
    access
        .refusals()
        .tell(
            refusal,
            "SIP2 account %s is not logged in for %s: %s".formatted(username, caller, what));
    return false;
  }

  @Override
  public void loginFailed() {
    access.loginFailed(caller);
    if (withoutPassword) {
      leave();
    }
  }

  /** The account that uses the connection, or null. */
  @Nullable Account account() {
    return account;
  }

  /** Ends the connection, for its account is not what it was any more. */
  void endBecause(String what) {
    var known = account;
    access
        .refusals()
        .tell(
            Refusal.ACCOUNT_CHANGED,
            "the SIP2 connection of %s from %s is closed: %s"
                .formatted(known == null ? "nobody" : known.username(), caller, what));
    caller.end();
  }

  /** Gives back what the visit held. */
  void end() {
    leave();
  }

  private void leave() {
    var before = account;
    account = null;
    withoutPassword = false;
    if (before != null) {
      access.presence().leave(before, this);
    }
  }
}
