package org.samling.ncip.data;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The services of NCIP 2.02, named after their messages (table 1 of the standard). */
public enum NcipService {
  ACCEPT_ITEM("AcceptItem"),
  AGENCY_CREATED("AgencyCreated"),
  AGENCY_UPDATED("AgencyUpdated"),
  CANCEL_RECALL_ITEM("CancelRecallItem"),
  CANCEL_REQUEST_ITEM("CancelRequestItem"),
  CHECK_IN_ITEM("CheckInItem"),
  CHECK_OUT_ITEM("CheckOutItem"),
  CIRCULATION_STATUS_CHANGE_REPORTED("CirculationStatusChangeReported"),
  CIRCULATION_STATUS_UPDATED("CirculationStatusUpdated"),
  CREATE_AGENCY("CreateAgency"),
  CREATE_ITEM("CreateItem"),
  CREATE_USER("CreateUser"),
  CREATE_USER_FISCAL_TRANSACTION("CreateUserFiscalTransaction"),
  DELETE_ITEM("DeleteItem"),
  DELETE_USER("DeleteUser"),
  ITEM_CHECKED_IN("ItemCheckedIn"),
  ITEM_CHECKED_OUT("ItemCheckedOut"),
  ITEM_CREATED("ItemCreated"),
  ITEM_RECALL_CANCELLED("ItemRecallCancelled"),
  ITEM_RECALLED("ItemRecalled"),
  ITEM_RECEIVED("ItemReceived"),
  ITEM_RENEWED("ItemRenewed"),
  ITEM_REQUEST_CANCELLED("ItemRequestCancelled"),
  ITEM_REQUEST_UPDATED("ItemRequestUpdated"),
  ITEM_REQUESTED("ItemRequested"),
  ITEM_SHIPPED("ItemShipped"),
  ITEM_UPDATED("ItemUpdated"),
  LOOKUP_AGENCY("LookupAgency"),
  LOOKUP_ITEM("LookupItem"),
  LOOKUP_ITEM_SET("LookupItemSet"),
  LOOKUP_REQUEST("LookupRequest"),
  LOOKUP_USER("LookupUser"),
  LOOKUP_VERSION("LookupVersion"),
  RECALL_ITEM("RecallItem"),
  RENEW_ITEM("RenewItem"),
  REPORT_CIRCULATION_STATUS_CHANGE("ReportCirculationStatusChange"),
  REQUEST_ITEM("RequestItem"),
  SEND_USER_NOTICE("SendUserNotice"),
  UNDO_CHECK_OUT_ITEM("UndoCheckOutItem"),
  UPDATE_AGENCY("UpdateAgency"),
  UPDATE_CIRCULATION_STATUS("UpdateCirculationStatus"),
  UPDATE_ITEM("UpdateItem"),
  UPDATE_REQUEST_ITEM("UpdateRequestItem"),
  UPDATE_USER("UpdateUser"),
  USER_CREATED("UserCreated"),
  USER_FISCAL_TRANSACTION_CREATED("UserFiscalTransactionCreated"),
  USER_NOTICE_SENT("UserNoticeSent"),
  USER_UPDATED("UserUpdated");

  private static final Map<String, NcipService> BY_ELEMENT =
      Stream.of(values()).collect(toUnmodifiableMap(NcipService::element, identity()));

  private final String element;

  NcipService(String element) {
    this.element = element;
  }

  /** The service whose request element has this name. */
  public static Optional<NcipService> named(String element) {
    return Optional.ofNullable(BY_ELEMENT.get(element));
  }

  /** The name of the request element. */
  public String element() {
    return element;
  }

  /** The name of the response element. */
  public String responseElement() {
    return element + "Response";
  }
}
