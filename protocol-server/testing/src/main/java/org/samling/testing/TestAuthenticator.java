package org.samling.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app: codes by RFC 6238 and 4226, as they are written there. */
public record TestAuthenticator(String key) {

  private static final Pattern KEY = Pattern.compile("<code>([A-Z2-7 ]{39})</code>");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Takes the key from the page that shows it. */
  public static TestAuthenticator of(String page) {
    var found = KEY.matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("there is no key in " + page);
    }
    return new TestAuthenticator(found.group(1).replace(" ", ""));
  }

  /** The code now, or some steps of 30 seconds later. */
  public String code(int later) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(), "HmacSHA1"));
      var step = Instant.now().getEpochSecond() / 30 + later;
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code now. */
  public String code() {
    return code(0);
  }

  /** The secret itself. */
  public byte[] bytes() {
    var bits = new StringBuilder();
    key.chars()
        .forEach(c -> bits.append(Integer.toBinaryString(BASE32.indexOf(c) + 32).substring(1)));
    var bytes = new byte[bits.length() / 8];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }
}
