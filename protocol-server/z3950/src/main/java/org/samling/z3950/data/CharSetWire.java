package org.samling.z3950.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.CharSetNegotiation.CharSet;
import org.samling.z3950.data.CharSetNegotiation.Iso10646;
import org.samling.z3950.data.CharSetNegotiation.Iso2022;
import org.samling.z3950.data.CharSetNegotiation.NoCharSet;
import org.samling.z3950.data.CharSetNegotiation.OriginProposal;
import org.samling.z3950.data.CharSetNegotiation.PreviouslyAgreedUpon;
import org.samling.z3950.data.CharSetNegotiation.PrivateExternal;
import org.samling.z3950.data.CharSetNegotiation.PrivateOids;
import org.samling.z3950.data.CharSetNegotiation.TargetResponse;
import org.samling.z3950.data.External.SingleAsn1Type;

/** CharSetandLanguageNegotiation-3, within an EXTERNAL of an Init. */
public final class CharSetWire {
  private static final int PROPOSAL = BerTag.context(1);
  private static final int RESPONSE = BerTag.context(2);
  private static final int CHAR_SETS = BerTag.context(1);
  private static final int LANGUAGES = BerTag.context(2);
  private static final int RECORDS = BerTag.context(3);

  private static final int ISO_2022 = BerTag.context(1);
  private static final int ISO_10646 = BerTag.context(2);
  private static final int PRIVATE = BerTag.context(3);
  private static final int NONE = BerTag.context(4);

  private static final int COLLECTIONS = BerTag.context(1);
  private static final int ENCODING_LEVEL = BerTag.context(2);
  private static final int VIA_OID = BerTag.context(1);
  private static final int EXTERNALLY_SPECIFIED = BerTag.context(2);
  private static final int PREVIOUSLY_AGREED_UPON = BerTag.context(3);

  private CharSetWire() {}

  /** The negotiation among some units; empty if there is none, or none that can be parsed. */
  public static Optional<CharSetNegotiation> find(List<OtherInformation> units) {
    return units.stream()
        .flatMap(unit -> UserInformation.value(unit, Oid.CHARSET_NEGOTIATION_3).stream())
        .flatMap(element -> ExternalWire.parse(element, CharSetWire::read).stream())
        .findFirst();
  }

  private static CharSetNegotiation read(BerNode node) {
    if (node.is(PROPOSAL)) {
      return new OriginProposal(
          charSets(node.find(CHAR_SETS)), languages(node.find(LANGUAGES)), records(node));
    } else if (node.is(RESPONSE)) {
      var charSet = node.find(CHAR_SETS);
      var language = node.find(LANGUAGES);
      return new TargetResponse(
          charSet == null ? null : charSet(charSet.first("selectedCharSets")),
          language == null ? null : language.text(),
          records(node));
    }
    throw node.fault("neither a proposal nor a response");
  }

  private static List<CharSet> charSets(@Nullable BerNode list) {
    var charSets = new ArrayList<CharSet>();
    if (list != null) {
      for (var charSet : list.children()) {
        charSets.add(charSet(charSet));
      }
    }
    return charSets;
  }

  private static List<String> languages(@Nullable BerNode list) {
    return list == null ? List.of() : list.children().stream().map(BerNode::text).toList();
  }

  private static @Nullable Boolean records(BerNode node) {
    var records = node.find(RECORDS);
    return records == null ? null : records.bool();
  }

  private static CharSet charSet(BerNode node) {
    if (node.is(ISO_10646)) {
      var collections = node.find(COLLECTIONS);
      return new Iso10646(
          collections == null ? null : collections.oid(),
          node.required(ENCODING_LEVEL, "encodingLevel").oid());
    } else if (node.is(ISO_2022)) {
      return new Iso2022(node.first("iso2022").element());
    } else if (node.is(PRIVATE)) {
      return privateCharSet(node.first("private"));
    } else if (node.is(NONE)) {
      return new NoCharSet();
    }
    throw node.fault("a character set of an unknown kind");
  }

  private static CharSet privateCharSet(BerNode node) {
    if (node.is(VIA_OID)) {
      return new PrivateOids(node.children().stream().map(BerNode::oid).toList());
    } else if (node.is(EXTERNALLY_SPECIFIED)) {
      return new PrivateExternal(ExternalWire.read(node));
    } else if (node.is(PREVIOUSLY_AGREED_UPON)) {
      return new PreviouslyAgreedUpon();
    }
    throw node.fault("a private character set of an unknown kind");
  }

  static External write(CharSetNegotiation negotiation) {
    // Nothing has been negotiated yet when this is sent.
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    switch (negotiation) {
      case OriginProposal(List<CharSet> charSets, List<String> languages, Boolean records) -> {
        out.begin(PROPOSAL);
        if (!charSets.isEmpty()) {
          out.begin(CHAR_SETS);
          charSets.forEach(charSet -> write(out, charSet));
          out.end();
        }
        if (!languages.isEmpty()) {
          out.begin(LANGUAGES);
          languages.forEach(language -> out.text(BerTag.GENERAL_STRING, language));
          out.end();
        }
        out.bool(RECORDS, records);
      }
      case TargetResponse(CharSet charSet, String language, Boolean records) -> {
        out.begin(RESPONSE);
        if (charSet != null) {
          out.begin(CHAR_SETS);
          write(out, charSet);
          out.end();
        }
        out.text(LANGUAGES, language);
        out.bool(RECORDS, records);
      }
    }
    out.end();
    return new External(Oid.CHARSET_NEGOTIATION_3, new SingleAsn1Type(new Octets(out.toBytes())));
  }

  private static void write(BerWriter out, CharSet charSet) {
    switch (charSet) {
      case Iso10646(Oid collections, Oid encodingLevel) -> {
        out.begin(ISO_10646);
        out.oid(COLLECTIONS, collections);
        out.oid(ENCODING_LEVEL, encodingLevel);
        out.end();
      }
      case Iso2022(Octets element) -> {
        out.begin(ISO_2022);
        out.element(element);
        out.end();
      }
      case PrivateOids(List<Oid> oids) -> {
        out.begin(PRIVATE);
        out.begin(VIA_OID);
        oids.forEach(oid -> out.oid(BerTag.OBJECT_IDENTIFIER, oid));
        out.end();
        out.end();
      }
      case PrivateExternal(External external) -> {
        out.begin(PRIVATE);
        ExternalWire.write(out, EXTERNALLY_SPECIFIED, external);
        out.end();
      }
      case PreviouslyAgreedUpon() -> {
        out.begin(PRIVATE);
        out.nothing(PREVIOUSLY_AGREED_UPON);
        out.end();
      }
      case NoCharSet() -> out.nothing(NONE);
    }
  }
}
