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
 * One connection to a SIP2 listener, and the account that uses it. What decides is what the
 * connection is: no message can name the tenant or the account, but for a login with its password.
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

  /** Whether anything else than a password tells who the machine is. */
  boolean isKnownWithoutPassword() {
    return known() != null;
  }

  /** What is the hardest to pretend goes before what is easier. */
  private @Nullable Recognized known() {
    var rules = access.rules();
    var machine = KnownMachine.recognize(rules.machines(), caller.peer());
    if (machine.isPresent()) {
      return machine.get();
    }
    var ofName = rules.accountOfServerName(caller.peer());
    if (ofName != null) {
      return new Recognized(ofName, Access.Way.SERVER_NAME);
    }
    return rules.account() == null ? null : new Recognized(rules.account(), Access.Way.PORT);
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
      access.refused(
          caller.peer(),
          Refusal.WITHOUT_PASSWORD,
          known.account(),
          "there is no such SIP2 account, or it is switched off: put it, or change the listener");
      return Optional.empty();
    }
    if (!found.get().access().withoutPassword().contains(known.way())) {
      access.refused(
          caller.peer(),
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
    return access.due(caller.peer(), known == null ? null : known.id());
  }

  /** Counts a message if it need not wait. */
  boolean takesNow() {
    var known = account;
    return access.takesNow(caller.peer(), known == null ? null : known.id());
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
          "%d connections of the account are open already: raise its \"max-connections\" if they"
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
  public void loginFailed() {
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
                .formatted(known == null ? "nobody" : known.username(), caller.peer(), what));
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
