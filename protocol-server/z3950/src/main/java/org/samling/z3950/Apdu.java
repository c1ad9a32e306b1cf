package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerTag;

/** The APDUs of the standard (Z39-50-APDU, CHOICE PDU). */
public enum Apdu {
  INIT_REQUEST(20, "initRequest", Sender.ORIGIN),
  INIT_RESPONSE(21, "initResponse", Sender.TARGET),
  SEARCH_REQUEST(22, "searchRequest", Sender.ORIGIN),
  SEARCH_RESPONSE(23, "searchResponse", Sender.TARGET),
  PRESENT_REQUEST(24, "presentRequest", Sender.ORIGIN),
  PRESENT_RESPONSE(25, "presentResponse", Sender.TARGET),
  DELETE_RESULT_SET_REQUEST(26, "deleteResultSetRequest", Sender.ORIGIN),
  DELETE_RESULT_SET_RESPONSE(27, "deleteResultSetResponse", Sender.TARGET),
  ACCESS_CONTROL_REQUEST(28, "accessControlRequest", Sender.TARGET),
  ACCESS_CONTROL_RESPONSE(29, "accessControlResponse", Sender.ORIGIN),
  RESOURCE_CONTROL_REQUEST(30, "resourceControlRequest", Sender.TARGET),
  RESOURCE_CONTROL_RESPONSE(31, "resourceControlResponse", Sender.ORIGIN),
  TRIGGER_RESOURCE_CONTROL_REQUEST(32, "triggerResourceControlRequest", Sender.ORIGIN),
  RESOURCE_REPORT_REQUEST(33, "resourceReportRequest", Sender.ORIGIN),
  RESOURCE_REPORT_RESPONSE(34, "resourceReportResponse", Sender.TARGET),
  SCAN_REQUEST(35, "scanRequest", Sender.ORIGIN),
  SCAN_RESPONSE(36, "scanResponse", Sender.TARGET),
  SORT_REQUEST(43, "sortRequest", Sender.ORIGIN),
  SORT_RESPONSE(44, "sortResponse", Sender.TARGET),
  SEGMENT_REQUEST(45, "segmentRequest", Sender.TARGET),
  EXTENDED_SERVICES_REQUEST(46, "extendedServicesRequest", Sender.ORIGIN),
  EXTENDED_SERVICES_RESPONSE(47, "extendedServicesResponse", Sender.TARGET),
  CLOSE(48, "close", Sender.BOTH),
  DUPLICATE_DETECTION_REQUEST(49, "duplicateDetectionRequest", Sender.ORIGIN),
  DUPLICATE_DETECTION_RESPONSE(50, "duplicateDetectionResponse", Sender.TARGET);

  /** Who sends an APDU: the origin is the client, the target the server. */
  public enum Sender {
    ORIGIN,
    TARGET,
    BOTH
  }

  private static final Apdu[] APDUS = values();

  private final int tag;
  private final String title;
  private final Sender sender;

  Apdu(int number, String title, Sender sender) {
    this.tag = BerTag.context(number);
    this.title = title;
    this.sender = sender;
  }

  static @Nullable Apdu byTag(int tag) {
    for (var apdu : APDUS) {
      if (apdu.tag == tag) {
        return apdu;
      }
    }
    return null;
  }

  int tag() {
    return tag;
  }

  /** The name in the standard's ASN.1. */
  public String title() {
    return title;
  }

  public Sender sender() {
    return sender;
  }
}
