package org.samling.z3950.data;

import java.util.List;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External.SingleAsn1Type;

/**
 * A record in the generic record syntax GRS-1 (Z39.50-2003, appendix REC): a tree of elements, each
 * with a tag of the type 3, which is any string.
 *
 * @param elements its elements
 */
public record GenericRecord(List<Element> elements) {

  /** The type of tags that are strings without a tag set. */
  private static final long STRING_TAG = 3;

  private static final int TAG_TYPE = BerTag.context(1);
  private static final int TAG_VALUE = BerTag.context(2);
  private static final int STRING = BerTag.context(1);
  private static final int CONTENT = BerTag.context(4);
  private static final int SUBTREE = BerTag.context(6);

  /** Copies the list. */
  public GenericRecord {
    elements = List.copyOf(elements);
  }

  /** An element with its tag. */
  public sealed interface Element {

    /** The tag. */
    String tag();
  }

  /** An element that is a text. */
  public record TextElement(String tag, String text) implements Element {}

  /** An element that consists of others. */
  public record Subtree(String tag, List<Element> elements) implements Element {

    /** Copies the list. */
    public Subtree {
      elements = List.copyOf(elements);
    }
  }

  /** The record as it is sent. */
  public External toExternal(Z3950Charset charset) {
    var out = new BerWriter(charset);
    write(out, elements);
    return new External(Oid.GRS_1, new SingleAsn1Type(new Octets(out.toBytes())));
  }

  private static void write(BerWriter out, List<Element> elements) {
    out.begin(BerTag.SEQUENCE);
    for (var element : elements) {
      out.begin(BerTag.SEQUENCE);
      out.integer(TAG_TYPE, STRING_TAG);
      out.begin(TAG_VALUE);
      out.text(STRING, element.tag());
      out.end();
      out.begin(CONTENT);
      switch (element) {
        case TextElement(_, String text) -> out.text(BerTag.GENERAL_STRING, text);
        case Subtree(_, List<Element> children) -> {
          out.begin(SUBTREE);
          write(out, children);
          out.end();
        }
      }
      out.end();
      out.end();
    }
    out.end();
  }
}
