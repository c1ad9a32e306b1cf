package org.samling.routes.ncip;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronPins.PinChange;
import org.samling.ncip.NcipRequest.UpdateUser;
import org.samling.ncip.NcipRequest.UpdateUser.UserFields;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.UpdateUserResponse;
import org.samling.ncip.data.ProblemType;

/**
 * Changes patrons' PINs for partners: the new PIN is among AddUserFields, the old one among
 * DeleteUserFields or beside the user. What else a partner wants to change is refused.
 */
final class NcipUserChanges {

  private static final String ADDED = "AddUserFields";

  private final PatronPins pins;

  NcipUserChanges(PatronPins pins) {
    this.pins = pins;
  }

  /** Answers UpdateUser. */
  NcipResponse update(NcipExchange<UpdateUser> exchange) {
    var request = exchange.request();
    var identifier =
        NcipPatrons.requestedIdentifier(request.userId(), request.authenticationInputs());
    var added = request.addUserFields();
    var deleted = request.deleteUserFields();
    if (Stream.of(added, deleted).anyMatch(fields -> fields != null && fields.hasMore())) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_SERVICE,
          "Of a user the PIN alone can be changed, by an AuthenticationInput of type PIN.",
          ADDED);
    }
    var old =
        NcipPatrons.pin(request.authenticationInputs())
            .or(() -> pin(deleted))
            .orElseThrow(() -> missing("the PIN until now", "DeleteUserFields"));
    var pin = pin(added).orElseThrow(() -> missing("the new PIN", ADDED));
    switch (pins.change(exchange.tenant(), identifier, old, pin)) {
      case PinChange.Done _ -> {}
      case PinChange.NoPatron _, PinChange.WrongPin _ -> throw NcipPatrons.wrongPin();
      case PinChange.Unfit(var rules) ->
          throw new ProblemException(
              ProblemType.ELEMENT_RULE_VIOLATED,
              "A PIN of this library %s.".formatted(rules.words()),
              ADDED);
    }
    return new UpdateUserResponse(NcipUsers.id(exchange.account(), identifier));
  }

  private static Optional<Secret> pin(@Nullable UserFields fields) {
    return fields == null ? Optional.empty() : NcipPatrons.pin(fields.authenticationInputs());
  }

  private static ProblemException missing(String what, String element) {
    return new ProblemException(
        ProblemType.NEEDED_DATA_MISSING,
        "Send %s in an AuthenticationInput of type PIN.".formatted(what),
        element);
  }
}
