package org.samling.ncip;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse.ItemTransaction;
import org.samling.ncip.NcipResponse.LookupUserResponse;
import org.samling.ncip.NcipResponse.LookupUserResponse.LoanedItemsCount;
import org.samling.ncip.NcipResponse.LookupUserResponse.RequestedItemsCount;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipResponse.RequestItemResponse;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicDescription.Text;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.FiscalTransactionInformation.ItemDetails;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.ItemOptionalFields.ItemDescription;
import org.samling.ncip.data.ItemOptionalFields.Location;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserFiscalAccount.AccountDetails;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;
import org.samling.ncip.data.UserOptionalFields.BlockOrTrap;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;
import org.samling.ncip.data.UserOptionalFields.UserPrivilege;

/** Responses of every kind, once with all that they can hold and once with little. */
final class Samples {
  static final SchemeValue LIBRARY =
      new SchemeValue("http://biblstandard.dk/isil/schemes/1.1/", "DK-779700");
  static final SchemeValue PARTNER = SchemeValue.of("DK-870970");

  /** The header of the request that all responses answer. */
  static final NcipHeader HEADER =
      new NcipHeader(
          SchemeValue.of("partner-ill"),
          new NcipSecret("system-secret"),
          List.of(PARTNER),
          new NcipSecret("agency-secret"),
          SchemeValue.of("DK-820010"),
          SchemeValue.of("samling"),
          List.of(LIBRARY),
          SchemeValue.of("ILL"));

