package org.samling.routes.ncip;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.Account;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.LookupUserResponse;
import org.samling.ncip.NcipResponse.LookupUserResponse.LoanedItemsCount;
import org.samling.ncip.NcipResponse.LookupUserResponse.RequestedItemsCount;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserFiscalAccount.AccountDetails;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.BlockOrTrap;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;
import org.samling.ncip.data.UserOptionalFields.UserPrivilege;

/** Looks up patrons: returns the requested data, and always whether the patron may borrow. */
final class NcipUsers {

  /** What NCIP 1 calls the element type User Id. */
  private static final String VISIBLE_USER_ID = "Visible User Id";

  /** The privileges that are sent for every patron. */
  static final List<String> PRIVILEGES = List.of("STATUS", "PROFILE", "LIBRARY");

  private final NcipPatrons patrons;

  NcipUsers(NcipPatrons patrons) {
    this.patrons = patrons;
  }

  /** Answers LookupUser. */
  NcipResponse lookup(NcipExchange<LookupUser> exchange) {
    var request = exchange.request();
    var account = exchange.account();
    var identifier = patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var patron = patrons.account(exchange, identifier, parts(request));
    return new LookupUserResponse(
        id(account, identifier),
        request.userFiscalAccountDesired() && !patron.fees().isEmpty()
            ? List.of(fiscalAccount(account, patron))
            : List.of(),
        request.loanedItemsDesired()
            ? List.of(
                new LoanedItemsCount(
                    NcipScheme.CIRCULATION_STATUS.of("On Loan"), patron.patron().loans()))
            : List.of(),
        request.loanedItemsDesired()
            ? patron.loans().stream().map(loan -> loanedItem(account, loan)).toList()
            : List.of(),
        request.requestedItemsDesired()
            ? List.of(new RequestedItemsCount(NcipHolds.HOLD, patron.patron().holds()))
            : List.of(),
        request.requestedItemsDesired()
            ? patron.holds().stream().map(hold -> requestedItem(account, hold)).toList()
            : List.of(),
        fields(account, patron, request.userElementTypes()));
  }

  /** What the answer lists. */
  private static Set<Part> parts(LookupUser request) {
    var parts = EnumSet.noneOf(Part.class);
    if (request.loanedItemsDesired()) {
      parts.add(Part.LOANS);
    }
    if (request.requestedItemsDesired()) {
      parts.add(Part.HOLDS);
    }
    if (request.userFiscalAccountDesired()) {
      parts.add(Part.FEES);
    }
    return parts;
  }

  static UserId id(Account account, String identifier) {
    return new UserId(NcipScheme.agency(account.institution()), identifier);
  }

  private static LoanedItem loanedItem(Account account, PatronAccount.Loan loan) {
    return new LoanedItem(
        NcipItems.id(account, loan.barcode()),
        List.of(NcipItems.number(loan.record())),
        null,
        loan.due(),
        null,
        loan.title(),
        null,
        NcipItems.description(loan.title(), null, loan.record(), ""),
        false);
  }

  private static RequestedItem requestedItem(Account account, PatronAccount.Hold hold) {
    return new RequestedItem(
        requestId(account, hold.id().toString()),
        hold.barcode() == null ? null : NcipItems.id(account, hold.barcode()),
        List.of(NcipItems.number(hold.record())),
        NcipHolds.HOLD,
        NcipScheme.REQUEST_STATUS_TYPE.of(
            hold.state() == HoldState.READY ? "Available For Pickup" : "In Process"),
        hold.placed(),
        new RequestedItem.Pickup(null, NcipScheme.agency(hold.pickup()), null),
        null,
        hold.title(),
        null,
        NcipItems.description(hold.title(), null, hold.record(), ""));
  }

  static RequestId requestId(Account account, String value) {
    return new RequestId(NcipScheme.agency(account.institution()), value);
  }

