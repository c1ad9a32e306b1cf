package org.samling.sip2;

import org.jspecify.annotations.Nullable;

/**
 * A message from a self-service unit (SC) to the library system (ACS), after "3M Standard
 * Interchange Protocol" 2.00. Components are the message's fields in the standard's order and
 * words. A required text that the client left out is empty; an optional field that it left out is
 * null, and so is a password, because a missing password is not the same as a wrong one.
 */
public sealed interface Sip2Request {

  /** The two digits that start the message. */
  default String command() {
    return Sip2Layout.of(this).command();
  }

  /**
   * The time at which the unit says that it sent the message; blank if the message has no such
   * field.
   */
  default Sip2Date transactionDate() {
    return Sip2Date.BLANK;
  }

  /** 93: the unit logs in. */
  record Login(
      String uidAlgorithm,
      String pwdAlgorithm,
      String loginUserId,
      @Nullable Sip2Secret loginPassword,
      @Nullable String locationCode)
      implements Sip2Request {}

  /** 99: the unit reports its condition and asks for the server's. */
  record ScStatus(
      Sip2Code<Sip2Code.ScStatusCode> statusCode, Sip2Number maxPrintWidth, String protocolVersion)
      implements Sip2Request {}

  /** 97: the unit could not read the last reply and asks for it again. */
  record RequestAcsResend() implements Sip2Request {}

  /** 23: whether a patron may use the library. */
  record PatronStatusRequest(
      Sip2Code<Sip2Code.Language> language,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Secret patronPassword)
      implements Sip2Request {}

  /** 63: everything about a patron, with one list of items. */
  record PatronInformation(
      Sip2Code<Sip2Code.Language> language,
      Sip2Date transactionDate,
      Sip2Summary summary,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Secret patronPassword,
      @Nullable Sip2Number startItem,
      @Nullable Sip2Number endItem)
      implements Sip2Request {}

  /** 11: a patron borrows an item. */
  record Checkout(
      Sip2Flag scRenewalPolicy,
      Sip2Flag noBlock,
      Sip2Date transactionDate,
      Sip2Date nbDueDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String itemIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable String itemProperties,
      @Nullable Sip2Secret patronPassword,
      @Nullable Sip2Flag feeAcknowledged,
      @Nullable Sip2Flag cancel)
      implements Sip2Request {}

  /** 09: an item is returned. */
  record Checkin(
      Sip2Flag noBlock,
      Sip2Date transactionDate,
      Sip2Date returnDate,
      String currentLocation,
      String institutionId,
      String itemIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable String itemProperties,
      @Nullable Sip2Flag cancel)
      implements Sip2Request {}

  /** 01: the unit asks to block a card. */
  record BlockPatron(
      Sip2Flag cardRetained,
      Sip2Date transactionDate,
      String institutionId,
      String blockedCardMsg,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword)
      implements Sip2Request {}

  /** 35: the patron has finished. */
  record EndPatronSession(
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Secret patronPassword)
      implements Sip2Request {}

  /** 37: a fee was paid at the unit. */
  record FeePaid(
      Sip2Date transactionDate,
      Sip2Code<Sip2Code.FeeType> feeType,
      Sip2Code<Sip2Code.PaymentType> paymentType,
      String currencyType,
      Sip2Amount feeAmount,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Secret patronPassword,
      @Nullable String feeIdentifier,
      @Nullable String transactionId)
      implements Sip2Request {}

  /** 17: everything about an item. */
  record ItemInformation(
      Sip2Date transactionDate,
      String institutionId,
      String itemIdentifier,
      @Nullable Sip2Secret terminalPassword)
      implements Sip2Request {}

  /** 19: an item's properties change. */
  record ItemStatusUpdate(
      Sip2Date transactionDate,
      String institutionId,
      String itemIdentifier,
      @Nullable Sip2Secret terminalPassword,
      String itemProperties)
      implements Sip2Request {}

  /** 25: a blocked patron should be enabled again. */
  record PatronEnable(
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Secret patronPassword)
      implements Sip2Request {}

  /** 15: a hold is placed, deleted or changed; the item or the title is named. */
  record Hold(
      Sip2Code<Sip2Code.HoldMode> holdMode,
      Sip2Date transactionDate,
      @Nullable Sip2Date expirationDate,
      @Nullable String pickupLocation,
      @Nullable Sip2Code<Sip2Code.HoldType> holdType,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret patronPassword,
      @Nullable String itemIdentifier,
      @Nullable String titleIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Flag feeAcknowledged)
      implements Sip2Request {}

  /** 29: a loan is renewed; the item or the title is named. */
  record Renew(
      Sip2Flag thirdPartyAllowed,
      Sip2Flag noBlock,
      Sip2Date transactionDate,
      Sip2Date nbDueDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret patronPassword,
      @Nullable String itemIdentifier,
      @Nullable String titleIdentifier,
      @Nullable Sip2Secret terminalPassword,
      @Nullable String itemProperties,
      @Nullable Sip2Flag feeAcknowledged)
      implements Sip2Request {}

  /** 65: all of a patron's loans are renewed. */
  record RenewAll(
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable Sip2Secret patronPassword,
      @Nullable Sip2Secret terminalPassword,
      @Nullable Sip2Flag feeAcknowledged)
      implements Sip2Request {}
}
