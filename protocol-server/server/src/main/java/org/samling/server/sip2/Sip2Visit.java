package org.samling.server.sip2;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.library.network.KnownMachine;
import org.samling.library.network.KnownMachine.Recognized;
import org.samling.routes.sip2.Sip2Gate;
import org.samling.server.tcp.Caller;
import org.samling.server.tcp.Refusal;

/**
 * One connection to a SIP2 listener, and the account that uses it. The connection itself decides:
 * no message can choose the tenant or the account, except a login with its password.
 *
 * <p>Used by the connection's own thread; {@link #end()}, {@link #account()} and {@link
 * #endBecause} by others too.
 */
public final class Sip2Visit implements Sip2Gate {

  private final Sip2Access access;
  private final Caller caller;
  private volatile @Nullable Account account;
  private boolean withoutPassword;

  Sip2Visit(Sip2Access access, Caller caller) {
    this.access = access;
    this.caller = caller;
  }

  /** Whether the machine is identified by something other than a password. */
  boolean isKnownWithoutPassword() {
    return identified() != null;
  }

  /** Identifies the machine; what is harder to fake takes precedence. */
  private @Nullable Recognized identified() {
    var rules = access.rules();
    var machine = KnownMachine.recognize(rules.machines(), caller.peer());
    if (machine.isPresent()) {
      return machine.get();
    }
    var ofName = rules.accountOfServerName(caller.peer());
    if (ofName != null) {
      return new Recognized(ofName, Access.Credential.SERVER_NAME);
    }
    return rules.account() == null ? null : new Recognized(rules.account(), Access.Credential.PORT);
  }

  /**
   * The account of a machine that is identified without a login, if any; it uses this connection
   * from now on.
   *
   * @throws org.samling.core.StoreException when the store is unreachable
   */
  Optional<Account> withoutPassword() {
    var identified = identified();
    if (identified == null) {
      return Optional.empty();
    }
    var found = access.accounts().named(Account.Protocol.SIP2, identified.account());
    if (found.isEmpty()) {
      access.refused(
          caller.peer(),
          Refusal.WITHOUT_PASSWORD,
          identified.account(),
          "there is no such SIP2 account, or it is switched off: add it or switch it on, or change"
              + " the listener");
      return Optional.empty();
    }
    if (!found.get().access().withoutPassword().contains(identified.way())) {
      access.refused(
          caller.peer(),
          Refusal.WITHOUT_PASSWORD,
          identified.account(),
          "the account may not be used without a password by %s: add that to its"
                  .formatted(identified.way())
              + " \"without-password\", or have the machine log in");
      return Optional.empty();
    }
    var admitted = found.filter(this::admits);
    withoutPassword = admitted.isPresent();
    return admitted;
  }

  /** Counts a message, and returns how long it must wait before it is answered. */
  Duration due() {
    var current = account;
    return access.due(caller.peer(), current == null ? null : current.id());
  }

  /** Counts a message unless it must wait; false where it must. */
  boolean takeIfDue() {
    var current = account;
    return access.takeIfDue(caller.peer(), current == null ? null : current.id());
  }

  @Override
  public boolean admits(Account candidate) {
    if (!access.admits(caller.peer(), candidate)) {
      return false;
    }
    var before = account;
    var isNew = before == null || !before.id().equals(candidate.id());
    if (isNew && !access.presence().enter(candidate, this)) {
      return access.refused(
          caller.peer(),
          Refusal.CONNECTIONS_OF_ACCOUNT,
          candidate.username(),
          "the account already has %d open connections: raise its \"max-connections\" if they"
                  .formatted(candidate.access().connections())
              + " are yours");
    }
    if (isNew) {
      leave();
    }
    account = candidate;
    withoutPassword = false;
    var idle = candidate.access().idle();
    if (idle != null) {
      caller.setIdle(idle);
    }
    return true;
  }

  @Override
  public void loginWrong(String username) {
    access.loginWrong(caller.peer(), username);
  }

  @Override
  public void loginUnchecked(String username) {
    access.loginUnchecked(caller.peer(), username);
  }

  @Override
  public void loginFailed() {
    if (withoutPassword) {
      leave();
    }
  }

  /** The account that uses the connection, or null. */
  @Nullable Account account() {
    return account;
  }

  /** Ends the connection because its account was changed. */
  void close(String what) {
    var current = account;
    access
        .refusals()
        .report(
            Refusal.ACCOUNT_CHANGED,
            "the SIP2 connection of %s from %s is closed: %s"
                .formatted(current == null ? "nobody" : current.username(), caller.peer(), what));
    caller.end();
  }

  /** Ends the visit. */
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
