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
 * What an Init says about character sets and languages (CharSetandLanguageNegotiation-3, {@link
 * Oid#CHARSET_NEGOTIATION_3}).
 */
public sealed interface CharSetNegotiation {

  /**
   * What a client would like.
   *
   * @param proposedCharSets character sets for names, terms and messages, best first
   * @param proposedLanguages languages for messages, best first, in three-letter codes
   * @param recordsInSelectedCharSets whether records are to be in the character set too; null says
   *     nothing, which means no
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
     * The answer of a server that can use these character sets: the first one of the client's, or
     * none. It names no language.
     *
     * @param records whether records are sent in the character set, if the client asks that
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
      // The answer may, and has to, say something of records if the proposal does.
      Boolean recordsToo = recordsInSelectedCharSets;
      if (recordsToo != null) {
        recordsToo = recordsToo && records && selected != null && selected.charset().isPresent();
      }
      return new TargetResponse(selected, null, recordsToo);
    }
  }

  /**
   * What a server agrees to.
   *
   * @param selectedCharSet the character set of what comes after Init; null if none was proposed
   * @param selectedLanguage the language of messages, or null
   * @param recordsInSelectedCharSets whether records are in the character set too; null says
   *     nothing
   */
  record TargetResponse(
      @Nullable CharSet selectedCharSet,
      @Nullable String selectedLanguage,
      @Nullable Boolean recordsInSelectedCharSets)
      implements CharSetNegotiation {

    /** The character set for a codec from here on. */
    public Z3950Charset charset() {
      return Optional.ofNullable(selectedCharSet)
          .flatMap(CharSet::charset)
          .orElse(Z3950Charset.UNNEGOTIATED);
    }
  }

  /** A character set that is proposed or selected. */
  sealed interface CharSet {

    /** The same as a codec has it; empty if no codec here has it. */
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
   * @param collections which part of it; null means all
   * @param encodingLevel its form, such as {@link Oid#UTF_8_FORM}
   */
  record Iso10646(@Nullable Oid collections, Oid encodingLevel) implements CharSet {}

  /**
   * Sets of the ISO register with escape sequences.
   *
   * @param element which ones, as BER
   */
  record Iso2022(Octets element) implements CharSet {}

  /** Private character sets by their object identifiers. */
  record PrivateOids(List<Oid> viaOid) implements CharSet {
    public PrivateOids {
      viaOid = List.copyOf(viaOid);
    }
  }

  /** A private character set that is described; {@link Oid#CHARSET_ID} holds its name. */
  record PrivateExternal(External externallySpecified) implements CharSet {}

  /** The private character set that both sides know of. */
  record PreviouslyAgreedUpon() implements CharSet {}

  /** In an answer: none of the proposed ones, nothing is agreed upon. */
  record NoCharSet() implements CharSet {}

  /** ISO 10646 as UTF-8. */
  CharSet UTF_8 = new Iso10646(null, Oid.UTF_8_FORM);

  /** The unit of otherInfo that carries this. */
  default OtherInformation toOtherInformation() {
    return OtherInformation.of(CharSetWire.write(this));
  }
}
