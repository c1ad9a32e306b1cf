package org.samling.routes.ncip;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;
import org.samling.routes.Credentials;
import org.samling.routes.KeptLogins;

/**
 * Authenticates the sender: by the credentials outside the message, or if there are none by the
 * message's own header, whose FromAgencyId or FromSystemId is then the account's name; by the
 * network address only if there is neither. The account decides the tenant; an account is refused
 * at another tenant's address.
 */
final class NcipAdmission {

  private final KeptLogins<Account> logins;

  /** The result of authentication. */
  sealed interface Admission {}

  /**
   * The sender is an account.
   *
   * @param scopes the only scopes of the account that it may use, or null for all
   */
  record Admitted(Account account, @Nullable Set<Scope> scopes) implements Admission {

    /** Copies the scopes. */
    Admitted {
      scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    boolean mayUse(NcipService service) {
      return NcipScopes.mayUse(account, service)
          && (scopes == null || NcipScopes.mayUse(scopes, service));
    }
  }

  /**
   * The sender was refused.
   *
   * @param problem the reason
   * @param byHttp whether HTTP should ask for credentials
   */
  record Refused(ProblemException problem, boolean byHttp) implements Admission {}

  /**
   * Admits accounts. Failed logins are not kept: each counts.
   *
   * @param checkedEvery how long a login counts before it is checked again
   */
  NcipAdmission(Accounts accounts, Duration checkedEvery) {
    this.logins =
        new KeptLogins<>(
            accounts,
            Account.Protocol.NCIP,
            KeptLogins.Times.ofMessages(checkedEvery, Duration.ZERO),
            account -> account);
  }

  Admission admit(NcipCall call, @Nullable NcipHeader header) {
    var login = call.login();
    if (login != null && !(isByAddress(login) && hasCredentials(header))) {
      return admit(call, login);
    }
    var ofAgency = header == null ? null : header.fromAgencyAuthentication();
    if (header != null && ofAgency != null) {
      return authenticate(
          call,
          credentials(
              header.fromAgencyIds().isEmpty() ? null : header.fromAgencyIds().getFirst(),
              ofAgency),
          inHeader(ProblemType.AGENCY_AUTHENTICATION_FAILED, "FromAgency"));
    }
    var ofSystem = header == null ? null : header.fromSystemAuthentication();
    if (header != null && ofSystem != null) {
      return authenticate(
          call,
          credentials(header.fromSystemId(), ofSystem),
          inHeader(ProblemType.SYSTEM_AUTHENTICATION_FAILED, "FromSystem"));
    }
    return byHttp("Log in with HTTP Basic, FromAgencyAuthentication or FromSystemAuthentication.");
  }

  private static boolean isByAddress(NcipLogin login) {
    return login instanceof NcipLogin.Verified known && known.way() == Access.Credential.ADDRESS;
  }

  private static boolean hasCredentials(@Nullable NcipHeader header) {
    return header != null
        && (header.fromAgencyAuthentication() != null || header.fromSystemAuthentication() != null);
  }

  private Admission admit(NcipCall call, NcipLogin login) {
    return switch (login) {
      case NcipLogin.Password(var credentials) ->
          authenticate(
              call, credentials, byHttp("The user name or password is wrong for this address."));
      case NcipLogin.Verified(var name, var way, var scopes) ->
          logins
              .find(name)
              .filter(a -> a.access().withoutPassword().contains(way))
              .filter(a -> isFor(call, a))
              .<Admission>map(a -> new Admitted(a, scopes))
              .orElseGet(() ->
                  byHttp(
                      "No account of this address accepts this login. Ask the library whether"
                          + " the account allows it."));
      case NcipLogin.Authenticated(var account) ->
          isFor(call, account)
              ? new Admitted(account, null)
              : byHttp("The account is not valid at this address.");
      case NcipLogin.Invalid(var why) -> byHttp(why);
    };
  }

  private static Refused byHttp(String detail) {
    return new Refused(problem(ProblemType.SYSTEM_AUTHENTICATION_FAILED, detail, null), true);
  }

  private static boolean isFor(NcipCall call, Account account) {
    return (call.tenant() == null || account.tenant().code().equals(call.tenant()))
        && call.admits().test(account);
  }

  private Admission authenticate(NcipCall call, Credentials credentials, Refused refused) {
    return logins
        .find(credentials.username(), credentials.password())
        .filter(a -> isFor(call, a))
        .<Admission>map(a -> new Admitted(a, null))
        .orElse(refused);
  }

  private static Credentials credentials(@Nullable SchemeValue id, NcipSecret secret) {
    return new Credentials(id == null ? "" : id.value(), new Secret(secret.value()));
  }

  private static Refused inHeader(ProblemType type, String side) {
    return new Refused(
        problem(
            type,
            "%1$sId or %1$sAuthentication is wrong for this address.".formatted(side),
            side + "Authentication"),
        false);
  }

  private static ProblemException problem(
      ProblemType type, String detail, @Nullable String element) {
    return new ProblemException(type, detail, element);
  }
}
