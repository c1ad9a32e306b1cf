package org.samling.sip2;

import static org.samling.sip2.Sip2CirculationLayouts.*;
import static org.samling.sip2.Sip2Field.*;
import static org.samling.sip2.Sip2Layout.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Response.*;

/** The layouts of the responses about units, patrons and fees, and access to all layouts. */
final class Sip2ResponseLayouts {
  static final Sip2Layout<PatronStatusResponse> PATRON_STATUS_RESPONSE =
      message("24", "Patron Status Response", PatronStatusResponse.class)
          .fixed(PATRON_STATUS, PatronStatusResponse::patronStatus)
          .fixed(LANGUAGE, PatronStatusResponse::language)
          .fixed(TRANSACTION_DATE, PatronStatusResponse::transactionDate)
          .required(INSTITUTION_ID, PatronStatusResponse::institutionId)
          .required(PATRON_IDENTIFIER, PatronStatusResponse::patronIdentifier)
          .required(PERSONAL_NAME, PatronStatusResponse::personalName)
          .optional(VALID_PATRON, PatronStatusResponse::validPatron)
          .optional(VALID_PATRON_PASSWORD, PatronStatusResponse::validPatronPassword)
          .optional(CURRENCY_TYPE, PatronStatusResponse::currencyType)
          .optional(FEE_AMOUNT, PatronStatusResponse::feeAmount)
          .repeated(SCREEN_MESSAGE, PatronStatusResponse::screenMessages)
          .repeated(PRINT_LINE, PatronStatusResponse::printLines)
          .read(f ->
              new PatronStatusResponse(
                  f.patronStatus(PATRON_STATUS),
                  f.code(LANGUAGE, Sip2Code.Language.ALL),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(PERSONAL_NAME),
                  f.flagOrNull(VALID_PATRON),
                  f.flagOrNull(VALID_PATRON_PASSWORD),
                  f.textOrNull(CURRENCY_TYPE),
                  f.amountOrNull(FEE_AMOUNT),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<AcsStatus> ACS_STATUS =
      message("98", "ACS Status", AcsStatus.class)
          .fixed(ONLINE_STATUS, AcsStatus::onLineStatus)
          .fixed(CHECKIN_OK, AcsStatus::checkinOk)
          .fixed(CHECKOUT_OK, AcsStatus::checkoutOk)
          .fixed(ACS_RENEWAL_POLICY, AcsStatus::acsRenewalPolicy)
          .fixed(STATUS_UPDATE_OK, AcsStatus::statusUpdateOk)
          .fixed(OFFLINE_OK, AcsStatus::offLineOk)
          .fixed(TIMEOUT_PERIOD, AcsStatus::timeoutPeriod)
          .fixed(RETRIES_ALLOWED, AcsStatus::retriesAllowed)
          .fixed(DATE_TIME_SYNC, AcsStatus::dateTimeSync)
          .fixed(PROTOCOL_VERSION, AcsStatus::protocolVersion)
          .required(INSTITUTION_ID, AcsStatus::institutionId)
          .optional(LIBRARY_NAME, AcsStatus::libraryName)
          .required(SUPPORTED_MESSAGES, AcsStatus::supportedMessages)
          .optional(TERMINAL_LOCATION, AcsStatus::terminalLocation)
          .repeated(SCREEN_MESSAGE, AcsStatus::screenMessages)
          .repeated(PRINT_LINE, AcsStatus::printLines)
          .read(f ->
              new AcsStatus(
                  f.flag(ONLINE_STATUS),
                  f.flag(CHECKIN_OK),
                  f.flag(CHECKOUT_OK),
                  f.flag(ACS_RENEWAL_POLICY),
                  f.flag(STATUS_UPDATE_OK),
                  f.flag(OFFLINE_OK),
                  f.number(TIMEOUT_PERIOD),
                  f.number(RETRIES_ALLOWED),
                  f.date(DATE_TIME_SYNC),
                  f.text(PROTOCOL_VERSION),
                  f.text(INSTITUTION_ID),
                  f.textOrNull(LIBRARY_NAME),
                  f.supportedMessages(SUPPORTED_MESSAGES),
                  f.textOrNull(TERMINAL_LOCATION),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<RequestScResend> REQUEST_SC_RESEND =
      message("96", "Request SC Resend", RequestScResend.class).read(_ -> new RequestScResend());

  static final Sip2Layout<LoginResponse> LOGIN_RESPONSE =
      message("94", "Login Response", LoginResponse.class)
          .fixed(OK, LoginResponse::ok)
          .read(f -> new LoginResponse(f.ok(OK)));

  static final Sip2Layout<PatronInformationResponse> PATRON_INFORMATION_RESPONSE =
      message("64", "Patron Information Response", PatronInformationResponse.class)
          .fixed(PATRON_STATUS, PatronInformationResponse::patronStatus)
          .fixed(LANGUAGE, PatronInformationResponse::language)
          .fixed(TRANSACTION_DATE, PatronInformationResponse::transactionDate)
          .fixed(HOLD_ITEMS_COUNT, m -> m.counts().holdItems())
          .fixed(OVERDUE_ITEMS_COUNT, m -> m.counts().overdueItems())
          .fixed(CHARGED_ITEMS_COUNT, m -> m.counts().chargedItems())
          .fixed(FINE_ITEMS_COUNT, m -> m.counts().fineItems())
          .fixed(RECALL_ITEMS_COUNT, m -> m.counts().recallItems())
          .fixed(UNAVAILABLE_HOLDS_COUNT, m -> m.counts().unavailableHolds())
          .required(INSTITUTION_ID, PatronInformationResponse::institutionId)
          .required(PATRON_IDENTIFIER, PatronInformationResponse::patronIdentifier)
          .required(PERSONAL_NAME, PatronInformationResponse::personalName)
          .optional(HOLD_ITEMS_LIMIT, m -> m.limits().holdItems())
          .optional(OVERDUE_ITEMS_LIMIT, m -> m.limits().overdueItems())
          .optional(CHARGED_ITEMS_LIMIT, m -> m.limits().chargedItems())
          .optional(VALID_PATRON, PatronInformationResponse::validPatron)
          .optional(VALID_PATRON_PASSWORD, PatronInformationResponse::validPatronPassword)
          .optional(CURRENCY_TYPE, PatronInformationResponse::currencyType)
          .optional(FEE_AMOUNT, PatronInformationResponse::feeAmount)
          .optional(FEE_LIMIT, PatronInformationResponse::feeLimit)
          .repeated(HOLD_ITEMS, m -> m.items().hold())
          .repeated(OVERDUE_ITEMS, m -> m.items().overdue())
          .repeated(CHARGED_ITEMS, m -> m.items().charged())
          .repeated(FINE_ITEMS, m -> m.items().fine())
          .repeated(RECALL_ITEMS, m -> m.items().recall())
          .repeated(UNAVAILABLE_HOLD_ITEMS, m -> m.items().unavailableHold())
          .optional(HOME_ADDRESS, PatronInformationResponse::homeAddress)
          .optional(E_MAIL_ADDRESS, PatronInformationResponse::eMailAddress)
          .optional(HOME_PHONE_NUMBER, PatronInformationResponse::homePhoneNumber)
          .repeated(SCREEN_MESSAGE, PatronInformationResponse::screenMessages)
          .repeated(PRINT_LINE, PatronInformationResponse::printLines)
          .optional(PERMANENT_LOCATION, m -> m.particulars().homeLibrary())
          .optional(PATRON_EXPIRE, m -> m.particulars().expireDate())
          .optional(PATRON_BIRTH_DATE, m -> m.particulars().birthDate())
          .optional(PATRON_CLASS, m -> m.particulars().patronClass())
          .optional(PATRON_INTERNET, m -> m.particulars().internet())
          .extensions(PatronInformationResponse::extensions)
          .read(f ->
              new PatronInformationResponse(
                  f.patronStatus(PATRON_STATUS),
                  f.code(LANGUAGE, Sip2Code.Language.ALL),
                  f.date(TRANSACTION_DATE),
                  new PatronInformationResponse.Counts(
                      f.number(HOLD_ITEMS_COUNT),
                      f.number(OVERDUE_ITEMS_COUNT),
                      f.number(CHARGED_ITEMS_COUNT),
                      f.number(FINE_ITEMS_COUNT),
                      f.number(RECALL_ITEMS_COUNT),
                      f.number(UNAVAILABLE_HOLDS_COUNT)),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(PERSONAL_NAME),
                  new PatronInformationResponse.Limits(
                      f.numberOrNull(HOLD_ITEMS_LIMIT),
                      f.numberOrNull(OVERDUE_ITEMS_LIMIT),
                      f.numberOrNull(CHARGED_ITEMS_LIMIT)),
                  f.flagOrNull(VALID_PATRON),
                  f.flagOrNull(VALID_PATRON_PASSWORD),
                  f.textOrNull(CURRENCY_TYPE),
                  f.amountOrNull(FEE_AMOUNT),
                  f.amountOrNull(FEE_LIMIT),
                  new PatronInformationResponse.Items(
                      f.texts(HOLD_ITEMS),
                      f.texts(OVERDUE_ITEMS),
                      f.texts(CHARGED_ITEMS),
                      f.texts(FINE_ITEMS),
                      f.texts(RECALL_ITEMS),
                      f.texts(UNAVAILABLE_HOLD_ITEMS)),
                  f.textOrNull(HOME_ADDRESS),
                  f.textOrNull(E_MAIL_ADDRESS),
                  f.textOrNull(HOME_PHONE_NUMBER),
                  new PatronInformationResponse.Particulars(
                      f.textOrNull(PERMANENT_LOCATION),
                      f.textOrNull(PATRON_EXPIRE),
                      f.textOrNull(PATRON_BIRTH_DATE),
                      f.textOrNull(PATRON_CLASS),
                      f.flagOrNull(PATRON_INTERNET)),
                  f.others(),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<EndSessionResponse> END_SESSION_RESPONSE =
      message("36", "End Session Response", EndSessionResponse.class)
          .fixed(END_SESSION, EndSessionResponse::endSession)
          .fixed(TRANSACTION_DATE, EndSessionResponse::transactionDate)
          .required(INSTITUTION_ID, EndSessionResponse::institutionId)
          .required(PATRON_IDENTIFIER, EndSessionResponse::patronIdentifier)
          .repeated(SCREEN_MESSAGE, EndSessionResponse::screenMessages)
          .repeated(PRINT_LINE, EndSessionResponse::printLines)
          .read(f ->
              new EndSessionResponse(
                  f.flag(END_SESSION),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<FeePaidResponse> FEE_PAID_RESPONSE =
      message("38", "Fee Paid Response", FeePaidResponse.class)
          .fixed(PAYMENT_ACCEPTED, FeePaidResponse::paymentAccepted)
          .fixed(TRANSACTION_DATE, FeePaidResponse::transactionDate)
          .required(INSTITUTION_ID, FeePaidResponse::institutionId)
          .required(PATRON_IDENTIFIER, FeePaidResponse::patronIdentifier)
          .optional(TRANSACTION_ID, FeePaidResponse::transactionId)
          .repeated(SCREEN_MESSAGE, FeePaidResponse::screenMessages)
          .repeated(PRINT_LINE, FeePaidResponse::printLines)
          .read(f ->
              new FeePaidResponse(
                  f.flag(PAYMENT_ACCEPTED),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.textOrNull(TRANSACTION_ID),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final Sip2Layout<PatronEnableResponse> PATRON_ENABLE_RESPONSE =
      message("26", "Patron Enable Response", PatronEnableResponse.class)
          .fixed(PATRON_STATUS, PatronEnableResponse::patronStatus)
          .fixed(LANGUAGE, PatronEnableResponse::language)
          .fixed(TRANSACTION_DATE, PatronEnableResponse::transactionDate)
          .required(INSTITUTION_ID, PatronEnableResponse::institutionId)
          .required(PATRON_IDENTIFIER, PatronEnableResponse::patronIdentifier)
          .required(PERSONAL_NAME, PatronEnableResponse::personalName)
          .optional(VALID_PATRON, PatronEnableResponse::validPatron)
          .optional(VALID_PATRON_PASSWORD, PatronEnableResponse::validPatronPassword)
          .repeated(SCREEN_MESSAGE, PatronEnableResponse::screenMessages)
          .repeated(PRINT_LINE, PatronEnableResponse::printLines)
          .read(f ->
              new PatronEnableResponse(
                  f.patronStatus(PATRON_STATUS),
                  f.code(LANGUAGE, Sip2Code.Language.ALL),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(PERSONAL_NAME),
                  f.flagOrNull(VALID_PATRON),
                  f.flagOrNull(VALID_PATRON_PASSWORD),
                  f.texts(SCREEN_MESSAGE),
                  f.texts(PRINT_LINE)));

  static final List<Sip2Layout<? extends Sip2Response>> ALL =
      List.of(
          PATRON_STATUS_RESPONSE,
          CHECKOUT_RESPONSE,
          CHECKIN_RESPONSE,
          ACS_STATUS,
          REQUEST_SC_RESEND,
          LOGIN_RESPONSE,
          PATRON_INFORMATION_RESPONSE,
          END_SESSION_RESPONSE,
          FEE_PAID_RESPONSE,
          ITEM_INFORMATION_RESPONSE,
          ITEM_STATUS_UPDATE_RESPONSE,
          PATRON_ENABLE_RESPONSE,
          HOLD_RESPONSE,
          RENEW_RESPONSE,
          RENEW_ALL_RESPONSE);

  private Sip2ResponseLayouts() {}

  static @Nullable Sip2Layout<? extends Sip2Response> byCommand(int command) {
    return switch (command) {
      case 24 -> PATRON_STATUS_RESPONSE;
      case 12 -> CHECKOUT_RESPONSE;
      case 10 -> CHECKIN_RESPONSE;
      case 98 -> ACS_STATUS;
      case 96 -> REQUEST_SC_RESEND;
      case 94 -> LOGIN_RESPONSE;
      case 64 -> PATRON_INFORMATION_RESPONSE;
      case 36 -> END_SESSION_RESPONSE;
      case 38 -> FEE_PAID_RESPONSE;
      case 18 -> ITEM_INFORMATION_RESPONSE;
      case 20 -> ITEM_STATUS_UPDATE_RESPONSE;
      case 26 -> PATRON_ENABLE_RESPONSE;
      case 16 -> HOLD_RESPONSE;
      case 30 -> RENEW_RESPONSE;
      case 66 -> RENEW_ALL_RESPONSE;
      default -> null;
    };
  }

  static Sip2Layout<? extends Sip2Response> of(Sip2Response message) {
    return switch (message) {
      case PatronStatusResponse _ -> PATRON_STATUS_RESPONSE;
      case CheckoutResponse _ -> CHECKOUT_RESPONSE;
      case CheckinResponse _ -> CHECKIN_RESPONSE;
      case AcsStatus _ -> ACS_STATUS;
      case RequestScResend _ -> REQUEST_SC_RESEND;
      case LoginResponse _ -> LOGIN_RESPONSE;
      case PatronInformationResponse _ -> PATRON_INFORMATION_RESPONSE;
      case EndSessionResponse _ -> END_SESSION_RESPONSE;
      case FeePaidResponse _ -> FEE_PAID_RESPONSE;
      case ItemInformationResponse _ -> ITEM_INFORMATION_RESPONSE;
      case ItemStatusUpdateResponse _ -> ITEM_STATUS_UPDATE_RESPONSE;
      case PatronEnableResponse _ -> PATRON_ENABLE_RESPONSE;
      case HoldResponse _ -> HOLD_RESPONSE;
      case RenewResponse _ -> RENEW_RESPONSE;
      case RenewAllResponse _ -> RENEW_ALL_RESPONSE;
    };
  }
}
