package org.samling.routes.ncip;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.policy.Setting;
import org.samling.ncip.NcipRequest.CreateUser;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CreateUserResponse;
import org.samling.ncip.ProblemType;
import org.samling.ncip.UserOptionalFields.Address;
import org.samling.ncip.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.UserOptionalFields.PhysicalAddress;

/**
 * Makes patrons of people whom partners send, where the library has said in which category. The
 * same person again is the same patron.
 */
final class NcipNewUsers {

  /** How long what is told of a person may be. */
  private static final int LONGEST = 200;

  private final Inquiries inquiries;
  private final PatronRegister register;

  NcipNewUsers(Inquiries inquiries, PatronRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /** Answers CreateUser. */
  NcipResponse create(NcipExchange<CreateUser> exchange) {
    var request = exchange.request();
    var identifier = NcipPatrons.named(request.userId(), request.authenticationInputs());
    var name = name(request.nameInformation());
    var there = inquiries.patron(exchange.tenant(), identifier);
    if (there.isPresent()) {
      if (!there.get().patron().name().equals(name)) {
        throw new ProblemException(
            ProblemType.ELEMENT_RULE_VIOLATED,
            "Somebody else is a patron by this identifier.",
            "UserId",
            null);
      }
    } else {
      put(exchange, identifier, name);
    }
    return new CreateUserResponse(NcipUsers.id(exchange.account(), identifier));
  }

  private void put(NcipExchange<CreateUser> exchange, String identifier, String name) {
    var request = exchange.request();
    var account = exchange.account();
    var policy = inquiries.policy(exchange.tenant());
    var category =
        policy
            .setting(Setting.PATRON_CATEGORY_NEW, account.branch(), policy.day(exchange.received()))
            .value();
    if (!policy.patronCategories().containsKey(category)) {
      throw new ProblemException(
          ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
          "The library has not said (setting %s) in which category partners make patrons."
              .formatted(Setting.PATRON_CATEGORY_NEW.name()),
          null,
          null);
    }
    var cpr = Cpr.parse(identifier);
    var card = cpr.isPresent() ? newCard() : limited("UserIdentifierValue", identifier);
    var addresses =
        request.userAddressInformation().stream()
            .map(information -> information.address())
            .toList();
    try {
      register.putPatrons(
          exchange.tenant(),
          List.of(
              new NewPatron(
                  card,
                  name,
                  category,
                  account.branch(),
                  NcipPatrons.pin(request.authenticationInputs()).orElse(null),
                  "000",
                  day(request.dateOfBirth()),
                  null,
                  electronic(addresses, "mailto"),
                  electronic(addresses, "tel"),
                  postal(addresses),
                  List.of(),
                  new Particulars(
                      PatronKind.PERSON,
                      List.of(),
                      cpr.orElse(null),
                      null,
                      null,
                      null,
                      false,
                      Particulars.NONE.consents(),
                      null,
                      List.of(),
                      List.of()))));
    } catch (UnfitPatronException e) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "The library can't take this person: " + e.particular() + " does not fit.",
          "UserId",
          null);
    }
  }

  /** A card for somebody who is named by the number in the person registry alone. */
  private static String newCard() {
    return "N" + HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
  }

  /** "Surname, Forename", as names are kept. */
  private static String name(PersonalNameInformation name) {
    var surname = name.surname();
    var given = name.givenName();
    var whole =
        surname == null
            ? String.valueOf(name.unstructuredPersonalUserName())
            : given == null ? surname : surname + ", " + given;
    return limited("NameInformation", whole);
  }

  private static @Nullable LocalDate day(@Nullable Instant birth) {
    return birth == null ? null : birth.atZone(ZoneOffset.UTC).toLocalDate();
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
          "%s has at most %d characters.".formatted(element, LONGEST),
          element,
          null);
    }
    return text;
  }
}
