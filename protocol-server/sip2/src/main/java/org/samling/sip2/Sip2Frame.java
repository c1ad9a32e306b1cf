package org.samling.sip2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * One message as it is on the wire, without its terminator. Two frames are equal if their bytes
 * are.
 */
public final class Sip2Frame {

  /** The terminator of a frame. The standard has CR; some clients send, or wait for, the others. */
  public enum Terminator {
    CR("\r"),
    LF("\n"),
    CRLF("\r\n");

    private final String characters;

    Terminator(String characters) {
      this.characters = characters;
    }

    void writeTo(ByteBuf out) {
      for (int i = 0; i < characters.length(); i++) {
        out.writeByte(characters.charAt(i));
      }
    }
  }

  private final byte[] bytes;
  private final Terminator terminator;

  /** Keeps the bytes without copying: pass an array that nobody changes. */
  public Sip2Frame(byte[] bytes, Terminator terminator) {
    this.bytes = bytes;
    this.terminator = terminator;
  }

  /** A frame of this text in the given character set, ended by CR. */
  public static Sip2Frame of(String text, Sip2Charset charset) {
    return new Sip2Frame(text.getBytes(charset.charset()), Terminator.CR);
  }

  /**
   * The exact bytes, in the wire's character set. The array is the frame's own: don't change it.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** The terminator that was read, or is to be written. */
  public Terminator terminator() {
    return terminator;
  }

  /** Writes the bytes and the terminator. */
  public void writeTo(ByteBuf out) {
    out.ensureWritable(bytes.length + terminator.characters.length());
    out.writeBytes(bytes);
    terminator.writeTo(out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sip2Frame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: a frame holds passwords. */
  @Override
  public String toString() {
    return "Sip2Frame[" + bytes.length + " bytes, " + terminator + "]";
  }
}
