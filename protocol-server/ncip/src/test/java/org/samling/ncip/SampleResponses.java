package org.samling.ncip;

import static org.samling.ncip.Samples.FAUST;
import static org.samling.ncip.Samples.FEE;
import static org.samling.ncip.Samples.HOLD;
import static org.samling.ncip.Samples.ISBN;
import static org.samling.ncip.Samples.ITEM;
import static org.samling.ncip.Samples.ITEM_FIELDS;
import static org.samling.ncip.Samples.JANUARY;
import static org.samling.ncip.Samples.LIBRARY;
import static org.samling.ncip.Samples.MARCH;
import static org.samling.ncip.Samples.REQUEST;
import static org.samling.ncip.Samples.TITLE;
import static org.samling.ncip.Samples.TITLE_SCOPE;
import static org.samling.ncip.Samples.USER;
import static org.samling.ncip.Samples.USER_FIELDS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samling.ncip.NcipResponse.AcceptItemResponse;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.NcipResponse.CancelRecallItemResponse;
import org.samling.ncip.NcipResponse.CancelRequestItemResponse;
import org.samling.ncip.NcipResponse.CreateUserFiscalTransactionResponse;
import org.samling.ncip.NcipResponse.CreateUserResponse;
import org.samling.ncip.NcipResponse.DeleteItemResponse;
import org.samling.ncip.NcipResponse.LookupAgencyResponse;
import org.samling.ncip.NcipResponse.LookupItemSetResponse;
import org.samling.ncip.NcipResponse.LookupRequestResponse;
import org.samling.ncip.NcipResponse.LookupVersionResponse;
import org.samling.ncip.NcipResponse.RecallItemResponse;
import org.samling.ncip.NcipResponse.RenewItemResponse;
import org.samling.ncip.NcipResponse.UndoCheckOutItemResponse;
import org.samling.ncip.NcipResponse.UpdateRequestItemResponse;
import org.samling.ncip.NcipResponse.UpdateUserResponse;
import org.samling.ncip.data.BibInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.HoldingsSet;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemInformation;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.OrganizationNameInformation;
import org.samling.ncip.data.PickupPlaces;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/** Responses of the services beside the first five. */
final class SampleResponses {
  private static final Problem UNKNOWN =
      Problem.of(
          ProblemType.UNKNOWN_ITEM, NcipService.LOOKUP_ITEM_SET, "No item has this barcode.");

  private SampleResponses() {}

  /** Responses by the names of the files that show them. */
  static Map<String, NcipResponse> responses() {
    var responses = new LinkedHashMap<String, NcipResponse>();
    responses.put(
        "lookup-item-set-full",
        new LookupItemSetResponse(
            List.of(
                new BibInformation(
                    FAUST,
                    TITLE,
                    2,
                    List.of(
                        new HoldingsSet(
                            List.of(
                                new ItemInformation(
                                    ITEM, MARCH, JANUARY, MARCH, ITEM_FIELDS, List.of()),
                                new ItemInformation(
                                    ItemId.of("no-such"),
                                    null,
                                    null,
                                    null,
                                    null,
                                    List.of(UNKNOWN))))),
                    List.of()),
                new BibInformation(ISBN, null, null, List.of(), List.of(UNKNOWN))),
            "1.20"));
    responses.put(
        "lookup-request-full",
        new LookupRequestResponse(
            REQUEST,
            ITEM,
            USER,
            new LookupRequestResponse.Status(
                HOLD, TITLE_SCOPE, NcipScheme.REQUEST_STATUS_TYPE.of("In Process"), 1),
            new LookupRequestResponse.Dates(
                MARCH, JANUARY, SchemeValue.of("Solbæk"), MARCH, JANUARY),
            ITEM_FIELDS,
            USER_FIELDS));
    responses.put(
        "lookup-request-minimal",
        new LookupRequestResponse(
            REQUEST,
            null,
            null,
            new LookupRequestResponse.Status(null, null, null, null),
            new LookupRequestResponse.Dates(null, null, null, null, null),
            null,
            null));
    responses.put(
        "lookup-agency-full",
        new LookupAgencyResponse(
            LIBRARY,
            List.of(
                new OrganizationNameInformation(
                    NcipScheme.ORGANIZATION_NAME_TYPE.of("Official Name"), "Solbæk Bibliotek")),
            List.of(SchemeValue.of("ILL")),
            List.of(SchemeValue.of("PROFILE")),
            PickupPlaces.of(
                List.of(
                    new LocationNameInstance(779700, "Solbæk Bibliotek"),
                    new LocationNameInstance(779703, "Havnen")))));
    responses.put("lookup-version", new LookupVersionResponse(NcipVersion.SUPPORTED));
    responses.put(
        "renew-item-full",
        new RenewItemResponse(ITEM, USER, MARCH, 1, FEE, ITEM_FIELDS, USER_FIELDS));
    responses.put(
        "cancel-request-item-full",
        new CancelRequestItemResponse(REQUEST, ITEM, USER, ITEM_FIELDS, USER_FIELDS));
    responses.put(
        "update-request-item-full",
        new UpdateRequestItemResponse(
            ITEM, USER, HOLD, TITLE_SCOPE, JANUARY, MARCH, ITEM_FIELDS, USER_FIELDS));
    responses.put(
        "create-user-fiscal-transaction",
        new CreateUserFiscalTransactionResponse(
            USER, new FiscalTransactionReferenceId(LIBRARY, "fee-17")));
    responses.put("create-user", new CreateUserResponse(USER));
    responses.put("update-user", new UpdateUserResponse(USER));
    responses.put(
        "recall-item-full", new RecallItemResponse(ITEM, USER, MARCH, ITEM_FIELDS, USER_FIELDS));
    responses.put(
        "cancel-recall-item-full",
        new CancelRecallItemResponse(ITEM, USER, ITEM_FIELDS, USER_FIELDS));
    responses.put("accept-item", new AcceptItemResponse(REQUEST, ITEM));
    responses.put("delete-item", new DeleteItemResponse(ITEM));
    responses.put("undo-check-out-item", new UndoCheckOutItemResponse(ITEM, USER));
    responses.put("item-checked-in", new Acknowledged(NcipService.ITEM_CHECKED_IN));
    return responses;
  }
}
