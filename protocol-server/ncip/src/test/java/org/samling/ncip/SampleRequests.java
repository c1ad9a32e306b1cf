package org.samling.ncip;

import static org.samling.ncip.Samples.FAUST;
import static org.samling.ncip.Samples.HOLD;
import static org.samling.ncip.Samples.ISBN;
import static org.samling.ncip.Samples.ITEM;
import static org.samling.ncip.Samples.ITEM_FIELDS;
import static org.samling.ncip.Samples.JANUARY;
import static org.samling.ncip.Samples.LOCAL_NUMBER;
import static org.samling.ncip.Samples.MARCH;
import static org.samling.ncip.Samples.REQUEST;
import static org.samling.ncip.Samples.TITLE_SCOPE;
import static org.samling.ncip.Samples.USER;

import java.util.List;
import org.samling.ncip.NcipNotification.CirculationStatusChangeReported;
import org.samling.ncip.NcipNotification.CirculationStatusUpdated;
import org.samling.ncip.NcipNotification.ItemCheckedIn;
import org.samling.ncip.NcipNotification.ItemCheckedOut;
import org.samling.ncip.NcipNotification.ItemReceived;
import org.samling.ncip.NcipNotification.ItemRenewed;
import org.samling.ncip.NcipNotification.ItemRequestCancelled;
import org.samling.ncip.NcipNotification.ItemRequestUpdated;
import org.samling.ncip.NcipNotification.ItemRequested;
import org.samling.ncip.NcipNotification.ItemShipped;
import org.samling.ncip.NcipRequest.AcceptItem;
import org.samling.ncip.NcipRequest.CancelRecallItem;
import org.samling.ncip.NcipRequest.CancelRequestItem;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.CreateUser;
import org.samling.ncip.NcipRequest.CreateUserFiscalTransaction;
import org.samling.ncip.NcipRequest.DeleteItem;
import org.samling.ncip.NcipRequest.LookupAgency;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipRequest.LookupItemSet;
import org.samling.ncip.NcipRequest.LookupRequest;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.LookupVersion;
import org.samling.ncip.NcipRequest.RecallItem;
import org.samling.ncip.NcipRequest.RenewItem;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipRequest.UndoCheckOutItem;
import org.samling.ncip.NcipRequest.UpdateRequestItem;
import org.samling.ncip.NcipRequest.UpdateUser;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.RequestFields;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;

/** Requests of every kind, once with all that they can hold and once with little. */
final class SampleRequests {
  private static final MandatedAction HAPPENED = new MandatedAction(JANUARY);
  private static final List<AuthenticationInput> PIN =
      List.of(
          new AuthenticationInput(
              "AA2000000001",
              SchemeValue.of("text"),
              NcipScheme.AUTHENTICATION_INPUT_TYPE.of("Barcode Id")),
          new AuthenticationInput(
              "pin-9042", SchemeValue.of("text"), NcipScheme.AUTHENTICATION_INPUT_TYPE.of("PIN")));

  private static final RequestFields FIELDS =
      new RequestFields(
          null, ITEM, HOLD, TITLE_SCOPE, JANUARY, MARCH, SchemeValue.of("Solbæk"), MARCH);

  private SampleRequests() {}

