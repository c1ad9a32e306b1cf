package org.samling.sip2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from the library system (ACS) to a self-service unit (SC), after "3M Standard
 * Interchange Protocol" 2.00. Components are the message's fields in the standard's order and
 * words. A required field is written even when it is empty; an optional field that is null, and a
 * list that is empty, is left out.
 */
public sealed interface Sip2Response {

  /** The two digits that start the message. */
  default String command() {
    return Sip2Layout.of(this).command();
  }

  /** 94: whether the unit is logged in. */
  record LoginResponse(boolean ok) implements Sip2Response {}

  /** 98: what the server offers, and its clock. */
  record AcsStatus(
      Sip2Flag onLineStatus,
      Sip2Flag checkinOk,
      Sip2Flag checkoutOk,
      Sip2Flag acsRenewalPolicy,
      Sip2Flag statusUpdateOk,
      Sip2Flag offLineOk,
      Sip2Number timeoutPeriod,
      Sip2Number retriesAllowed,
      Sip2Date dateTimeSync,
      String protocolVersion,
      String institutionId,
      @Nullable String libraryName,
      SupportedMessages supportedMessages,
      @Nullable String terminalLocation,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public AcsStatus {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 96: the server could not read the request and asks for it again. */
  record RequestScResend() implements Sip2Response {}

  /** 24: the answer to 23 and to 01. */
  record PatronStatusResponse(
      PatronStatusFlags patronStatus,
      Sip2Code<Sip2Code.Language> language,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String personalName,
      @Nullable Sip2Flag validPatron,
      @Nullable Sip2Flag validPatronPassword,
      @Nullable String currencyType,
      @Nullable Sip2Amount feeAmount,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public PatronStatusResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 64: everything about a patron. */
  record PatronInformationResponse(
      PatronStatusFlags patronStatus,
      Sip2Code<Sip2Code.Language> language,
      Sip2Date transactionDate,
      Counts counts,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String personalName,
      Limits limits,
      @Nullable Sip2Flag validPatron,
      @Nullable Sip2Flag validPatronPassword,
      @Nullable String currencyType,
      @Nullable Sip2Amount feeAmount,
      @Nullable Sip2Amount feeLimit,
      Items items,
      @Nullable String homeAddress,
      @Nullable String eMailAddress,
      @Nullable String homePhoneNumber,
      Particulars particulars,
      List<Sip2ExtraField> extensions,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public PatronInformationResponse {
      extensions = List.copyOf(extensions);
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }

    /**
     * The number of items of each kind that the patron has; {@link Sip2Number#BLANK} if that is not
     * supported.
     */
    public record Counts(
        Sip2Number holdItems,
        Sip2Number overdueItems,
        Sip2Number chargedItems,
        Sip2Number fineItems,
        Sip2Number recallItems,
        Sip2Number unavailableHolds) {}

    /** The number of items of each kind that the patron may have. */
    public record Limits(
        @Nullable Sip2Number holdItems,
        @Nullable Sip2Number overdueItems,
        @Nullable Sip2Number chargedItems) {
      public static final Limits NONE = new Limits(null, null, null);
    }

    /** Further data about a patron that several systems send: extensions. */
    public record Particulars(
        @Nullable String homeLibrary,
        @Nullable String expireDate,
        @Nullable String birthDate,
        @Nullable String patronClass,
        @Nullable Sip2Flag internet) {
      public static final Particulars NONE = new Particulars(null, null, null, null, null);
    }

    /**
     * The lists of items, of which a request asks for one; a list that was not requested is empty.
     */
    public record Items(
        List<String> hold,
        List<String> overdue,
        List<String> charged,
        List<String> fine,
        List<String> recall,
        List<String> unavailableHold) {
      public static final Items NONE =
          new Items(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

      public Items {
        hold = List.copyOf(hold);
        overdue = List.copyOf(overdue);
        charged = List.copyOf(charged);
        fine = List.copyOf(fine);
        recall = List.copyOf(recall);
        unavailableHold = List.copyOf(unavailableHold);
      }
    }
  }

  /** 12: whether the item was checked out, and when it is due. */
  record CheckoutResponse(
      boolean ok,
      Sip2Flag renewalOk,
      Sip2Flag magneticMedia,
      Sip2Flag desensitize,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String itemIdentifier,
      String titleIdentifier,
      String dueDate,
      @Nullable Sip2Code<Sip2Code.FeeType> feeType,
      @Nullable Sip2Flag securityInhibit,
      @Nullable String currencyType,
      @Nullable Sip2Amount feeAmount,
      @Nullable Sip2Code<Sip2Code.MediaType> mediaType,
      @Nullable String itemProperties,
      @Nullable String transactionId,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public CheckoutResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /**
   * 10: whether the item was checked in, and where it goes now; from {@code alertType} on, its
   * routing is an extension.
   */
  record CheckinResponse(
      boolean ok,
      Sip2Flag resensitize,
      Sip2Flag magneticMedia,
      Sip2Flag alert,
      Sip2Date transactionDate,
      String institutionId,
      String itemIdentifier,
      String permanentLocation,
      @Nullable String titleIdentifier,
      @Nullable String sortBin,
      @Nullable Sip2PatronId patronIdentifier,
      @Nullable Sip2Code<Sip2Code.MediaType> mediaType,
      @Nullable String itemProperties,
      @Nullable Sip2Code<Sip2Code.AlertType> alertType,
      @Nullable String destinationLocation,
      @Nullable String callNumber,
      @Nullable String collectionCode,
      @Nullable Sip2PatronId holdPatronId,
      @Nullable String holdPatronName,
      @Nullable String homePhoneNumber,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public CheckinResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 36: whether the session was ended. */
  record EndSessionResponse(
      Sip2Flag endSession,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public EndSessionResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 38: whether the payment was recorded. */
  record FeePaidResponse(
      Sip2Flag paymentAccepted,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable String transactionId,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public FeePaidResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 18: everything about an item. */
  record ItemInformationResponse(
      Sip2Code<Sip2Code.CirculationStatus> circulationStatus,
      Sip2Code<Sip2Code.SecurityMarker> securityMarker,
      Sip2Code<Sip2Code.FeeType> feeType,
      Sip2Date transactionDate,
      @Nullable Sip2Number holdQueueLength,
      @Nullable String dueDate,
      @Nullable Sip2Date recallDate,
      @Nullable Sip2Date holdPickupDate,
      String itemIdentifier,
      String titleIdentifier,
      @Nullable String owner,
      @Nullable String currencyType,
      @Nullable Sip2Amount feeAmount,
      @Nullable Sip2Code<Sip2Code.MediaType> mediaType,
      @Nullable String permanentLocation,
      @Nullable String currentLocation,
      @Nullable String itemProperties,
      List<Sip2ExtraField> extensions,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public ItemInformationResponse {
      extensions = List.copyOf(extensions);
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 20: whether the item's properties were stored. */
  record ItemStatusUpdateResponse(
      boolean ok,
      Sip2Date transactionDate,
      String itemIdentifier,
      @Nullable String titleIdentifier,
      @Nullable String itemProperties,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public ItemStatusUpdateResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 26: the patron's status after a request to enable. */
  record PatronEnableResponse(
      PatronStatusFlags patronStatus,
      Sip2Code<Sip2Code.Language> language,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String personalName,
      @Nullable Sip2Flag validPatron,
      @Nullable Sip2Flag validPatronPassword,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public PatronEnableResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 16: whether the hold was placed, deleted or changed. */
  record HoldResponse(
      boolean ok,
      Sip2Flag available,
      Sip2Date transactionDate,
      @Nullable Sip2Date expirationDate,
      @Nullable Sip2Number queuePosition,
      @Nullable String pickupLocation,
      String institutionId,
      Sip2PatronId patronIdentifier,
      @Nullable String itemIdentifier,
      @Nullable String titleIdentifier,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public HoldResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 30: whether the loan was renewed, and when the item is due. */
  record RenewResponse(
      boolean ok,
      Sip2Flag renewalOk,
      Sip2Flag magneticMedia,
      Sip2Flag desensitize,
      Sip2Date transactionDate,
      String institutionId,
      Sip2PatronId patronIdentifier,
      String itemIdentifier,
      String titleIdentifier,
      String dueDate,
      @Nullable Sip2Code<Sip2Code.FeeType> feeType,
      @Nullable Sip2Flag securityInhibit,
      @Nullable String currencyType,
      @Nullable Sip2Amount feeAmount,
      @Nullable Sip2Code<Sip2Code.MediaType> mediaType,
      @Nullable String itemProperties,
      @Nullable String transactionId,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public RenewResponse {
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }

  /** 66: which loans were renewed. */
  record RenewAllResponse(
      boolean ok,
      Sip2Number renewedCount,
      Sip2Number unrenewedCount,
      Sip2Date transactionDate,
      String institutionId,
      List<String> renewedItems,
      List<String> unrenewedItems,
      List<String> screenMessages,
      List<String> printLines)
      implements Sip2Response {
    public RenewAllResponse {
      renewedItems = List.copyOf(renewedItems);
      unrenewedItems = List.copyOf(unrenewedItems);
      screenMessages = List.copyOf(screenMessages);
      printLines = List.copyOf(printLines);
    }
  }
}