  private static UserFiscalAccount fiscalAccount(Account account, PatronAccount patron) {
    var currency = account.tenant().currency().getCurrencyCode();
    return new UserFiscalAccount(
        Amount.of(currency, patron.patron().owed()),
        patron.fees().stream()
            .map(fee ->
                new AccountDetails(
                    fee.arose(),
                    new FiscalTransactionInformation(
                        NcipScheme.FISCAL_ACTION_TYPE.of("Assess"),
                        new FiscalTransactionReferenceId(
                            NcipScheme.agency(account.institution()), fee.id().toString()),
                        NcipScheme.FISCAL_TRANSACTION_TYPE.of(type(fee.type())),
                        Amount.of(currency, fee.open()),
                        null,
                        fee.reason(),
                        null)))
            .toList());
  }

  /** What a fee is for, in the standard's words. */
  static String type(FeeType type) {
    return switch (type) {
      case OVERDUE -> "Fine";
      case DAMAGE, REPLACEMENT -> "Book Replacement Charge";
      case REMINDER -> "Reminder Charge";
      case PROCESSING, LOAN, RENEWAL, HOLD -> "Service Charge";
      case INTERLIBRARY -> "Interlibrary Loan Fee";
    };
  }

  /** The requested fields of a patron, and always whether they may borrow. */
  static UserOptionalFields fields(Account account, PatronAccount patron, List<SchemeValue> types) {
    var facts = patron.patron();
    return new UserOptionalFields(
        isAsked(types, "Name Information") ? name(facts.name()) : null,
        isAsked(types, "User Address Information") ? addresses(patron) : List.of(),
        null,
        isAsked(types, "User Language") && facts.language().equals("009")
            ? List.of(NcipScheme.LANGUAGE.of("dan"))
            : List.of(),
        privileges(account, patron),
        isAsked(types, "Block Or Trap") ? blocks(account, patron) : List.of(),
        isAsked(types, "User Id") || isAsked(types, VISIBLE_USER_ID)
            ? List.of(id(account, facts.identifier()))
            : List.of());
  }

  private static boolean isAsked(List<SchemeValue> types, String type) {
    return types.stream().anyMatch(t -> t.is(type));
  }

  /** Splits a name stored as "Surname, Forename". */
  private static PersonalNameInformation name(String name) {
    var comma = name.indexOf(',');
    return comma < 0
        ? PersonalNameInformation.unstructured(name)
        : new PersonalNameInformation(
            name.substring(comma + 1).strip(), name.substring(0, comma).strip(), null);
  }

  private static List<UserAddressInformation> addresses(PatronAccount patron) {
    var addresses = new ArrayList<UserAddressInformation>();
    var postal = patron.contact().address();
    if (postal != null) {
      add(
          addresses,
          new PhysicalAddress(
              postal.replace(", ", "\n"), NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address")));
    }
    electronic(addresses, "mailto", patron.contact().email());
    electronic(addresses, "tel", patron.contact().phone());
    return addresses;
  }

  private static void electronic(
      List<UserAddressInformation> addresses, String type, @Nullable String data) {
    if (data != null) {
      add(addresses, new ElectronicAddress(NcipScheme.ELECTRONIC_ADDRESS_TYPE.of(type), data));
    }
  }

  private static void add(List<UserAddressInformation> addresses, Address address) {
    addresses.add(
        new UserAddressInformation(NcipScheme.USER_ADDRESS_ROLE_TYPE.of("Home"), null, address));
  }

  /**
   * The three privileges that partners use: whether the patron may borrow, the category, the
   * branch.
   */
  private static List<UserPrivilege> privileges(Account account, PatronAccount patron) {
    var facts = patron.patron();
    var until = facts.expires();
    return List.of(
        privilege(
            account,
            "STATUS",
            patron.broken().isEmpty() ? "Active" : "Blocked",
            until == null ? null : endOf(until, account.tenant().zone())),
        privilege(account, "PROFILE", facts.category(), null),
        privilege(account, "LIBRARY", facts.branch(), null));
  }

  private static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
  }

  private static UserPrivilege privilege(
      Account account, String type, String status, @Nullable Instant until) {
    return new UserPrivilege(
        NcipScheme.agency(account.institution()),
        SchemeValue.of(type),
        until,
        SchemeValue.of(status));
  }

  private static List<BlockOrTrap> blocks(Account account, PatronAccount patron) {
    return patron.broken().stream()
        .map(broken ->
            new BlockOrTrap(
                NcipScheme.agency(account.institution()),
                SchemeValue.of(broken.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')),
                null))
        .toList();
  }
}
