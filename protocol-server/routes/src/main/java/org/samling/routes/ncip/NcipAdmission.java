package org.samling.routes.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.ncip.NcipHeader;
import org.samling.ncip.NcipSecret;
import org.samling.ncip.ProblemType;
import org.samling.ncip.SchemeValue;
import org.samling.routes.Credentials;

/**
 * Decides who may ask: by HTTP's credentials, or where none came by those of the message's own
 * header, whose FromAgencyId or FromSystemId is then the account's name. The account decides the
 * tenant; an address that names another one is not the account's.
 */
final class NcipAdmission {

  private final Accounts accounts;

  /** What is decided. */
  sealed interface Admission {}

  /** The account may ask. */
  record Admitted(Account account) implements Admission {}

  /**
   * Nobody was let in.
   *
   * @param problem why
   * @param byHttp whether HTTP is to ask for credentials
   */
  record Refused(ProblemException problem, boolean byHttp) implements Admission {}

  NcipAdmission(Accounts accounts) {
    this.accounts = accounts;
  }

  Admission admit(NcipCall call, @Nullable NcipHeader header) {
    if (call.credentials() != null) {
      return authenticate(
          call,
          call.credentials(),
          new Refused(
              problem(
                  ProblemType.SYSTEM_AUTHENTICATION_FAILED,
                  "The name or the password is not right for this address.",
                  null),
              true));
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
    return new Refused(
        problem(
            ProblemType.SYSTEM_AUTHENTICATION_FAILED,
            "Log in with HTTP Basic, FromAgencyAuthentication or FromSystemAuthentication.",
            null),
        true);
  }

  private Admission authenticate(NcipCall call, Credentials credentials, Refused otherwise) {
    return accounts
        .authenticate(Account.Protocol.NCIP, credentials.username(), credentials.password())
        .filter(a -> call.tenant() == null || a.tenant().code().equals(call.tenant()))
        .<Admission>map(Admitted::new)
        .orElse(otherwise);
  }

  private static Credentials credentials(@Nullable SchemeValue id, NcipSecret secret) {
    return new Credentials(id == null ? "" : id.value(), new Secret(secret.value()));
  }

  private static Refused inHeader(ProblemType type, String side) {
    return new Refused(
        problem(
            type,
            "%1$sId or %1$sAuthentication is not right for this address.".formatted(side),
            side + "Authentication"),
        false);
  }

  private static ProblemException problem(
      ProblemType type, String detail, @Nullable String element) {
    return new ProblemException(type, detail, element, null);
  }
}