  /** Requests that the schema allows. */
  static List<NcipRequest> requests() {
    var none = List.<SchemeValue>of();
    return List.of(
        new LookupUser(
            null,
            PIN,
            List.of(
                NcipScheme.USER_ELEMENT_TYPE.of("Name Information"),
                NcipScheme.USER_ELEMENT_TYPE.of("Block Or Trap")),
            true,
            true,
            true),
        new LookupUser(USER, List.of(), none, false, false, false),
        new LookupItem(
            ITEM, null, List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")), true, true),
        new LookupItem(null, RequestId.of("1"), none, false, false),
        new RequestItem(
            HAPPENED,
            null,
            PIN,
            List.of(ISBN, FAUST, LOCAL_NUMBER),
            List.of(ITEM, ItemId.of("3890000002")),
            REQUEST,
            new RequestItem.Type(HOLD, TITLE_SCOPE),
            ITEM_FIELDS,
            new RequestItem.Dates(JANUARY, MARCH, SchemeValue.of("Solbæk"), MARCH),
            new RequestItem.Acknowledgement(
                Amount.of("DKK", 2500),
                Amount.of("DKK", -100),
                List.of(NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("In Library Use Only"))),
            new RequestItem.Elements(
                List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
                List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information")))),
        new RequestItem(
            null,
            USER,
            List.of(),
            List.of(),
            List.of(ITEM),
            null,
            new RequestItem.Type(HOLD, TITLE_SCOPE),
            null,
            new RequestItem.Dates(null, null, null, null),
            new RequestItem.Acknowledgement(null, null, none),
            new RequestItem.Elements(none, none)),
        new CheckOutItem(
            HAPPENED,
            null,
            PIN,
            ITEM,
            REQUEST,
            Amount.of("DKK", 2500),
            Amount.of("EUR", 1),
            List.of(NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("Term Loan")),
            true,
            MARCH,
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information"))),
        new CheckOutItem(
            null, USER, List.of(), ITEM, null, null, null, none, false, null, none, none),
        new CheckInItem(
            HAPPENED,
            ITEM,
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information"))),
        new CheckInItem(null, ItemId.of("3890000001"), none, none),
        new LookupItemSet(
            List.of(ISBN, FAUST),
            List.of(),
            List.of(),
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            true,
            true,
            20,
            "1.20"),
        new LookupItemSet(
            List.of(),
            List.of(),
            List.of(ITEM, ItemId.of("3890000002")),
            none,
            false,
            false,
            null,
            null),
        new LookupItemSet(List.of(), List.of("set-1"), List.of(), none, false, false, null, null),
        new LookupRequest(null, PIN, ITEM, HOLD, null, none, none, none),
        new LookupRequest(
            null,
            List.of(),
            null,
            null,
            REQUEST,
            List.of(SchemeValue.of("Request Status Type")),
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information"))),
        new LookupAgency(Samples.LIBRARY, List.of(SchemeValue.of("Organization Name Information"))),
        new LookupVersion(),
        new RenewItem(
            HAPPENED,
            USER,
            List.of(),
            ITEM,
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information")),
            MARCH,
            Amount.of("DKK", 2500),
            Amount.of("DKK", 0)),
        new CancelRequestItem(
            HAPPENED,
            null,
            PIN,
            ITEM,
            REQUEST,
            HOLD,
            TITLE_SCOPE,
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information"))),
        new UpdateRequestItem(
            HAPPENED, null, List.of(), null, null, REQUEST, FIELDS, FIELDS, none, none),
        new UpdateRequestItem(null, USER, List.of(), ITEM, HOLD, null, null, FIELDS, none, none),
        new CreateUserFiscalTransaction(
            HAPPENED,
            USER,
            List.of(),
            new CreateUserFiscalTransaction.Transaction(
                NcipScheme.FISCAL_ACTION_TYPE.of("Assess"),
                NcipScheme.FISCAL_TRANSACTION_TYPE.of("Interlibrary Loan Fee"),
                Amount.of("DKK", 2500),
                NcipScheme.PAYMENT_METHOD_TYPE.of("Cash"),
                "Fjernlån",
                REQUEST,
                new CreateUserFiscalTransaction.AboutItem(
                    ITEM, ITEM_FIELDS.bibliographicDescription()))),
        new UpdateUser(
            null,
            null,
            PIN,
            null,
            new UpdateUser.UserFields(PIN.subList(1, 2), null, List.of(), null, List.of())),
        new CreateUser(
            HAPPENED,
            USER,
            List.of(),
            new PersonalNameInformation("Åse", "Ibsen", null),
            List.of(
                new UserAddressInformation(
                    NcipScheme.USER_ADDRESS_ROLE_TYPE.of("Home"),
                    JANUARY,
                    null,
                    new ElectronicAddress(
                        NcipScheme.ELECTRONIC_ADDRESS_TYPE.of("mailto"), "aase@example.dk"))),
            JANUARY,
            List.of(NcipScheme.LANGUAGE.of("dan"))),
        new AcceptItem(
            HAPPENED,
            REQUEST,
            SchemeValue.of("Hold For Pickup"),
            USER,
            ITEM,
            MARCH,
            false,
            false,
            true,
            ITEM_FIELDS,
            SchemeValue.of("Solbæk"),
            MARCH),
        new AcceptItem(
            null,
            REQUEST,
            SchemeValue.of("Circulate"),
            null,
            null,
            null,
            true,
            false,
            false,
            null,
            null,
            null),
        new DeleteItem(HAPPENED, ITEM),
        new DeleteItem(null, ItemId.of("3890000001")),
        new RecallItem(HAPPENED, ITEM, MARCH, none, none),
        new CancelRecallItem(null, ITEM, none, none),
        new UndoCheckOutItem(null, ITEM, USER, List.of(), REQUEST),
        new UndoCheckOutItem(null, ITEM, null, PIN, null),
        new ItemCheckedIn(USER, ITEM),
        new ItemCheckedOut(USER, ITEM, REQUEST, MARCH, 1),
        new ItemCheckedOut(USER, ITEM, null, null, null),
        new ItemRenewed(USER, ITEM, MARCH, 2),
        new ItemRequestCancelled(USER, ITEM, REQUEST, HOLD, TITLE_SCOPE),
        new ItemRequestUpdated(USER, ITEM, HOLD, null, null, FIELDS),
        new ItemRequestUpdated(null, null, null, REQUEST, FIELDS, null),
        new ItemRequested(
            USER,
            null,
            FAUST,
            REQUEST,
            HOLD,
            TITLE_SCOPE,
            JANUARY,
            MARCH,
            SchemeValue.of("Solbæk"),
            MARCH,
            JANUARY),
        new ItemRequested(USER, ITEM, null, null, HOLD, TITLE_SCOPE, null, null, null, null, null),
        new ItemShipped(
            REQUEST,
            ITEM,
            USER,
            JANUARY,
            new ShippingInformation(
                "Med varevogn",
                "Forsigtig",
                new PhysicalAddress(
                    "Strandvejen 1\n9999 Solbæk",
                    NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address")))),
        new ItemShipped(
            null,
            ITEM,
            null,
            MARCH,
            new ShippingInformation(
                null,
                null,
                new ElectronicAddress(
                    NcipScheme.ELECTRONIC_ADDRESS_TYPE.of("mailto"), "ill@example.dk"))),
        new ItemReceived(ITEM, USER, REQUEST, JANUARY),
        new ItemReceived(ITEM, null, null, MARCH),
        new CirculationStatusUpdated(ITEM, NcipScheme.CIRCULATION_STATUS.of("Lost")),
        new CirculationStatusChangeReported(ITEM, USER, null, false, true, false),
        new CirculationStatusChangeReported(
            ITEM, USER, new CirculationStatusChangeReported.Returned(MARCH), false, false, false));
  }
}
