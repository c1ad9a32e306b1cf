package org.samling.sip2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Common mistakes of clients in computing a checksum. */
public enum Sip2ChecksumMistake {
  BEFORE_AZ("it is the checksum of the bytes before AZ; the two bytes of AZ count too"),
  BEFORE_AY("it is the checksum of the bytes before AY; AY, its digit and AZ count too"),
  WITH_CR("it is the checksum with the CR that ends the message; the last byte that counts is Z"),
  WITH_LF("it is the checksum with the LF that ends the message; the last byte that counts is Z"),
  WITH_CRLF(
      "it is the checksum with the CR and LF that end the message; the last byte that counts is Z"),
  ONES_COMPLEMENT("it is the one's complement of the sum; the standard has the two's: one more"),
  NOT_NEGATED("it is the sum itself; the standard has its two's complement"),
  OTHER_CHARSET(
      "it is the checksum of the text in another character set; the bytes that are sent count"),
  BYTES_SWAPPED("its two bytes are in the wrong order; the high one comes first"),
  NOT_FOUR_DIGITS("it is not four hexadecimal digits");

  private static final int CR = '\r';
  private static final int LF = '\n';

  private final String sentence;

  Sip2ChecksumMistake(String sentence) {
    this.sentence = sentence;
  }

  /** What the client did, and what the standard requires. */
  public String sentence() {
    return sentence;
  }

  /** The mistake that explains a wrong checksum; empty if none of them does. */
  static Optional<Sip2ChecksumMistake> of(byte[] bytes, Sip2Trailer trailer) {
    int sent = trailer.sent();
    return Arrays.stream(values())
        .filter(mistake -> mistake.explains(bytes, trailer, sent))
        .findFirst();
  }

  private boolean explains(byte[] bytes, Sip2Trailer trailer, int sent) {
    int right = trailer.expected();
    int sum = -right & 0xFFFF;
    return switch (this) {
      case BEFORE_AZ -> sent == ((right + 'A' + 'Z') & 0xFFFF);
      case BEFORE_AY -> sent == Sip2Trailer.checksum(bytes, trailer.start());
      case WITH_CR -> sent == ((right - CR) & 0xFFFF);
      case WITH_LF -> sent == ((right - LF) & 0xFFFF);
      case WITH_CRLF -> sent == ((right - CR - LF) & 0xFFFF);
      case ONES_COMPLEMENT -> sent == (~sum & 0xFFFF);
      case NOT_NEGATED -> sent == sum;
      case OTHER_CHARSET -> isOfAnotherCharset(bytes, trailer.summed(), c -> c == sent);
      case BYTES_SWAPPED -> sent == ((right >> 8) | ((right << 8) & 0xFF00));
      case NOT_FOUR_DIGITS -> sent < 0;
    };
  }

  private static boolean isOfAnotherCharset(byte[] bytes, int count, IntPredicate sent) {
    for (var wire : Sip2Charset.values()) {
      String text;
      try {
        text = wire.charset().newDecoder().decode(ByteBuffer.wrap(bytes, 0, count)).toString();
      } catch (CharacterCodingException _) {
        continue;
      }
      if (text.length() == count && text.chars().allMatch(c -> c < 0x80)) {
        return false; // the same bytes in every set
      }
      for (var other : Sip2Charset.values()) {
        var encoded = text.getBytes(other.charset());
        if (sent.test(Sip2Trailer.checksum(encoded, encoded.length))) {
          return true;
        }
      }
      if (sent.test(-text.chars().sum() & 0xFFFF)) {
        return true;
      }
    }
    return false;
  }
}
