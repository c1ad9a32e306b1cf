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
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.RequestItem;

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
            HOLD,
            TITLE_SCOPE,
            ITEM_FIELDS,
            JANUARY,
            MARCH,
            SchemeValue.of("Solbæk"),
            MARCH,
            Amount.of("DKK", 2500),
            Amount.of("DKK", -100),
            List.of(NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("In Library Use Only")),
            List.of(NcipScheme.ITEM_ELEMENT_TYPE.of("Location")),
            List.of(NcipScheme.USER_ELEMENT_TYPE.of("Name Information"))),
        new RequestItem(
            null,
            USER,
            List.of(),
            List.of(),
            List.of(ITEM),
            null,
            HOLD,
            TITLE_SCOPE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            none,
            none,
            none),
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
        new CheckInItem(null, ItemId.of("3890000001"), none, none));
  }
}
