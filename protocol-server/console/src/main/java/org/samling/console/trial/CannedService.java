package org.samling.console.trial;

import java.util.Arrays;
import java.util.Optional;
import org.samling.console.trial.TrialMachine.TestData;

/** Ready-made NCIP messages. */
public enum CannedService {
  /** Item information. */
  LOOKUP_ITEM(
      "LookupItem",
      """
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>\
      """),
  /** Patron information, with a PIN check. */
  LOOKUP_USER(
      "LookupUser",
      """
      <AuthenticationInput>
        <AuthenticationInputData>{patron}</AuthenticationInputData>
        <AuthenticationDataFormatType>text</AuthenticationDataFormatType>
        <AuthenticationInputType>Barcode Id</AuthenticationInputType>
      </AuthenticationInput>
      <AuthenticationInput>
        <AuthenticationInputData>{pin}</AuthenticationInputData>
        <AuthenticationDataFormatType>text</AuthenticationDataFormatType>
        <AuthenticationInputType>PIN</AuthenticationInputType>
      </AuthenticationInput>
      <UserElementType>Name Information</UserElementType>
      <UserElementType>Block Or Trap</UserElementType>
      <LoanedItemsDesired/>
      <RequestedItemsDesired/>
      <UserFiscalAccountDesired/>\
      """),
  /** Places a hold. */
  REQUEST_ITEM(
      "RequestItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>
      <RequestType>Hold</RequestType>
      <RequestScopeType>Bibliographic Item</RequestScopeType>\
      """),
  /** Cancels a hold. */
  CANCEL_REQUEST_ITEM(
      "CancelRequestItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>
      <RequestType>Hold</RequestType>\
      """),
  /** Checks out. */
  CHECK_OUT_ITEM(
      "CheckOutItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>\
      """),
  /** Renews a loan. */
  RENEW_ITEM(
      "RenewItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>\
      """),
  /** Checks in. */
  CHECK_IN_ITEM(
      "CheckInItem",
      """
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>\
      """);

  private final String element;
  private final String content;

  CannedService(String element, String content) {
    this.element = element;
    this.content = content.indent(4).stripTrailing();
  }

  /** Returns its name in the standard, in forms and message keys. */
  public String element() {
    return element;
  }

  static Optional<CannedService> of(String element) {
    return Arrays.stream(values()).filter(s -> s.element().equals(element)).findFirst();
  }

  /** Returns the message for the sandbox's patron and item. */
  String messageFor(TestData canned) {
    return """
    <NCIPMessage version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd"
        xmlns="http://www.niso.org/2008/ncip">
      <%1$s>
    %2$s
      </%1$s>
    </NCIPMessage>
    """
        .formatted(element, content)
        .replace("{patron}", escaped(canned.patron()))
        .replace("{pin}", escaped(canned.pin()))
        .replace("{item}", escaped(canned.item()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
