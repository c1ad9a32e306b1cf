package org.samling.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.samling.core.StoreException;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Accounts.TokenLogin;
import org.samling.core.privacy.Access;
import org.samling.core.requests.AnsweredRequests;
import org.samling.core.requests.CurrentRequest;
import org.samling.operations.Family.Served;
import org.samling.operations.Problem;
import org.samling.operations.accounts.AccountRights;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestGate;
import org.samling.rest.form.RestJson;
import org.samling.rest.form.RestProblem;
import org.samling.routes.Meter;
import org.samling.routes.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of the REST API. Holds the checks that apply to all of them: who may ask, and
 * for what. Safe for use by many threads.
 */
public final class RestService {

  private static final Logger LOG = LoggerFactory.getLogger(RestService.class);

  private final Accounts accounts;
  private final LocalOperator operator;
  private final RepeatedRequests repeated;
  private final Switchboard<RestExchange, RestAnswer> switchboard;
  private final List<RestOperation> operations;
  private final Meter meter;

  /**
   * Adds the route to a started Camel context.
   *
   * @param camel the context
   * @param accounts authenticates accounts
   * @param answered keeps answers to requests with an Idempotency-Key
   * @param families what is offered
   * @param operator who may do everything
   * @param json writes the answers that are kept
   * @param meter counts every answer
   */
  public RestService(
      CamelContext camel,
      Accounts accounts,
      AnsweredRequests answered,
      List<Served<?>> families,
      LocalOperator operator,
      RestJson json,
      Meter meter) {
    this.accounts = accounts;
    this.operator = operator;
    this.operations = families.stream().<RestOperation>flatMap(RestOperation::of).toList();
    this.meter = meter;
    this.repeated = new RepeatedRequests(answered, json);
    this.switchboard = new Switchboard<>(camel, new RestRoutes());
  }

  /** What the API offers. */
  public List<RestOperation> operations() {
    return operations;
  }

  /**
   * Answers a request. May block as long as the store does; call it on a thread that may wait.
   *
   * @param call the request
   * @param gate whether the account may send requests from there and now
   */
  public RestAnswer answer(RestCall call, RestGate gate) {
    var started = System.nanoTime();
    var answer = answered(call, gate);
    meter.answered(
        call.operation().text(),
        Integer.toString(answer.status().code()),
        Duration.ofNanos(System.nanoTime() - started));
    return answer;
  }

  private RestAnswer answered(RestCall call, RestGate gate) {
    try {
      if (call.credentials() == null && call.token() == null) {
        return RestAnswer.problem(Status.UNAUTHORIZED, "Log in with HTTP Basic, or send a token.");
      }
      var login = login(call).filter(found -> gate.admits(found.account()));
      if (login.isEmpty()) {
        return RestAnswer.problem(
            Status.UNAUTHORIZED,
            call.token() == null
                ? "The name or password is wrong, or the account may not be used from this address."
                : "The token is not valid, or may not be used from this address.");
      }
      var account = login.get().account();
      return Access.by(
          new Access(
              "REST",
              account.username(),
              call.operation().text(),
              account.isLocalOperator() ? account.username() : "",
              login.get().token()),
          () -> limited(account, call, gate));
    } catch (Problem problem) {
      return RestProblem.answer(problem);
    } catch (LoginLimitException e) {
      return RestAnswer.problem(Status.TOO_MANY, e.getMessage()).after(e.retryAfter());
    } catch (StoreException e) {
      LOG.warn("logins can't be checked: {}", e.toString());
      return RestRoutes.unavailable();
    }
  }

  /** Whose request it is; no token is named where a password proves it, or the operator asks. */
  private Optional<TokenLogin> login(RestCall call) {
    var token = call.token();
    var credentials = call.credentials();
    if (token != null) {
      return operator.isProvenBy(token)
          ? Optional.of(new TokenLogin(operator.account(call.tenant()), ""))
          : accounts.byToken(Account.Protocol.REST, token);
    }
    return credentials == null
        ? Optional.empty()
        : accounts
            .authenticate(Account.Protocol.REST, credentials.username(), credentials.password())
            .map(account -> new TokenLogin(account, ""));
  }

  /** Answers within the account's rate limit (draft-ietf-httpapi-ratelimit-headers). */
  private RestAnswer limited(Account account, RestCall call, RestGate gate) {
    CurrentRequest.isOf(account.username());
    var allowed = gate.take(account);
    var headers = new LinkedHashMap<String, String>();
    headers.put(
        "ratelimit-policy",
        "\"account\";q=%d;w=%d".formatted(allowed.most(), seconds(allowed.window())));
    headers.put(
        "ratelimit", "\"account\";r=%d;t=%d".formatted(allowed.left(), seconds(allowed.due())));
    if (!allowed.isAllowed()) {
      var retryAfter = (int) Math.max(1, seconds(allowed.due()));
      return RestAnswer.problem(
              Status.TOO_MANY,
              "Too many requests by the account %s: wait.".formatted(account.username()))
          .after(retryAfter)
          .with(headers);
    }
    return routed(account, call).with(headers);
  }

  private static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  private RestAnswer routed(Account account, RestCall call) {
    var operation = call.operation();
    if (!account.scopes().contains(operation.scope())) {
      return RestProblem.answer(AccountRights.lacksScope(account, operation.scope()));
    }
    var fault = operation.fault(call);
    if (fault.isPresent()) {
      return RestAnswer.problem(Status.BAD_REQUEST, fault.get());
    }
    try {
      var key = call.key();
      return key == null || !operation.takesKey() || operation.keepsKey()
          ? done(account, call)
          : repeated.once(account, call, key, () -> done(account, call));
    } catch (Problem problem) {
      return RestProblem.answer(problem);
    }
  }

  private RestAnswer done(Account account, RestCall call) {
    try {
      return switchboard.send(new RestExchange(account, call));
    } catch (Exception e) {
      LOG.error("a REST route failed", e);
      return RestAnswer.problem(
          Status.FAULT,
          "The request failed because of a fault in the server. Its log has the details.");
    }
  }
}
