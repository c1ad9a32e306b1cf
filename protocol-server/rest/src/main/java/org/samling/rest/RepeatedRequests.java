package org.samling.rest;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.organisation.Account;
import org.samling.core.requests.AnsweredRequests;
import org.samling.core.requests.AnsweredRequests.Again;
import org.samling.core.requests.AnsweredRequests.Answer;
import org.samling.core.requests.AnsweredRequests.Different;
import org.samling.core.requests.AnsweredRequests.First;
import org.samling.core.requests.AnsweredRequests.Running;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a repeated request
 * gets the answer of the first. Commands have keys of their own, derived from it, so that they are
 * carried out once even where the first answer could not be kept.
 */
final class RepeatedRequests {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedRequests.class);

  /** After how many seconds to retry while the first request is still being processed. */
  private static final int UNTIL_DONE = 2;

  private final AnsweredRequests requests;
  private final RestJson json;

  RepeatedRequests(AnsweredRequests requests, RestJson json) {
    this.requests = requests;
    this.json = json;
  }

  /** Carries out the request, or returns the answer that it got the first time. */
  RestAnswer once(Account account, RestCall call, String key, Supplier<RestAnswer> work) {
    var known = new AnsweredRequests.Key(account.tenant().id(), account.id(), key);
    return switch (requests.begin(known, fingerprint(call))) {
      case First() -> first(known, work);
      case Again(var answer) -> again(answer);
      case Running() ->
          RestAnswer.problem(
                  Status.CONFLICT, "A request with this Idempotency-Key is still being processed.")
              .after(UNTIL_DONE);
      case Different() ->
          RestAnswer.problem(
              Status.UNPROCESSABLE, "This Idempotency-Key was used for another request.");
    };
  }

  private RestAnswer first(AnsweredRequests.Key key, Supplier<RestAnswer> work) {
    var answer = work.get();
    try {
      if (passes(answer.status())) {
        requests.forget(key);
      } else {
        requests.storeAnswer(key, kept(answer));
      }
    } catch (StoreException e) {
      LOG.warn("a response could not be stored for repetitions of its request: {}", e.toString());
    }
    return answer;
  }

  /** Whether the same request might get another answer in a moment. */
  private static boolean passes(Status status) {
    return status.code() >= Status.FAULT.code() || status == Status.TOO_MANY;
  }

  private Answer kept(RestAnswer answer) {
    var body = answer.body();
    return new Answer(
        answer.status().code(),
        answer.headers().get("location"),
        body == null ? null : json.write(body));
  }

  private RestAnswer again(Answer answer) {
    @Nullable String body = answer.body();
    var told = new RestAnswer(Status.of(answer.status()), body == null ? null : json.read(body));
    var location = answer.location();
    return location == null ? told : told.at(location);
  }

  /** Equal for requests that ask for the same thing. */
  private static String fingerprint(RestCall call) {
    return CommandKey.of(
            Duration.ZERO,
            call.operation().text(),
            new TreeMap<>(call.path()),
            new TreeMap<>(call.query()),
            new TreeMap<>(call.body()))
        .hex();
  }
}
