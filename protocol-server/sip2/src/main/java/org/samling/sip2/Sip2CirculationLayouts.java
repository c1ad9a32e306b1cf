package org.samling.sip2;

import static org.samling.sip2.Sip2Field.*;
import static org.samling.sip2.Sip2Layout.message;

import org.samling.sip2.Sip2Response.*;

/** The layouts of the responses about items, loans and holds. */
final class Sip2CirculationLayouts {
  static final Sip2Layout<CheckoutResponse> CHECKOUT_RESPONSE =
      message("12", "Checkout Response", CheckoutResponse.class)
          .fixed(OK, CheckoutResponse::ok)
          .fixed(RENEWAL_OK, CheckoutResponse::renewalOk)
          .fixed(MAGNETIC_MEDIA, CheckoutResponse::magneticMedia)
          .fixed(DESENSITIZE, CheckoutResponse::desensitize)
          .fixed(TRANSACTION_DATE, CheckoutResponse::transactionDate)
          .required(INSTITUTION_ID, CheckoutResponse::institutionId)
          .required(PATRON_IDENTIFIER, CheckoutResponse::patronIdentifier)
          .required(ITEM_IDENTIFIER, CheckoutResponse::itemIdentifier)
          .required(TITLE_IDENTIFIER, CheckoutResponse::titleIdentifier)
          .required(DUE_DATE, CheckoutResponse::dueDate)
          .optional(FEE_TYPE, CheckoutResponse::feeType)
          .optional(SECURITY_INHIBIT, CheckoutResponse::securityInhibit)
          .optional(CURRENCY_TYPE, CheckoutResponse::currencyType)
          .optional(FEE_AMOUNT, CheckoutResponse::feeAmount)
          .optional(MEDIA_TYPE, CheckoutResponse::mediaType)
          .optional(ITEM_PROPERTIES, CheckoutResponse::itemProperties)
          .optional(TRANSACTION_ID, CheckoutResponse::transactionId)
          .repeated(SCREEN_MESSAGE, CheckoutResponse::screenMessages)
          .repeated(PRINT_LINE, CheckoutResponse::printLines)
          .read(f ->
              new CheckoutResponse(
                  f.ok(OK),
                  f.flag(RENEWAL_OK),
                  f.flag(MAGNETIC_MEDIA),
                  f.flag(DESENSITIZE),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(ITEM_IDENTIFIER),
                  f.text(TITLE_IDENTIFIER),
                  f.text(DUE_DATE),
                  f.codeOrNull(FEE_TYPE, Sip2Code.FeeType.ALL),
                  f.flagOrNull(SECURITY_INHIBIT),
                  f.textOrNull(CURRENCY_TYPE),
                  f.amountOrNull(FEE_AMOUNT),
                  f.codeOrNull(MEDIA_TYPE, Sip2Code.MediaType.ALL),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.textOrNull(TRANSACTION_ID),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<CheckinResponse> CHECKIN_RESPONSE =
      message("10", "Checkin Response", CheckinResponse.class)
          .fixed(OK, CheckinResponse::ok)
          .fixed(RESENSITIZE, CheckinResponse::resensitize)
          .fixed(MAGNETIC_MEDIA, CheckinResponse::magneticMedia)
          .fixed(ALERT, CheckinResponse::alert)
          .fixed(TRANSACTION_DATE, CheckinResponse::transactionDate)
          .required(INSTITUTION_ID, CheckinResponse::institutionId)
          .required(ITEM_IDENTIFIER, CheckinResponse::itemIdentifier)
          .required(PERMANENT_LOCATION, CheckinResponse::permanentLocation)
          .optional(TITLE_IDENTIFIER, CheckinResponse::titleIdentifier)
          .optional(SORT_BIN, CheckinResponse::sortBin)
          .optional(PATRON_IDENTIFIER, CheckinResponse::patronIdentifier)
          .optional(MEDIA_TYPE, CheckinResponse::mediaType)
          .optional(ITEM_PROPERTIES, CheckinResponse::itemProperties)
          .optional(ALERT_TYPE, CheckinResponse::alertType)
          .optional(DESTINATION_LOCATION, CheckinResponse::destinationLocation)
          .optional(CALL_NUMBER, CheckinResponse::callNumber)
          .optional(COLLECTION_CODE, CheckinResponse::collectionCode)
          .optional(HOLD_PATRON_ID, CheckinResponse::holdPatronId)
          .optional(HOLD_PATRON_NAME, CheckinResponse::holdPatronName)
          .optional(HOME_PHONE_NUMBER, CheckinResponse::homePhoneNumber)
          .repeated(SCREEN_MESSAGE, CheckinResponse::screenMessages)
          .repeated(PRINT_LINE, CheckinResponse::printLines)
          .read(f ->
              new CheckinResponse(
                  f.ok(OK),
                  f.flag(RESENSITIZE),
                  f.flag(MAGNETIC_MEDIA),
                  f.flag(ALERT),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.text(ITEM_IDENTIFIER),
                  f.text(PERMANENT_LOCATION),
                  f.textOrNull(TITLE_IDENTIFIER),
                  f.textOrNull(SORT_BIN),
                  f.patronOrNull(PATRON_IDENTIFIER),
                  f.codeOrNull(MEDIA_TYPE, Sip2Code.MediaType.ALL),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.codeOrNull(ALERT_TYPE, Sip2Code.AlertType.ALL),
                  f.textOrNull(DESTINATION_LOCATION),
                  f.textOrNull(CALL_NUMBER),
                  f.textOrNull(COLLECTION_CODE),
                  f.patronOrNull(HOLD_PATRON_ID),
                  f.textOrNull(HOLD_PATRON_NAME),
                  f.textOrNull(HOME_PHONE_NUMBER),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<ItemInformationResponse> ITEM_INFORMATION_RESPONSE =
      message("18", "Item Information Response", ItemInformationResponse.class)
          .fixed(CIRCULATION_STATUS, ItemInformationResponse::circulationStatus)
          .fixed(SECURITY_MARKER, ItemInformationResponse::securityMarker)
          .fixed(FEE_TYPE, ItemInformationResponse::feeType)
          .fixed(TRANSACTION_DATE, ItemInformationResponse::transactionDate)
          .optional(HOLD_QUEUE_LENGTH, ItemInformationResponse::holdQueueLength)
          .optional(DUE_DATE, ItemInformationResponse::dueDate)
          .optional(RECALL_DATE, ItemInformationResponse::recallDate)
          .optional(HOLD_PICKUP_DATE, ItemInformationResponse::holdPickupDate)
          .required(ITEM_IDENTIFIER, ItemInformationResponse::itemIdentifier)
          .required(TITLE_IDENTIFIER, ItemInformationResponse::titleIdentifier)
          .optional(OWNER, ItemInformationResponse::owner)
          .optional(CURRENCY_TYPE, ItemInformationResponse::currencyType)
          .optional(FEE_AMOUNT, ItemInformationResponse::feeAmount)
          .optional(MEDIA_TYPE, ItemInformationResponse::mediaType)
          .optional(PERMANENT_LOCATION, ItemInformationResponse::permanentLocation)
          .optional(CURRENT_LOCATION, ItemInformationResponse::currentLocation)
          .optional(ITEM_PROPERTIES, ItemInformationResponse::itemProperties)
          .repeated(SCREEN_MESSAGE, ItemInformationResponse::screenMessages)
          .repeated(PRINT_LINE, ItemInformationResponse::printLines)
          .extensions(ItemInformationResponse::extensions)
          .read(f ->
              new ItemInformationResponse(
                  f.code(CIRCULATION_STATUS, Sip2Code.CirculationStatus.ALL),
                  f.code(SECURITY_MARKER, Sip2Code.SecurityMarker.ALL),
                  f.code(FEE_TYPE, Sip2Code.FeeType.ALL),
                  f.date(TRANSACTION_DATE),
                  f.numberOrNull(HOLD_QUEUE_LENGTH),
                  f.textOrNull(DUE_DATE),
                  f.dateOrNull(RECALL_DATE),
                  f.dateOrNull(HOLD_PICKUP_DATE),
                  f.text(ITEM_IDENTIFIER),
                  f.text(TITLE_IDENTIFIER),
                  f.textOrNull(OWNER),
                  f.textOrNull(CURRENCY_TYPE),
                  f.amountOrNull(FEE_AMOUNT),
                  f.codeOrNull(MEDIA_TYPE, Sip2Code.MediaType.ALL),
                  f.textOrNull(PERMANENT_LOCATION),
                  f.textOrNull(CURRENT_LOCATION),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.others(),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<ItemStatusUpdateResponse> ITEM_STATUS_UPDATE_RESPONSE =
      message("20", "Item Status Update Response", ItemStatusUpdateResponse.class)
          .fixed(OK, ItemStatusUpdateResponse::ok)
          .fixed(TRANSACTION_DATE, ItemStatusUpdateResponse::transactionDate)
          .required(ITEM_IDENTIFIER, ItemStatusUpdateResponse::itemIdentifier)
          .optional(TITLE_IDENTIFIER, ItemStatusUpdateResponse::titleIdentifier)
          .optional(ITEM_PROPERTIES, ItemStatusUpdateResponse::itemProperties)
          .repeated(SCREEN_MESSAGE, ItemStatusUpdateResponse::screenMessages)
          .repeated(PRINT_LINE, ItemStatusUpdateResponse::printLines)
          .read(f ->
              new ItemStatusUpdateResponse(
                  f.ok(OK),
                  f.date(TRANSACTION_DATE),
                  f.text(ITEM_IDENTIFIER),
                  f.textOrNull(TITLE_IDENTIFIER),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<HoldResponse> HOLD_RESPONSE =
      message("16", "Hold Response", HoldResponse.class)
          .fixed(OK, HoldResponse::ok)
          .fixed(AVAILABLE, HoldResponse::available)
          .fixed(TRANSACTION_DATE, HoldResponse::transactionDate)
          .optional(EXPIRATION_DATE, HoldResponse::expirationDate)
          .optional(QUEUE_POSITION, HoldResponse::queuePosition)
          .optional(PICKUP_LOCATION, HoldResponse::pickupLocation)
          .required(INSTITUTION_ID, HoldResponse::institutionId)
          .required(PATRON_IDENTIFIER, HoldResponse::patronIdentifier)
          .optional(ITEM_IDENTIFIER, HoldResponse::itemIdentifier)
          .optional(TITLE_IDENTIFIER, HoldResponse::titleIdentifier)
          .repeated(SCREEN_MESSAGE, HoldResponse::screenMessages)
          .repeated(PRINT_LINE, HoldResponse::printLines)
          .read(f ->
              new HoldResponse(
                  f.ok(OK),
                  f.flag(AVAILABLE),
                  f.date(TRANSACTION_DATE),
                  f.dateOrNull(EXPIRATION_DATE),
                  f.numberOrNull(QUEUE_POSITION),
                  f.textOrNull(PICKUP_LOCATION),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.textOrNull(ITEM_IDENTIFIER),
                  f.textOrNull(TITLE_IDENTIFIER),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<RenewResponse> RENEW_RESPONSE =
      message("30", "Renew Response", RenewResponse.class)
          .fixed(OK, RenewResponse::ok)
          .fixed(RENEWAL_OK, RenewResponse::renewalOk)
          .fixed(MAGNETIC_MEDIA, RenewResponse::magneticMedia)
          .fixed(DESENSITIZE, RenewResponse::desensitize)
          .fixed(TRANSACTION_DATE, RenewResponse::transactionDate)
          .required(INSTITUTION_ID, RenewResponse::institutionId)
          .required(PATRON_IDENTIFIER, RenewResponse::patronIdentifier)
          .required(ITEM_IDENTIFIER, RenewResponse::itemIdentifier)
          .required(TITLE_IDENTIFIER, RenewResponse::titleIdentifier)
          .required(DUE_DATE, RenewResponse::dueDate)
          .optional(FEE_TYPE, RenewResponse::feeType)
          .optional(SECURITY_INHIBIT, RenewResponse::securityInhibit)
          .optional(CURRENCY_TYPE, RenewResponse::currencyType)
          .optional(FEE_AMOUNT, RenewResponse::feeAmount)
          .optional(MEDIA_TYPE, RenewResponse::mediaType)
          .optional(ITEM_PROPERTIES, RenewResponse::itemProperties)
          .optional(TRANSACTION_ID, RenewResponse::transactionId)
          .repeated(SCREEN_MESSAGE, RenewResponse::screenMessages)
          .repeated(PRINT_LINE, RenewResponse::printLines)
          .read(f ->
              new RenewResponse(
                  f.ok(OK),
                  f.flag(RENEWAL_OK),
                  f.flag(MAGNETIC_MEDIA),
                  f.flag(DESENSITIZE),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(ITEM_IDENTIFIER),
                  f.text(TITLE_IDENTIFIER),
                  f.text(DUE_DATE),
                  f.codeOrNull(FEE_TYPE, Sip2Code.FeeType.ALL),
                  f.flagOrNull(SECURITY_INHIBIT),
                  f.textOrNull(CURRENCY_TYPE),
                  f.amountOrNull(FEE_AMOUNT),
                  f.codeOrNull(MEDIA_TYPE, Sip2Code.MediaType.ALL),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.textOrNull(TRANSACTION_ID),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<RenewAllResponse> RENEW_ALL_RESPONSE =
      message("66", "Renew All Response", RenewAllResponse.class)
          .fixed(OK, RenewAllResponse::ok)
          .fixed(RENEWED_COUNT, RenewAllResponse::renewedCount)
          .fixed(UNRENEWED_COUNT, RenewAllResponse::unrenewedCount)
          .fixed(TRANSACTION_DATE, RenewAllResponse::transactionDate)
          .required(INSTITUTION_ID, RenewAllResponse::institutionId)
          .repeated(RENEWED_ITEMS, RenewAllResponse::renewedItems)
          .repeated(UNRENEWED_ITEMS, RenewAllResponse::unrenewedItems)
          .repeated(SCREEN_MESSAGE, RenewAllResponse::screenMessages)
          .repeated(PRINT_LINE, RenewAllResponse::printLines)
          .read(f ->
              new RenewAllResponse(
                  f.ok(OK),
                  f.number(RENEWED_COUNT),
                  f.number(UNRENEWED_COUNT),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.texts(RENEWED_ITEMS),
                  f.texts(UNRENEWED_ITEMS),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  private Sip2CirculationLayouts() {}
}
