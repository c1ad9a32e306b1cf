package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;

/**
 * A value whose form is given by an object identifier (X.690, EXTERNAL): a record, a negotiation, a
 * proof of identity.
 *
 * @param directReference the form; null in the rare case that only an indirect reference was sent,
 *     which needs a separate agreement
 * @param encoding the value
 */
public record External(@Nullable Oid directReference, Encoding encoding) {

  /** The encoding of the value on the wire. */
  public sealed interface Encoding {}

  /**
   * A value that is BER itself.
   *
   * @param element its bytes, including tag and length
   */
  public record SingleAsn1Type(Octets element) implements Encoding {}

  /**
   * A value that is plain bytes, such as a MARC record or XML.
   *
   * @param octets the bytes
   */
  public record OctetAligned(Octets octets) implements Encoding {}

  /**
   * A value of any number of bits.
   *
   * @param bits the content of a BIT STRING: the number of unused bits in the last byte, then the
   *     bits
   */
  public record Arbitrary(Octets bits) implements Encoding {}

  /** Plain bytes of a form. */
  public static External octetAligned(Oid form, Octets octets) {
    return new External(form, new OctetAligned(octets));
  }

  /** A SUTRS record, which the standard defines as one string. */
  public static External sutrs(String text, Z3950Charset charset) {
    return text(Oid.SUTRS, text, charset);
  }

  /** A value that is one string, such as a query of type 104. */
  public static External text(Oid form, String text, Z3950Charset charset) {
    var out = new BerWriter(charset);
    out.text(BerTag.GENERAL_STRING, text);
    return new External(form, new SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * The value's own bytes: those of {@link OctetAligned} and {@link Arbitrary} as they are, and
   * those of a string, such as a SUTRS record, without its tag and length. Other BER is returned
   * whole.
   */
  public Octets content() {
    return switch (encoding) {
      case OctetAligned(Octets octets) -> octets;
      case Arbitrary(Octets bits) -> bits;
      case SingleAsn1Type(Octets element) -> ExternalWire.stringContent(element);
    };
  }
}
