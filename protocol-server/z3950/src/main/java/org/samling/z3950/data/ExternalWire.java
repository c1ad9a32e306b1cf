package org.samling.z3950.data;

import java.util.Optional;
import java.util.function.Function;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerTree;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;
import org.samling.z3950.data.External.Arbitrary;
import org.samling.z3950.data.External.Encoding;
import org.samling.z3950.data.External.OctetAligned;
import org.samling.z3950.data.External.SingleAsn1Type;

/** EXTERNAL, under its own tag or an implicit one. */
public final class ExternalWire {
  private static final int SINGLE_ASN1_TYPE = BerTag.context(0);
  private static final int OCTET_ALIGNED = BerTag.context(1);
  private static final int ARBITRARY = BerTag.context(2);

  private ExternalWire() {}

  public static External read(BerNode node) {
    var reference = node.find(BerTag.OBJECT_IDENTIFIER);
    return new External(reference == null ? null : reference.oid(), encoding(node));
  }

  private static Encoding encoding(BerNode node) {
    var octets = node.find(OCTET_ALIGNED);
    if (octets != null) {
      return new OctetAligned(octets.octets());
    }
    var bits = node.find(ARBITRARY);
    if (bits != null) {
      return new Arbitrary(bits.octets());
    }
    var single = node.required(SINGLE_ASN1_TYPE, "single-ASN1-type");
    return new SingleAsn1Type(single.first("single-ASN1-type").element());
  }

  public static void write(BerWriter out, int tag, External external) {
    out.begin(tag);
    out.oid(BerTag.OBJECT_IDENTIFIER, external.directReference());
    switch (external.encoding()) {
      case SingleAsn1Type(Octets element) -> {
        out.begin(SINGLE_ASN1_TYPE);
        out.element(element);
        out.end();
      }
      case OctetAligned(Octets octets) -> out.octets(OCTET_ALIGNED, octets);
      case Arbitrary(Octets bits) -> out.octets(ARBITRARY, bits);
    }
    out.end();
  }

  /** The content of a string; the element itself if it is not a string. */
  static Octets stringContent(Octets element) {
    return parse(
            element,
            node ->
                switch (node.tag()) {
                  case BerTag.GENERAL_STRING, BerTag.VISIBLE_STRING, BerTag.OCTET_STRING ->
                      node.octets();
                  default -> element;
                })
        .orElse(element);
  }

  /** Reads BER embedded in a message; empty if it can't be parsed. */
  public static <T> Optional<T> parse(Octets element, Function<BerNode, T> reader) {
    return parse(element, Z3950Charset.UNNEGOTIATED, reader);
  }

  /** The same, with text in the given character set. */
  public static <T> Optional<T> parse(
      Octets element, Z3950Charset charset, Function<BerNode, T> reader) {
    try {
      var tree = new BerTree(element.bytes(), BerLimits.LARGEST, charset);
      return tree.exceededLimit() == null
          ? Optional.of(reader.apply(tree.root()))
          : Optional.empty();
    } catch (Z3950FormatException e) {
      return Optional.empty();
    }
  }
}
