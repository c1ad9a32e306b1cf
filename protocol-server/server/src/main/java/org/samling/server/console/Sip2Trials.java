package org.samling.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.profile.Profiles;
import org.samling.library.config.Configuration.Sandbox;
import org.samling.routes.sip2.Sip2Answer;
import org.samling.routes.sip2.Sip2Gate;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Session;
import org.samling.server.sip2.Sip2WireLog;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Frame;

/**
 * A SIP2 machine without a socket: its messages are processed as all others, from the codec on.
 * Each has a session of its own.
 */
public final class Sip2Trials implements TrialMachine {

  /** Lets no login message through: a trial always uses the account that was chosen. */
  private static final Sip2Gate NO_LOGIN = _ -> false;

  private static final String LOGIN = "93";

  private final List<Sandbox> sandboxes;
  private final Sip2Service service;
  private final Accounts accounts;
  private final Sip2WireLog wireLog;

  /**
   * Creates an instance.
   *
   * @param sandboxes the tenants for trials
   * @param wireLog logs the messages
   */
  public Sip2Trials(
      List<Sandbox> sandboxes, Sip2Service service, Accounts accounts, Sip2WireLog wireLog) {
    this.sandboxes = List.copyOf(sandboxes);
    this.service = service;
    this.accounts = accounts;
    this.wireLog = wireLog;
  }

  @Override
  public Optional<TestData> testData(Tenant tenant) {
    return sandboxes.stream()
        .filter(s -> s.tenant().equals(tenant.code()))
        .map(s -> new TestData(s.patron(), s.pin(), s.item()))
        .findFirst();
  }

  @Override
  public Optional<Exchange> send(
      Tenant tenant, String username, String message, boolean seesPatrons) {
    return testData(tenant)
        .flatMap(data ->
            accounts
                .named(Account.Protocol.SIP2, username)
                .filter(a -> a.tenant().id().equals(tenant.id()))
                .map(a -> send(a, message, seesPatrons ? null : data.patron())));
  }

  /** Sends a message; only what tells of this patron is shown, or of all for null. */
  private Exchange send(Account account, String message, @Nullable String shownPatron) {
    var codec = Sip2Service.codec(account, Profiles.PRESETS);
    var request = Sip2Frame.of(message, codec.charset());
    var annotator = new Sip2Annotator(codec.delimitedAsIn(request));
    if (message.startsWith(LOGIN)) {
      // A password is never checked here, where nothing limits the attempts.
      return new Exchange(annotator.masked(request), annotator.annotate(request), "", "");
    }
    var session = new Sip2Session(Instant.now(), NO_LOGIN);
    service.begin(session, account);
    var received = Instant.now();
    var reply =
        service.answer(session, request) instanceof Sip2Answer.Reply(var frame, _) ? frame : null;
    wireLog.logTrial(account, received, request, reply);
    var isShown =
        shownPatron == null
            || (isOnlyOf(shownPatron, annotator.patrons(request))
                && (reply == null || isOnlyOf(shownPatron, annotator.patrons(reply))));
    var shown = isShown ? annotator : annotator.withoutPersons();
    return new Exchange(
        shown.masked(request),
        shown.annotate(request),
        reply == null ? "" : shown.masked(reply),
        reply == null ? "" : shown.annotate(reply));
  }

  private static boolean isOnlyOf(String patron, List<String> patrons) {
    return !patrons.isEmpty() && patrons.stream().allMatch(patron::equals);
  }
}
