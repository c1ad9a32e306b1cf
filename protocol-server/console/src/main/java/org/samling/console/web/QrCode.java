package org.samling.console.web;

import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * A QR code as a path of SVG.
 *
 * @param size the width and height in modules, with the quiet zone
 * @param path the dark modules
 */
public record QrCode(int size, String path) {

  /** ISO/IEC 18004, section 6.3.8. */
  private static final int QUIET_ZONE = 4;

  /** The QR code of a text. */
  static QrCode of(String text) {
    var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
    var path = new StringBuilder();
    for (var y = 0; y < code.size; y++) {
      for (var x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
        }
      }
    }
    return new QrCode(code.size + 2 * QUIET_ZONE, path.toString());
  }
}
