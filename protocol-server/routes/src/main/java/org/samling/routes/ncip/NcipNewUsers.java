package org.samling.routes.ncip;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipRequest.CreateUser;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CreateUserResponse;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.routes.NewPatrons;
import org.samling.routes.NewPatrons.Person;
import org.samling.routes.NewPatrons.Result;

/** Registers patrons for partners. */
final class NcipNewUsers {

  /** The longest value of a person's data. */
  private static final int LONGEST = 200;

  private final NewPatrons patrons;

  NcipNewUsers(NewPatrons patrons) {
    this.patrons = patrons;
  }

  /** Answers CreateUser. */
  NcipResponse create(NcipExchange<CreateUser> exchange) {
    var request = exchange.request();
    var identifier =
        NcipPatrons.requestedIdentifier(request.userId(), request.authenticationInputs());
    var addresses =
        request.userAddressInformation().stream()
            .map(information -> information.address())
            .toList();
    var result =
        patrons.register(
            exchange.account(),
            exchange.received(),
            new Person(
                limited("UserIdentifierValue", identifier),
                name(request.nameInformation()),
                NcipPatrons.pin(request.authenticationInputs()).orElse(null),
                day(request.dateOfBirth(), exchange.account().tenant().zone()),
                electronic(addresses, "mailto"),
                electronic(addresses, "tel"),
                postal(addresses)));
    return switch (result) {
      case Result.Known _ -> new CreateUserResponse(NcipUsers.id(exchange.account(), identifier));
      case Result.Refused(var reason, var detail) -> throw problem(reason, detail);
    };
  }

  private static ProblemException problem(NewPatrons.Reason reason, String detail) {
    return switch (reason) {
      case NO_CATEGORY ->
          new ProblemException(ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY, detail, null);
      case OTHER_PERSON, CARD_BARRED, UNFIT ->
          new ProblemException(ProblemType.ELEMENT_RULE_VIOLATED, detail, "UserId");
    };
  }

  /** The name in its stored form, "Surname, Forename". */
  private static String name(PersonalNameInformation name) {
    var surname = name.surname();
    var given = name.givenName();
    var whole =
        surname == null
            ? String.valueOf(name.unstructuredPersonalUserName())
            : given == null ? surname : surname + ", " + given;
    return limited("NameInformation", whole);
  }

  /** The day, in the zone in which a time without an offset was read. */
  private static @Nullable LocalDate day(@Nullable Instant birth, ZoneId zone) {
    return birth == null ? null : birth.atZone(zone).toLocalDate();
  }

  private static @Nullable String electronic(List<Address> addresses, String type) {
    return addresses.stream()
        .filter(ElectronicAddress.class::isInstance)
        .map(ElectronicAddress.class::cast)
        .filter(address -> address.electronicAddressType().is(type))
        .map(address -> limited("ElectronicAddressData", address.electronicAddressData()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String postal(List<Address> addresses) {
    return addresses.stream()
        .filter(PhysicalAddress.class::isInstance)
        .map(PhysicalAddress.class::cast)
        .map(address ->
            limited("PhysicalAddress", address.unstructuredAddressData().replaceAll("\\R+", ", ")))
        .findFirst()
        .orElse(null);
  }

  private static String limited(String element, String text) {
    if (text.length() > LONGEST) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "%s may have at most %d characters.".formatted(element, LONGEST),
          element);
    }
    return text;
  }
}
