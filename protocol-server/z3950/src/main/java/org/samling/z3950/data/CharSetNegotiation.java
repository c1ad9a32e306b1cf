package org.samling.z3950.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External.OctetAligned;

/**
 * The negotiation of character sets and languages in an Init (CharSetandLanguageNegotiation-3,
 * {@link Oid#CHARSET_NEGOTIATION_3}).
 */
public sealed interface CharSetNegotiation {

  /**
   * A client's proposal.
   *
   * @param proposedCharSets character sets for names, terms and messages, in order of preference
   * @param proposedLanguages languages for messages, in order of preference, as three-letter codes
   * @param recordsInSelectedCharSets whether records should use the character set too; null is
   *     unspecified, which means no
   */
  record OriginProposal(
      List<CharSet> proposedCharSets,
      List<String> proposedLanguages,
      @Nullable Boolean recordsInSelectedCharSets)
      implements CharSetNegotiation {
    public OriginProposal {
      proposedCharSets = List.copyOf(proposedCharSets);
      proposedLanguages = List.copyOf(proposedLanguages);
    }

    /**
     * The response of a server that supports these character sets: the first of the client's that
     * it supports, or none. It names no language.
     *
     * @param records whether records are sent in the character set if the client requests it
     */
    public TargetResponse answer(Set<Z3950Charset> usable, boolean records) {
      CharSet selected = null;
      for (var charSet : proposedCharSets) {
        if (selected == null && charSet.charset().filter(usable::contains).isPresent()) {
          selected = charSet;
        }
      }
      if (selected == null && !proposedCharSets.isEmpty()) {
        selected = new NoCharSet();
      }
      // The response may, and must, mention records if the proposal does.
      Boolean recordsToo = recordsInSelectedCharSets;
      if (recordsToo != null) {
        recordsToo = recordsToo && records && selected != null && selected.charset().isPresent();
      }
      return new TargetResponse(selected, null, recordsToo);
    }
  }

  /**
   * A server's response.
   *
   * @param selectedCharSet the character set of what follows Init; null if none was proposed
   * @param selectedLanguage the language of messages, or null
   * @param recordsInSelectedCharSets whether records use the character set too; null is unspecified
   */
  record TargetResponse(
      @Nullable CharSet selectedCharSet,
      @Nullable String selectedLanguage,
      @Nullable Boolean recordsInSelectedCharSets)
      implements CharSetNegotiation {

    /** The character set of codecs from now on. */
    public Z3950Charset charset() {
      return Optional.ofNullable(selectedCharSet)
          .flatMap(CharSet::charset)
          .orElse(Z3950Charset.UNNEGOTIATED);
    }
  }

  /** A proposed or selected character set. */
  sealed interface CharSet {

    /** The codec's equivalent; empty if no codec here supports it. */
    default Optional<Z3950Charset> charset() {
      return switch (this) {
        case Iso10646(var _, Oid form) when form.equals(Oid.UTF_8_FORM) ->
            Optional.of(Z3950Charset.UTF_8);
        case Iso10646(var _, Oid form) when form.equals(Oid.UTF_16_FORM) ->
            Optional.of(Z3950Charset.UTF_16);
        case PrivateExternal(External(Oid form, OctetAligned(Octets name)))
            when Oid.CHARSET_ID.equals(form) ->
            byName(name.text(Z3950Charset.UNNEGOTIATED));
        case Iso10646 _,
            PrivateExternal _,
            Iso2022 _,
            PrivateOids _,
            PreviouslyAgreedUpon _,
            NoCharSet _ ->
            Optional.empty();
      };
    }

    private static Optional<Z3950Charset> byName(String name) {
      return switch (name.toLowerCase(Locale.ROOT).replace("_", "-")) {
        case "utf-8", "utf8" -> Optional.of(Z3950Charset.UTF_8);
        case "utf-16", "utf-16be" -> Optional.of(Z3950Charset.UTF_16);
        case "iso-8859-1", "iso8859-1", "latin1", "latin-1" -> Optional.of(Z3950Charset.ISO_8859_1);
        default -> Optional.empty();
      };
    }
  }

  /**
   * Unicode.
   *
   * @param collections the part of it; null means all
   * @param encodingLevel its encoding, such as {@link Oid#UTF_8_FORM}
   */
  record Iso10646(@Nullable Oid collections, Oid encodingLevel) implements CharSet {}

  /**
   * Sets of the ISO register with escape sequences.
   *
   * @param element the sets, as BER
   */
  record Iso2022(Octets element) implements CharSet {}

  /** Private character sets by their object identifiers. */
  record PrivateOids(List<Oid> viaOid) implements CharSet {
    public PrivateOids {
      viaOid = List.copyOf(viaOid);
    }
  }

  /** A private character set given by value; {@link Oid#CHARSET_ID} holds its name. */
  record PrivateExternal(External externallySpecified) implements CharSet {}

  /** The private character set that both sides know. */
  record PreviouslyAgreedUpon() implements CharSet {}

  /** In a response: none of the proposed ones; nothing is negotiated. */
  record NoCharSet() implements CharSet {}

  /** ISO 10646 as UTF-8. */
  CharSet UTF_8 = new Iso10646(null, Oid.UTF_8_FORM);

  /** The unit of otherInfo that carries this. */
  default OtherInformation toOtherInformation() {
    return OtherInformation.of(CharSetWire.write(this));
  }
}
