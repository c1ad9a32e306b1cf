package org.samling.sip2;

import static org.samling.sip2.Sip2Field.*;
import static org.samling.sip2.Sip2Layout.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Request.*;

/** The layouts of the requests, in the order in which BX lists them. */
final class Sip2RequestLayouts {
  static final Sip2Layout<PatronStatusRequest> PATRON_STATUS_REQUEST =
      message("23", "Patron Status Request", PatronStatusRequest.class)
          .fixed(LANGUAGE, PatronStatusRequest::language)
          .fixed(TRANSACTION_DATE, PatronStatusRequest::transactionDate)
          .required(INSTITUTION_ID, PatronStatusRequest::institutionId)
          .required(PATRON_IDENTIFIER, PatronStatusRequest::patronIdentifier)
          .required(TERMINAL_PASSWORD, PatronStatusRequest::terminalPassword)
          .required(PATRON_PASSWORD, PatronStatusRequest::patronPassword)
          .read(f ->
              new PatronStatusRequest(
                  f.code(LANGUAGE, Sip2Code.Language.ALL),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.secret(PATRON_PASSWORD)));

  static final Sip2Layout<Checkout> CHECKOUT =
      message("11", "Checkout", Checkout.class)
          .fixed(SC_RENEWAL_POLICY, Checkout::scRenewalPolicy)
          .fixed(NO_BLOCK, Checkout::noBlock)
          .fixed(TRANSACTION_DATE, Checkout::transactionDate)
          .fixed(NB_DUE_DATE, Checkout::nbDueDate)
          .required(INSTITUTION_ID, Checkout::institutionId)
          .required(PATRON_IDENTIFIER, Checkout::patronIdentifier)
          .required(ITEM_IDENTIFIER, Checkout::itemIdentifier)
          .required(TERMINAL_PASSWORD, Checkout::terminalPassword)
          .optional(ITEM_PROPERTIES, Checkout::itemProperties)
          .optional(PATRON_PASSWORD, Checkout::patronPassword)
          .optional(FEE_ACKNOWLEDGED, Checkout::feeAcknowledged)
          .optional(CANCEL, Checkout::cancel)
          .read(f ->
              new Checkout(
                  f.flag(SC_RENEWAL_POLICY),
                  f.flag(NO_BLOCK),
                  f.date(TRANSACTION_DATE),
                  f.date(NB_DUE_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.text(ITEM_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.secret(PATRON_PASSWORD),
                  f.flagOrNull(FEE_ACKNOWLEDGED),
                  f.flagOrNull(CANCEL)));

  static final Sip2Layout<Checkin> CHECKIN =
      message("09", "Checkin", Checkin.class)
          .fixed(NO_BLOCK, Checkin::noBlock)
          .fixed(TRANSACTION_DATE, Checkin::transactionDate)
          .fixed(RETURN_DATE, Checkin::returnDate)
          .required(CURRENT_LOCATION, Checkin::currentLocation)
          .required(INSTITUTION_ID, Checkin::institutionId)
          .required(ITEM_IDENTIFIER, Checkin::itemIdentifier)
          .required(TERMINAL_PASSWORD, Checkin::terminalPassword)
          .optional(ITEM_PROPERTIES, Checkin::itemProperties)
          .optional(CANCEL, Checkin::cancel)
          .read(f ->
              new Checkin(
                  f.flag(NO_BLOCK),
                  f.date(TRANSACTION_DATE),
                  f.date(RETURN_DATE),
                  f.text(CURRENT_LOCATION),
                  f.text(INSTITUTION_ID),
                  f.text(ITEM_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.flagOrNull(CANCEL)));

  static final Sip2Layout<BlockPatron> BLOCK_PATRON =
      message("01", "Block Patron", BlockPatron.class)
          .fixed(CARD_RETAINED, BlockPatron::cardRetained)
          .fixed(TRANSACTION_DATE, BlockPatron::transactionDate)
          .required(INSTITUTION_ID, BlockPatron::institutionId)
          .required(BLOCKED_CARD_MSG, BlockPatron::blockedCardMsg)
          .required(PATRON_IDENTIFIER, BlockPatron::patronIdentifier)
          .required(TERMINAL_PASSWORD, BlockPatron::terminalPassword)
          .read(f ->
              new BlockPatron(
                  f.flag(CARD_RETAINED),
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.text(BLOCKED_CARD_MSG),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD)));

  static final Sip2Layout<ScStatus> SC_STATUS =
      message("99", "SC Status", ScStatus.class)
          .fixed(STATUS_CODE, ScStatus::statusCode)
          .fixed(MAX_PRINT_WIDTH, ScStatus::maxPrintWidth)
          .fixed(PROTOCOL_VERSION, ScStatus::protocolVersion)
          .read(f ->
              new ScStatus(
                  f.code(STATUS_CODE, Sip2Code.ScStatusCode.ALL),
                  f.number(MAX_PRINT_WIDTH),
                  f.text(PROTOCOL_VERSION)));

  static final Sip2Layout<RequestAcsResend> REQUEST_ACS_RESEND =
      message("97", "Request ACS Resend", RequestAcsResend.class).read(_ -> new RequestAcsResend());

  static final Sip2Layout<Login> LOGIN =
      message("93", "Login", Login.class)
          .fixed(UID_ALGORITHM, Login::uidAlgorithm)
          .fixed(PWD_ALGORITHM, Login::pwdAlgorithm)
          .required(LOGIN_USER_ID, Login::loginUserId)
          .required(LOGIN_PASSWORD, Login::loginPassword)
          .optional(LOCATION_CODE, Login::locationCode)
          .read(f ->
              new Login(
                  f.text(UID_ALGORITHM),
                  f.text(PWD_ALGORITHM),
                  f.text(LOGIN_USER_ID),
                  f.secret(LOGIN_PASSWORD),
                  f.textOrNull(LOCATION_CODE)));

  static final Sip2Layout<PatronInformation> PATRON_INFORMATION =
      message("63", "Patron Information", PatronInformation.class)
          .fixed(LANGUAGE, PatronInformation::language)
          .fixed(TRANSACTION_DATE, PatronInformation::transactionDate)
          .fixed(SUMMARY, PatronInformation::summary)
          .required(INSTITUTION_ID, PatronInformation::institutionId)
          .required(PATRON_IDENTIFIER, PatronInformation::patronIdentifier)
          .optional(TERMINAL_PASSWORD, PatronInformation::terminalPassword)
          .optional(PATRON_PASSWORD, PatronInformation::patronPassword)
          .optional(START_ITEM, PatronInformation::startItem)
          .optional(END_ITEM, PatronInformation::endItem)
          .read(f ->
              new PatronInformation(
                  f.code(LANGUAGE, Sip2Code.Language.ALL),
                  f.date(TRANSACTION_DATE),
                  f.summary(SUMMARY),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.secret(PATRON_PASSWORD),
                  f.numberOrNull(START_ITEM),
                  f.numberOrNull(END_ITEM)));

  static final Sip2Layout<EndPatronSession> END_PATRON_SESSION =
      message("35", "End Patron Session", EndPatronSession.class)
          .fixed(TRANSACTION_DATE, EndPatronSession::transactionDate)
          .required(INSTITUTION_ID, EndPatronSession::institutionId)
          .required(PATRON_IDENTIFIER, EndPatronSession::patronIdentifier)
          .optional(TERMINAL_PASSWORD, EndPatronSession::terminalPassword)
          .optional(PATRON_PASSWORD, EndPatronSession::patronPassword)
          .read(f ->
              new EndPatronSession(
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.secret(PATRON_PASSWORD)));

  static final Sip2Layout<FeePaid> FEE_PAID =
      message("37", "Fee Paid", FeePaid.class)
          .fixed(TRANSACTION_DATE, FeePaid::transactionDate)
          .fixed(FEE_TYPE, FeePaid::feeType)
          .fixed(PAYMENT_TYPE, FeePaid::paymentType)
          .fixed(CURRENCY_TYPE, FeePaid::currencyType)
          .required(FEE_AMOUNT, FeePaid::feeAmount)
          .required(INSTITUTION_ID, FeePaid::institutionId)
          .required(PATRON_IDENTIFIER, FeePaid::patronIdentifier)
          .optional(TERMINAL_PASSWORD, FeePaid::terminalPassword)
          .optional(PATRON_PASSWORD, FeePaid::patronPassword)
          .optional(FEE_IDENTIFIER, FeePaid::feeIdentifier)
          .optional(TRANSACTION_ID, FeePaid::transactionId)
          .read(f ->
              new FeePaid(
                  f.date(TRANSACTION_DATE),
                  f.code(FEE_TYPE, Sip2Code.FeeType.ALL),
                  f.code(PAYMENT_TYPE, Sip2Code.PaymentType.ALL),
                  f.text(CURRENCY_TYPE),
                  f.amount(FEE_AMOUNT),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.secret(PATRON_PASSWORD),
                  f.textOrNull(FEE_IDENTIFIER),
                  f.textOrNull(TRANSACTION_ID)));

  static final Sip2Layout<ItemInformation> ITEM_INFORMATION =
      message("17", "Item Information", ItemInformation.class)
          .fixed(TRANSACTION_DATE, ItemInformation::transactionDate)
          .required(INSTITUTION_ID, ItemInformation::institutionId)
          .required(ITEM_IDENTIFIER, ItemInformation::itemIdentifier)
          .optional(TERMINAL_PASSWORD, ItemInformation::terminalPassword)
          .read(f ->
              new ItemInformation(
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.text(ITEM_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD)));

  static final Sip2Layout<ItemStatusUpdate> ITEM_STATUS_UPDATE =
      message("19", "Item Status Update", ItemStatusUpdate.class)
          .fixed(TRANSACTION_DATE, ItemStatusUpdate::transactionDate)
          .required(INSTITUTION_ID, ItemStatusUpdate::institutionId)
          .required(ITEM_IDENTIFIER, ItemStatusUpdate::itemIdentifier)
          .optional(TERMINAL_PASSWORD, ItemStatusUpdate::terminalPassword)
          .required(ITEM_PROPERTIES, ItemStatusUpdate::itemProperties)
          .read(f ->
              new ItemStatusUpdate(
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.text(ITEM_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.text(ITEM_PROPERTIES)));

  static final Sip2Layout<PatronEnable> PATRON_ENABLE =
      message("25", "Patron Enable", PatronEnable.class)
          .fixed(TRANSACTION_DATE, PatronEnable::transactionDate)
          .required(INSTITUTION_ID, PatronEnable::institutionId)
          .required(PATRON_IDENTIFIER, PatronEnable::patronIdentifier)
          .optional(TERMINAL_PASSWORD, PatronEnable::terminalPassword)
          .optional(PATRON_PASSWORD, PatronEnable::patronPassword)
          .read(f ->
              new PatronEnable(
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.secret(PATRON_PASSWORD)));

  static final Sip2Layout<Hold> HOLD =
      message("15", "Hold", Hold.class)
          .fixed(HOLD_MODE, Hold::holdMode)
          .fixed(TRANSACTION_DATE, Hold::transactionDate)
          .optional(EXPIRATION_DATE, Hold::expirationDate)
          .optional(PICKUP_LOCATION, Hold::pickupLocation)
          .optional(HOLD_TYPE, Hold::holdType)
          .required(INSTITUTION_ID, Hold::institutionId)
          .required(PATRON_IDENTIFIER, Hold::patronIdentifier)
          .optional(PATRON_PASSWORD, Hold::patronPassword)
          .optional(ITEM_IDENTIFIER, Hold::itemIdentifier)
          .optional(TITLE_IDENTIFIER, Hold::titleIdentifier)
          .optional(TERMINAL_PASSWORD, Hold::terminalPassword)
          .optional(FEE_ACKNOWLEDGED, Hold::feeAcknowledged)
          .read(f ->
              new Hold(
                  f.code(HOLD_MODE, Sip2Code.HoldMode.ALL),
                  f.date(TRANSACTION_DATE),
                  f.dateOrNull(EXPIRATION_DATE),
                  f.textOrNull(PICKUP_LOCATION),
                  f.codeOrNull(HOLD_TYPE, Sip2Code.HoldType.ALL),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(PATRON_PASSWORD),
                  f.textOrNull(ITEM_IDENTIFIER),
                  f.textOrNull(TITLE_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.flagOrNull(FEE_ACKNOWLEDGED)));

  static final Sip2Layout<Renew> RENEW =
      message("29", "Renew", Renew.class)
          .fixed(THIRD_PARTY_ALLOWED, Renew::thirdPartyAllowed)
          .fixed(NO_BLOCK, Renew::noBlock)
          .fixed(TRANSACTION_DATE, Renew::transactionDate)
          .fixed(NB_DUE_DATE, Renew::nbDueDate)
          .required(INSTITUTION_ID, Renew::institutionId)
          .required(PATRON_IDENTIFIER, Renew::patronIdentifier)
          .optional(PATRON_PASSWORD, Renew::patronPassword)
          .optional(ITEM_IDENTIFIER, Renew::itemIdentifier)
          .optional(TITLE_IDENTIFIER, Renew::titleIdentifier)
          .optional(TERMINAL_PASSWORD, Renew::terminalPassword)
          .optional(ITEM_PROPERTIES, Renew::itemProperties)
          .optional(FEE_ACKNOWLEDGED, Renew::feeAcknowledged)
          .read(f ->
              new Renew(
                  f.flag(THIRD_PARTY_ALLOWED),
                  f.flag(NO_BLOCK),
                  f.date(TRANSACTION_DATE),
                  f.date(NB_DUE_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(PATRON_PASSWORD),
                  f.textOrNull(ITEM_IDENTIFIER),
                  f.textOrNull(TITLE_IDENTIFIER),
                  f.secret(TERMINAL_PASSWORD),
                  f.textOrNull(ITEM_PROPERTIES),
                  f.flagOrNull(FEE_ACKNOWLEDGED)));

  static final Sip2Layout<RenewAll> RENEW_ALL =
      message("65", "Renew All", RenewAll.class)
          .fixed(TRANSACTION_DATE, RenewAll::transactionDate)
          .required(INSTITUTION_ID, RenewAll::institutionId)
          .required(PATRON_IDENTIFIER, RenewAll::patronIdentifier)
          .optional(PATRON_PASSWORD, RenewAll::patronPassword)
          .optional(TERMINAL_PASSWORD, RenewAll::terminalPassword)
          .optional(FEE_ACKNOWLEDGED, RenewAll::feeAcknowledged)
          .read(f ->
              new RenewAll(
                  f.date(TRANSACTION_DATE),
                  f.text(INSTITUTION_ID),
                  f.patron(PATRON_IDENTIFIER),
                  f.secret(PATRON_PASSWORD),
                  f.secret(TERMINAL_PASSWORD),
                  f.flagOrNull(FEE_ACKNOWLEDGED)));

  static final List<Sip2Layout<? extends Sip2Request>> ALL =
      List.of(
          PATRON_STATUS_REQUEST,
          CHECKOUT,
          CHECKIN,
          BLOCK_PATRON,
          SC_STATUS,
          REQUEST_ACS_RESEND,
          LOGIN,
          PATRON_INFORMATION,
          END_PATRON_SESSION,
          FEE_PAID,
          ITEM_INFORMATION,
          ITEM_STATUS_UPDATE,
          PATRON_ENABLE,
          HOLD,
          RENEW,
          RENEW_ALL);

  private Sip2RequestLayouts() {}

  static @Nullable Sip2Layout<? extends Sip2Request> byCommand(int command) {
    return switch (command) {
      case 23 -> PATRON_STATUS_REQUEST;
      case 11 -> CHECKOUT;
      case 9 -> CHECKIN;
      case 1 -> BLOCK_PATRON;
      case 99 -> SC_STATUS;
      case 97 -> REQUEST_ACS_RESEND;
      case 93 -> LOGIN;
      case 63 -> PATRON_INFORMATION;
      case 35 -> END_PATRON_SESSION;
      case 37 -> FEE_PAID;
      case 17 -> ITEM_INFORMATION;
      case 19 -> ITEM_STATUS_UPDATE;
      case 25 -> PATRON_ENABLE;
      case 15 -> HOLD;
      case 29 -> RENEW;
      case 65 -> RENEW_ALL;
      default -> null;
    };
  }

  static Sip2Layout<? extends Sip2Request> of(Sip2Request message) {
    return switch (message) {
      case PatronStatusRequest _ -> PATRON_STATUS_REQUEST;
      case Checkout _ -> CHECKOUT;
      case Checkin _ -> CHECKIN;
      case BlockPatron _ -> BLOCK_PATRON;
      case ScStatus _ -> SC_STATUS;
      case RequestAcsResend _ -> REQUEST_ACS_RESEND;
      case Login _ -> LOGIN;
      case PatronInformation _ -> PATRON_INFORMATION;
      case EndPatronSession _ -> END_PATRON_SESSION;
      case FeePaid _ -> FEE_PAID;
      case ItemInformation _ -> ITEM_INFORMATION;
      case ItemStatusUpdate _ -> ITEM_STATUS_UPDATE;
      case PatronEnable _ -> PATRON_ENABLE;
      case Hold _ -> HOLD;
      case Renew _ -> RENEW;
      case RenewAll _ -> RENEW_ALL;
    };
  }
}