  static final Instant JANUARY = Instant.parse("2026-01-02T09:30:00Z");
  static final Instant MARCH = Instant.parse("2026-03-01T22:59:59Z");
  static final UserId USER =
      new UserId(LIBRARY, NcipScheme.USER_IDENTIFIER_TYPE.of("Barcode"), "AA2000000001");
  static final ItemId ITEM =
      new ItemId(LIBRARY, NcipScheme.ITEM_IDENTIFIER_TYPE.of("Barcode"), "3890000001");
  static final RequestId REQUEST = new RequestId(PARTNER, SchemeValue.of("Request"), "CL-55821");
  static final BibliographicItemId ISBN =
      new BibliographicItemId(
          "9788700000018", NcipScheme.BIBLIOGRAPHIC_ITEM_IDENTIFIER_CODE.of("ISBN"));
  static final BibliographicRecordId LOCAL_NUMBER =
      new BibliographicRecordId("90000458", LIBRARY, null);
  static final BibliographicRecordId FAUST =
      new BibliographicRecordId(
          "90000458",
          null,
          new SchemeValue("http://biblstandard.dk/ncip/schemes/faust/1.0/", "FAUST"));
  static final BibliographicDescription TITLE =
      new BibliographicDescription(
          ISBN,
          Map.of(
              Text.AUTHOR, "Machiavelli, Niccolò",
              Text.AUTHOR_OF_COMPONENT, "Lund, K.",
              Text.EDITION, "2. udgave",
              Text.PAGINATION, "s. 17-31",
              Text.PLACE_OF_PUBLICATION, "København",
              Text.PUBLICATION_DATE, "1876",
              Text.PUBLISHER, "Gad",
              Text.SERIES_TITLE_NUMBER, "Klassikere ; 4",
              Text.TITLE, "Fyrsten <& andre>",
              Text.TITLE_OF_COMPONENT, "Om magt"),
          NcipScheme.LANGUAGE.of("dan"),
          List.of(LOCAL_NUMBER, FAUST),
          NcipScheme.MEDIUM_TYPE.of("Book"));
  private static final BibliographicDescription NO_TITLE = BibliographicDescription.EMPTY;
  private static final Location PLACE =
      new Location(
          NcipScheme.LOCATION_TYPE.of("Permanent Location"),
          List.of(
              new LocationNameInstance(1, "Solbæk Bibliotek"),
              new LocationNameInstance(2, "Voksen")));
  static final ItemOptionalFields ITEM_FIELDS =
      new ItemOptionalFields(
          TITLE,
          List.of(
              NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("In Library Use Only"),
              NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("No Reproduction")),
          NcipScheme.CIRCULATION_STATUS.of("On Loan"),
          3,
          new ItemDescription(
              "32.01 Machiavelli",
              "3890000001",
              NcipScheme.ITEM_DESCRIPTION_LEVEL.of("Item"),
              "Bind 1",
              2),
          List.of(PLACE),
          MARCH);
  static final FiscalTransactionInformation FEE =
      new FiscalTransactionInformation(
          NcipScheme.FISCAL_ACTION_TYPE.of("Assess"),
          new FiscalTransactionReferenceId(LIBRARY, "fee-17"),
          NcipScheme.FISCAL_TRANSACTION_TYPE.of("Fine"),
          Amount.of("DKK", 2500),
          NcipScheme.PAYMENT_METHOD_TYPE.of("Cash"),
          "For sent afleveret",
          REQUEST,
          new ItemDetails(ITEM, TITLE, JANUARY, MARCH, MARCH));
  private static final FiscalTransactionInformation SMALL_FEE =
      new FiscalTransactionInformation(
          NcipScheme.FISCAL_ACTION_TYPE.of("Penalty"),
          null,
          NcipScheme.FISCAL_TRANSACTION_TYPE.of("Service Charge"),
          Amount.of("DKK", 0),
          null,
          null,
          null,
          null);
  static final UserOptionalFields USER_FIELDS =
      new UserOptionalFields(
          new PersonalNameInformation("Åse", "Ibsen", "Åse Ibsen"),
          List.of(
              new UserAddressInformation(
                  NcipScheme.USER_ADDRESS_ROLE_TYPE.of("Home"),
                  JANUARY,
                  MARCH,
                  new PhysicalAddress(
                      "Strandvejen 1\n9999 Solbæk",
                      NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address"))),
              new UserAddressInformation(
                  NcipScheme.USER_ADDRESS_ROLE_TYPE.of("Notice"),
                  null,
                  new ElectronicAddress(
                      NcipScheme.ELECTRONIC_ADDRESS_TYPE.of("mailto"), "aase@example.dk")),
              new UserAddressInformation(
                  NcipScheme.USER_ADDRESS_ROLE_TYPE.of("Multi-Purpose"),
                  null,
                  new ElectronicAddress(
                      NcipScheme.ELECTRONIC_ADDRESS_TYPE.of("tel"), "+45 00 00 00 00"))),
          LocalDate.of(1970, 5, 17),
          List.of(NcipScheme.LANGUAGE.of("dan"), NcipScheme.LANGUAGE.of("eng")),
          List.of(
              new UserPrivilege(
                  LIBRARY,
                  SchemeValue.of("STATUS"),
                  JANUARY,
                  MARCH,
                  SchemeValue.of("Active"),
                  "Låner ved biblioteket"),
              new UserPrivilege(LIBRARY, SchemeValue.of("PROFILE"), null, null)),
          List.of(
              new BlockOrTrap(LIBRARY, SchemeValue.of("Block Check Out"), JANUARY, MARCH),
              new BlockOrTrap(LIBRARY, SchemeValue.of("Block Request Item"), null)),
          List.of(USER, UserId.of("820010-1")));
  private static final UserOptionalFields NO_USER_FIELDS =
      new UserOptionalFields(
          new PersonalNameInformation(null, null, "Åse Ibsen"),
          List.of(),
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of());
  static final SchemeValue HOLD = NcipScheme.REQUEST_TYPE.of("Hold");
  static final SchemeValue TITLE_SCOPE = NcipScheme.REQUEST_SCOPE_TYPE.of("Bibliographic Item");

  private Samples() {}

  /** Responses by the names of the files that show them. */
  static Map<String, NcipResponse> responses() {
    var responses = new LinkedHashMap<String, NcipResponse>();
    responses.put("lookup-user-full", lookupUser());
    responses.put(
        "lookup-user-minimal",
        new LookupUserResponse(
            UserId.of("AA2000000001"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            NO_USER_FIELDS));
    responses.put(
        "lookup-item-full",
        new LookupItemResponse(
            REQUEST,
            ITEM,
            MARCH,
            JANUARY,
            new ItemTransaction(USER, List.of(UserId.of("1"), UserId.of("2"))),
            ITEM_FIELDS));
    responses.put(
        "lookup-item-minimal",
        new LookupItemResponse(null, ItemId.of("3890000001"), null, null, null, null));
    responses.put(
        "request-item-full",
        new RequestItemResponse(
            REQUEST, ITEM, USER, HOLD, TITLE_SCOPE, JANUARY, MARCH, FEE, ITEM_FIELDS, USER_FIELDS));
    responses.put(
        "request-item-minimal",
        new RequestItemResponse(
            REQUEST, null, USER, HOLD, TITLE_SCOPE, null, null, null, null, null));
    responses.put(
        "check-out-item-full",
        new CheckOutItemResponse(ITEM, USER, MARCH, 0, FEE, ITEM_FIELDS, USER_FIELDS));
    responses.put("check-out-item-minimal", new CheckOutItemResponse(ITEM, USER, null, null));
    responses.put(
        "check-in-item-full",
        new CheckInItemResponse(
            ITEM,
            USER,
            new RoutingInformation("Til Sønderby", "4", PLACE, HOLD, USER),
            FEE,
            ITEM_FIELDS,
            USER_FIELDS));
    responses.put("check-in-item-minimal", new CheckInItemResponse(ITEM));
    responses.putAll(SampleResponses.responses());
    responses.put(
        "problem-check-out-item-fee",
        new ProblemResponse(
            NcipService.CHECK_OUT_ITEM,
            List.of(
                Problem.of(
                    ProblemType.ELEMENT_RULE_VIOLATED,
                    NcipService.CHECK_OUT_ITEM,
                    "The fee must be acknowledged."),
                Problem.of(ProblemType.INVALID_AMOUNT, NcipService.CHECK_OUT_ITEM, "Too little.")
                    .at("AcknowledgedFeeAmount", "100")),
            Amount.of("DKK", 2500)));
    responses.put(
        "problem-check-in-item",
        new ProblemResponse(
            NcipService.CHECK_IN_ITEM,
            Problem.of(
                    ProblemType.ITEM_NOT_CHECKED_OUT,
                    NcipService.CHECK_IN_ITEM,
                    "The item is not on loan.")
                .at("ItemIdentifierValue", "3890000001")));
    responses.put(
        "problem-create-item",
        new ProblemResponse(
            NcipService.CREATE_ITEM,
            Problem.of(
                ProblemType.UNSUPPORTED_SERVICE,
                NcipService.CREATE_ITEM,
                "This server has no CreateItem.")));
    responses.put(
        "problem-message",
        new MessageProblem(
            Problem.of(
                ProblemType.INVALID_MESSAGE_SYNTAX_ERROR,
                null,
                "The message is not well-formed XML (line 3, column 7)")));
    return responses;
  }

  private static LookupUserResponse lookupUser() {
    return new LookupUserResponse(
        USER,
        List.of(
            new UserFiscalAccount(
                Amount.of("DKK", 2500),
                List.of(new AccountDetails(JANUARY, FEE), new AccountDetails(MARCH, SMALL_FEE)))),
        List.of(new LoanedItemsCount(NcipScheme.CIRCULATION_STATUS.of("On Loan"), 2)),
        List.of(
            new LoanedItem(
                ITEM,
                List.of(ISBN, FAUST),
                1,
                MARCH,
                Amount.of("DKK", 0),
                "Fyrsten",
                NcipScheme.MEDIUM_TYPE.of("Book"),
                NO_TITLE,
                true),
            new LoanedItem(ITEM, List.of(), null, null, null, null, null, null, false)),
        List.of(new RequestedItemsCount(HOLD, 2)),
        List.of(
            new RequestedItem(
                REQUEST,
                ITEM,
                List.of(LOCAL_NUMBER),
                HOLD,
                NcipScheme.REQUEST_STATUS_TYPE.of("Available For Pickup"),
                JANUARY,
                new RequestedItem.Pickup(JANUARY, SchemeValue.of("Solbæk"), MARCH),
                1,
                "Fyrsten",
                NcipScheme.MEDIUM_TYPE.of("Book"),
                NO_TITLE),
            new RequestedItem(
                null,
                ITEM,
                List.of(),
                HOLD,
                NcipScheme.REQUEST_STATUS_TYPE.of("In Process"),
                JANUARY,
                new RequestedItem.Pickup(null, null, null),
                null,
                null,
                null,
                null)),
        USER_FIELDS);
  }
}
