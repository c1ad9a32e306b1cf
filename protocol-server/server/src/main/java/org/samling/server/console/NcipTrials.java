package org.samling.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Predicate;
import org.samling.console.trial.TrialPartner;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenant;
import org.samling.ncip.NcipAnnotator;
import org.samling.ncip.NcipLimits;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipLogin;
import org.samling.routes.ncip.NcipResponder;

/** A partner of NCIP without a socket: its messages go the way of all others, from the codec on. */
public final class NcipTrials implements TrialPartner {

  private static final String PROBLEM = "Problem";

  private final NcipAnnotator annotator = new NcipAnnotator(NcipLimits.DEFAULT);
  private final Predicate<Tenant> isSandbox;
  private final NcipResponder responder;
  private final Accounts accounts;

  /**
   * Makes it.
   *
   * @param isSandbox knows the tenants to try with
   * @param responder answers
   * @param accounts knows the accounts
   */
  public NcipTrials(Predicate<Tenant> isSandbox, NcipResponder responder, Accounts accounts) {
    this.isSandbox = isSandbox;
    this.responder = responder;
    this.accounts = accounts;
  }

  @Override
  public Optional<Answered> send(Tenant tenant, String username, String message) {
    if (!isSandbox.test(tenant)) {
      return Optional.empty();
    }
    return accounts
        .named(Account.Protocol.NCIP, username)
        .filter(a -> a.tenant().id().equals(tenant.id()))
        .map(a -> send(tenant, a, message));
  }

  private Answered send(Tenant tenant, Account account, String message) {
    var bytes = message.getBytes(UTF_8);
    var answer =
        responder
            .answer(
                new NcipCall(
                    new NcipCall.Body(bytes),
                    tenant.code(),
                    new NcipLogin.LetIn(account),
                    _ -> true))
            .body();
    var explained = annotator.annotate(answer);
    return new Answered(
        message,
        annotator.annotate(bytes),
        new String(answer, UTF_8).replaceAll(">\\s*<(?!/)", ">\n<"),
        explained,
        explained.lines().anyMatch(l -> l.strip().equals(PROBLEM)));
  }
}
