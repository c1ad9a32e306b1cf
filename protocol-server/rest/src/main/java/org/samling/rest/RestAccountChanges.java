package org.samling.rest;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes to existing accounts. */
final class RestAccountChanges {

  private static final Logger LOG = LoggerFactory.getLogger(RestAccountChanges.class);

  private static final int LONGEST = 1_000;

  /** The protocols whose accounts have scopes. */
  private static final Set<Protocol> SCOPED = Set.of(Protocol.REST, Protocol.NCIP, Protocol.Z3950);

  private final LibraryRegister register;
  private final RestAccountRights rights;
  private final RestProfiles profiles;

  RestAccountChanges(LibraryRegister register, RestAccountRights rights, RestProfiles profiles) {
    this.register = register;
    this.rights = rights;
    this.profiles = profiles;
  }

  /** Sets an account's networks, certificate, idle time-out and connection limit; nothing else. */
  RestAnswer putAccess(RestExchange exchange) {
    var account = rights.changeableOther(exchange, exchange.path("name"));
    var body = exchange.body();
    var now = account.access();
    var idle = body.whole("idle-seconds");
    var access =
        new Access(
            now.enabled(),
            body.listed("networks"),
            body.text("certificate", LONGEST),
            now.withoutPassword(),
            idle == null ? null : Duration.ofSeconds(idle),
            body.whole("connections"));
    try {
      register.putAccess(exchange.tenant().id(), account.username(), access);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      throw new RestProblem(
          Status.BAD_REQUEST,
          "\"networks\" must be a list of networks such as 10.20.0.0/16 and 2001:db8::/32, with no bit set after the prefix.");
    }
    return shown(exchange);
  }

  private RestAnswer shown(RestExchange exchange) {
    return RestAnswer.of(RestAccounts.fields(rights.account(exchange, exchange.path("name"))));
  }

  /** Sets what the machine of a SIP2 account may do and see. */
  RestAnswer putProfile(RestExchange exchange) {
    var body = exchange.body();
    var choice = new Sip2ProfileChoice(body.needed("preset", LONGEST), body.object("differences"));
    try {
      return putProfile(exchange, profiles.fitting(exchange.tenant().id(), choice));
    } catch (UnfitException e) {
      throw new RestProblem(
          Status.BAD_REQUEST, "%s %s.".formatted(e.key(), e.getMessage()).strip());
    }
  }

  /** Removes the profile: the machine may do everything again. */
  RestAnswer removeProfile(RestExchange exchange) {
    return putProfile(exchange, null);
  }

  private RestAnswer putProfile(RestExchange exchange, @Nullable Sip2ProfileChoice choice) {
    var account = rights.changeableOther(exchange, exchange.path("name"));
    if (account.protocol() != Protocol.SIP2) {
      throw new RestProblem(
          Status.CONFLICT,
          "%s is not a SIP2 account, so it has no profile.".formatted(account.username()));
    }
    register.putProfile(exchange.tenant().id(), account.username(), choice);
    return shown(exchange);
  }

  /** Sets a new password; it is not shown again. */
  RestAnswer putPassword(RestExchange exchange) {
    var password = RestAccounts.password(exchange.body());
    var account = rights.changeable(exchange, exchange.path("name"));
    register.putAccounts(
        exchange.tenant().id(),
        List.of(
            new NewAccount(
                account.protocol(),
                account.username(),
                password,
                account.branch(),
                account.charset(),
                account.language())));
    LOG.info("{} gave {} a new password", exchange.account().username(), account.username());
    return RestAnswer.done();
  }

  /** Sets what an account may do; the caller can grant only scopes of their own. */
  RestAnswer putScopes(RestExchange exchange) {
    var account = rights.changeableOther(exchange, exchange.path("name"));
    if (!SCOPED.contains(account.protocol())) {
      throw new RestProblem(
          Status.CONFLICT,
          "%s is an account for %s, so it has no scopes."
              .formatted(account.username(), OfflineFields.word(account.protocol())));
    }
    register.putScopes(
        exchange.tenant().id(),
        account.username(),
        RestAccountRights.grantable(
            exchange, account.protocol(), exchange.body().listed("scopes")));
    return shown(exchange);
  }
}
