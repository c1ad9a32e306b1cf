package org.samling.zoom;

/** Why communication with a target failed, with ZOOM's numbers and texts. */
enum ZoomFault {
  CONNECT_FAILED(10_000, "Connect failed"),
  DECODING_FAILED(10_003, "Decoding failed"),
  CONNECTION_LOST(10_004, "Connection lost"),
  INIT_REJECTED(10_005, "Init rejected"),
  TIMEOUT(10_007, "Timeout");

  private final int code;
  private final String text;

  ZoomFault(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }
}
