package org.samling.console.trial;

import java.util.Arrays;
import java.util.Optional;
import org.samling.console.trial.TrialMachine.Canned;

/** Messages of NCIP that need not be typed. */
public enum CannedService {
  /** All about an item. */
  LOOKUP_ITEM(
      "LookupItem",
      """
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>\
      """),
  /** All about a patron, whose PIN is checked. */
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
  /** Puts a patron in the queue. */
  REQUEST_ITEM(
      "RequestItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>
      <RequestType>Hold</RequestType>
      <RequestScopeType>Bibliographic Item</RequestScopeType>\
      """),
  /** Takes a patron out of the queue. */
  CANCEL_REQUEST_ITEM(
      "CancelRequestItem",
      """
      <UserId><UserIdentifierValue>{patron}</UserIdentifierValue></UserId>
      <ItemId><ItemIdentifierValue>{item}</ItemIdentifierValue></ItemId>
      <RequestType>Hold</RequestType>\
      """),
  /** Lends. */
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
  /** Takes back. */
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

  /** Its name in the standard, in forms and words. */
  public String element() {
    return element;
  }

  static Optional<CannedService> of(String element) {
    return Arrays.stream(values()).filter(s -> s.element().equals(element)).findFirst();
  }

  /** The message about what there is to try with. */
  String about(Canned canned) {
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
