package org.samling.marc;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.text.MarcFormatException;

/**
 * Finds the records of a MARCXML or marcXchange (ISO 25577) file wherever they occur: alone, in a
 * collection, in SRU or OAI-PMH responses.
 *
 * <p>A record is a {@code record} element in either namespace, or one in no namespace whose first
 * element is a part of a MARC record. One in the namespace of another format is rejected.
 */
final class MarcXmlResults implements Results {

  static final String MARCXML = "http://www.loc.gov/MARC21/slim";
  static final String MARCXCHANGE = "info:lc/xmlns/marcxchange-v1";

  static final String MARCXCHANGE_2 = "info:lc/xmlns/marcxchange-v2";

  private static final Set<String> NAMESPACES = Set.of(MARCXML, MARCXCHANGE, MARCXCHANGE_2);

  private static final List<String> PARTS = List.of("leader", "controlfield", "datafield");

  /** The parser's message for an undeclared prefix. */
  private static final Pattern UNBOUND =
      Pattern.compile("#(?:Element|Attribute)PrefixUnbound\\?([^&]*)");

  private final ResultFactory results;
  private final InputStream in;
  private final Charset charset;
  private final long skipped;
  private final @Nullable RecordFormat wanted;
  private @Nullable XmlCursor xml;
  private boolean atEnd;

  /** A record element that has begun; it may turn out to wrap another format. */
  private @Nullable Candidate candidate;

  private record Candidate(
      long offset, int depth, String namespace, @Nullable String format, RecordCopy copy) {

    boolean isMarc() {
      return NAMESPACES.contains(namespace);
    }
  }

  /**
   * Makes a reader.
   *
   * @param in the file from its first tag
   * @param charset its coding
   * @param skipped how many bytes of the file precede it
   * @param wanted the format of all records, or null to detect it for each
   */
  MarcXmlResults(
      InputStream in,
      Charset charset,
      long skipped,
      ResultFactory results,
      @Nullable RecordFormat wanted) {
    this.in = in;
    this.charset = charset;
    this.skipped = skipped;
    this.results = results;
    this.wanted = wanted;
  }

  @Override
  public @Nullable ReadResult next() {
    if (atEnd) {
      return null;
    }
    var offset = skipped;
    try {
      if (xml == null) {
        xml = new XmlCursor(in, charset, skipped);
      }
      var result = nextRecord(xml);
      atEnd = result == null;
      return result;
    } catch (XMLStreamException e) {
      atEnd = true;
      if (xml != null) {
        offset = candidate == null ? xml.tagOffset() : candidate.offset();
      }
      return results.rest(
          offset, "The file is not well-formed XML from here on: " + why(e), bytes());
    }
  }

  private @Nullable ReadResult nextRecord(XmlCursor xml) throws XMLStreamException {
    while (xml.hasNext()) {
      int event;
      try {
        event = xml.next();
      } catch (MarcFormatException e) {
        return reject(Objects.requireNonNull(candidate), xml, e);
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        // The end tag of a record in MARC's namespace without elements, or of a wrapper.
        var ended = candidate;
        if (ended != null && xml.depth() < ended.depth()) {
          drop(xml);
          if (ended.isMarc()) {
            return results.rejected(
                ended.offset(), "The record has no leader.", ended.copy().toBytes());
          }
        }
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        var begun = candidate;
        if (begun != null && isRecord(begun, xml)) {
          return read(begun, xml);
        }
        drop(xml);
        if (xml.name().equals("record")) {
          candidate =
              new Candidate(
                  xml.tagOffset(),
                  xml.depth(),
                  xml.namespace(),
                  xml.attribute("format"),
                  xml.beginCopy());
        } else if (NAMESPACES.contains(xml.namespace()) && PARTS.contains(xml.name())) {
          return stray(xml);
        }
      }
    }
    return null;
  }

  private static boolean isRecord(Candidate begun, XmlCursor xml) {
    return begun.isMarc()
        || (PARTS.contains(xml.name()) && xml.namespace().equals(begun.namespace()));
  }

  private ReadResult read(Candidate begun, XmlCursor xml) throws XMLStreamException {
    try {
      if (!begun.namespace().isEmpty() && !begun.isMarc()) {
        throw new MarcFormatException(
            "The record is neither MARCXML nor marcXchange: its namespace is "
                + begun.namespace()
                + ", not "
                + MARCXML
                + " or "
                + MARCXCHANGE
                + ".");
      }
      var repairs = new Repairs();
      var record = new MarcXmlRecord(xml, begun.namespace(), begun.format(), wanted, repairs);
      record.readPart();
      while (xml.depth() >= begun.depth()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          record.readPart();
        }
      }
      var content = record.content();
      drop(xml);
      return results.accepted(
          begun.offset(), record.format(), begun.copy().toBytes(), content, repairs);
    } catch (MarcFormatException e) {
      return reject(begun, xml, e);
    }
  }

  private ReadResult reject(Candidate begun, XmlCursor xml, MarcFormatException e)
      throws XMLStreamException {
    leave(begun, xml);
    drop(xml);
    return results.rejected(begun.offset(), e.reason(), begun.copy().toBytes());
  }

  /** Skips the rest of a record. */
  private static void leave(Candidate begun, XmlCursor xml) throws XMLStreamException {
    while (xml.depth() >= begun.depth()) {
      try {
        xml.next();
      } catch (MarcFormatException _) {
        // All the more reason to skip it.
      }
    }
  }

  /** A part of a record outside any record; one result covers consecutive ones. */
  private ReadResult stray(XmlCursor xml) throws XMLStreamException {
    var offset = xml.tagOffset();
    var reason =
        "A <"
            + xml.name()
            + "> is outside any record (line "
            + xml.line()
            + "), with all that"
            + " follows up to the end of the element around it.";
    var outer = xml.depth() - 1;
    var copy = xml.beginCopy();
    while (xml.depth() >= outer && xml.depth() > 0) {
      try {
        xml.next();
      } catch (MarcFormatException _) {
        // It is all rejected anyway.
      }
    }
    xml.endCopy();
    return results.rejected(offset, reason, copy.toBytes());
  }

  private void drop(XmlCursor xml) {
    candidate = null;
    xml.endCopy();
  }

  private Bytes bytes() {
    return candidate == null ? Bytes.of(new byte[0]) : candidate.copy().toBytes();
  }

  /** The parser's message with its location, without the parser's own jargon. */
  private static String why(XMLStreamException e) {
    // The parser's message repeats the location on a line of its own.
    var message = String.valueOf(e.getMessage());
    var marker = message.indexOf("Message: ");
    var text = marker < 0 ? message : message.substring(marker + "Message: ".length());
    var unbound = UNBOUND.matcher(text);
    if (unbound.find()) {
      text = "The prefix \"" + unbound.group(1) + "\" is not bound to a namespace.";
    } else if (text.contains("was referenced, but not declared")) {
      text += " Document types, and the entities that they declare, are not supported.";
    }
    var location = e.getLocation();
    return location == null
        ? text.strip()
        : "line "
            + location.getLineNumber()
            + ", column "
            + location.getColumnNumber()
            + ": "
            + text.strip();
  }
}
