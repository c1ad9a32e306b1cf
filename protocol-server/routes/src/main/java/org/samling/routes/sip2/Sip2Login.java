package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.ACS_STATUS;
import static org.samling.sip2.Sip2ResponseLayouts.LOGIN_RESPONSE;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Setting;
import org.samling.routes.KeptLogins;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.SupportedMessages;
import org.samling.sip2.SupportedMessages.Message;

/** Login and status: who the machine is, and which services the library offers it. */
final class Sip2Login {

  private static final String PRODUCT = "Samling";
  private static final String VERSION = "2.00";

  /** How long a login waits at most; machines wait longer than this for a reply. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

  /**
   * A kiosk logs in when it is switched on, which may be weeks ago, and again, together with all
   * others, when the primary was lost: then nobody's login should wait for the store.
   */
  private static final Duration KEPT = Duration.ofDays(30);

  private final KeptLogins<Account> logins;
  private final Inquiries inquiries;
  private final BooleanSupplier online;

  /**
   * Answers logins and status polls.
   *
   * @param checkedEvery how long a login that was right counts before it is checked again
   */
  Sip2Login(Accounts accounts, Inquiries inquiries, BooleanSupplier online, Duration checkedEvery) {
    this.logins =
        new KeptLogins<>(
            accounts,
            Account.Protocol.SIP2,
            new KeptLogins.Times(KEPT, checkedEvery, Duration.ZERO),
            account -> {
              inquiries.policy(account.tenant().id()); // loads it: polls are answered from memory
              return account;
            });
    this.inquiries = inquiries;
    this.online = online;
  }

  /** 93. */
  Sip2Response login(Sip2Exchange<Sip2Request.Login> exchange) {
    var message = exchange.message();
    var username = message.get(LOGIN_USER_ID);
    var gate = exchange.session().gate();
    var known = authenticate(gate, username, new Secret(message.get(LOGIN_PASSWORD).value()));
    if (known.isEmpty()) {
      gate.loginWrong(username);
    }
    var account = known.filter(gate::admits);
    if (account.isEmpty()) {
      exchange.session().loginFailed(username);
      return Sip2Response.reply(LOGIN_RESPONSE).ok(false).build();
    }
    exchange.session().logIn(account.get(), message.get(LOCATION_CODE));
    return Sip2Response.reply(LOGIN_RESPONSE).ok(true).build();
  }

  /**
   * Waits a little after too many failed logins, so that a correct login still succeeds and
   * machines that keep sending a wrong one are slowed down.
   */
  private Optional<Account> authenticate(Sip2Gate gate, String username, Secret password) {
    var until = Instant.now().plus(LONGEST_WAIT);
    while (true) {
      try {
        return logins.find(username, password);
      } catch (LoginLimitException e) {
        var left = Duration.between(Instant.now(), until);
        if (!left.isPositive()) {
          gate.loginUnchecked(username);
          throw e;
        }
        pause(e.due().compareTo(left) < 0 ? e.due() : left);
      }
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Kind.BUSY, "login interrupted while waiting", e);
    }
  }

  /** 99. */
  Sip2Response status(Sip2Exchange<Sip2Request.ScStatus> exchange) {
    exchange.session().printsOn(exchange.message().get(MAX_PRINT_WIDTH).value().orElse(0));
    var account = exchange.session().account();
    var patience = exchange.dialect().retryTimes(exchange.kiosk().profile().wire());
    var zone = Sip2Texts.zone(exchange);
    var messages = exchange.kiosk().messages();
    return Sip2Response.reply(ACS_STATUS)
        .with(ONLINE_STATUS, Sip2Flag.of(online.getAsBoolean()))
        .with(CHECKIN_OK, supportsAny(messages, Message.CHECKIN))
        .with(CHECKOUT_OK, supportsAny(messages, Message.CHECKOUT))
        .with(ACS_RENEWAL_POLICY, supportsAny(messages, Message.RENEW, Message.RENEW_ALL))
        .with(STATUS_UPDATE_OK, supportsAny(messages, Message.BLOCK_PATRON, Message.PATRON_ENABLE))
        .with(
            OFFLINE_OK, Sip2Flag.of(account == null || takesOffline(account, exchange.received())))
        .with(TIMEOUT_PERIOD, patience.timeout())
        .with(RETRIES_ALLOWED, patience.retries())
        .with(DATE_TIME_SYNC, Sip2Texts.date(exchange.received(), zone))
        .with(PROTOCOL_VERSION, VERSION)
        .with(INSTITUTION_ID, exchange.institution())
        .with(LIBRARY_NAME, account == null ? PRODUCT : account.tenant().name())
        .with(SUPPORTED_MESSAGES, messages)
        .withOptional(TERMINAL_LOCATION, account, Account::branch)
        .build();
  }

  /** Whether no-block messages are accepted here, going by the policy in memory. */
  private boolean takesOffline(Account account, Instant now) {
    return inquiries
        .knownPolicy(account.tenant().id())
        .map(policy ->
            policy.setting(Setting.OFFLINE_ACCEPTED, account.branch(), policy.day(now)).value())
        .orElse(Setting.OFFLINE_ACCEPTED.builtIn());
  }

  private static Sip2Flag supportsAny(SupportedMessages messages, Message... any) {
    return Sip2Flag.of(Stream.of(any).anyMatch(messages::has));
  }
}
