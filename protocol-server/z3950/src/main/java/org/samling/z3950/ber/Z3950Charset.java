package org.samling.z3950.ber;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The character set of strings on a connection. It is negotiated at Init ({@code
 * CharSetNegotiation}) and applies to what follows.
 */
public enum Z3950Charset {
  /**
   * Nothing was negotiated. Bytes that are valid UTF-8 are read as that, any others as ISO 8859-1;
   * UTF-8 is written.
   */
  UNNEGOTIATED(StandardCharsets.UTF_8),
  UTF_8(StandardCharsets.UTF_8),
  /** Big-endian, without a byte order mark. */
  UTF_16(StandardCharsets.UTF_16BE),
  ISO_8859_1(StandardCharsets.ISO_8859_1);

  private final Charset charset;

  Z3950Charset(Charset charset) {
    this.charset = charset;
  }

  /** The text; bytes that are invalid in this character set become U+FFFD. */
  public String decode(byte[] bytes) {
    if (this == UNNEGOTIATED) {
      try {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }
    return new String(bytes, charset);
  }

  /** The bytes; a character that the set lacks becomes a question mark. */
  public Octets encode(String text) {
    return new Octets(text.getBytes(charset));
  }
}
