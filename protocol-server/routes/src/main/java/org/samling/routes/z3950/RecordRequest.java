package org.samling.routes.z3950;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.routes.catalogue.HoldingsXml;
import org.samling.routes.catalogue.RecordSchema;
import org.samling.routes.catalogue.RecordWriter;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.RecordComposition;

/**
 * The requested form of a record.
 *
 * @param syntax the record syntax
 * @param form the form in that syntax
 */
record RecordRequest(Oid syntax, Form form) {

  private static final String BRIEF = "b";
  private static final String FULL = "f";

  /**
   * The element sets; true for those of a brief record. The numbered ones, for SUTRS, are those
   * that bibliotek.dk requests.
   */
  private static final Map<String, Boolean> ELEMENT_SETS =
      Map.of(FULL, false, BRIEF, true, "f1", true, "f3", false);

  /** The danMARC2 element sets for one record of a work (danZIG profile). */
  private static final Map<String, Form.Part> PARTS =
      Map.of("hoved", Form.Part.HEAD, "sektion", Form.Part.SECTION, "bind", Form.Part.OWN);

  /** The form of a record. */
  sealed interface Form {

    /**
     * The record itself.
     *
     * @param syntax its syntax
     * @param brief whether it has only the few fields of the element set B
     */
    record Bibliographic(RecordSyntax syntax, boolean brief) implements Form {}

    /**
     * The record as text for people.
     *
     * @param brief whether it is limited to two or three lines
     */
    record Text(boolean brief) implements Form {}

    /**
     * The record as a tree of elements (GRS-1).
     *
     * @param brief whether it is brief
     */
    record Generic(boolean brief) implements Form {}

    /**
     * The record, with the library's holdings beside it.
     *
     * @param brief whether the record is brief
     */
    record Opac(boolean brief) implements Form {}

    /**
     * The library's holdings in the Z39.50 Holdings Schema.
     *
     * @param depth the level of detail
     */
    record HoldingsStructure(HoldingsXml.Depth depth) implements Form {}

    /** The library's holdings in ISO 20775. */
    record Iso20775() implements Form {}

    /** One record of the work that it belongs to, in danMARC2 and by itself. */
    record WorkPart(Part part) implements Form {}

    /** All records of the work that it belongs to, combined in one danMARC2 record. */
    record WholeWork() implements Form {}

    /** Which record of a work. */
    enum Part {
      /** The record of the work as a whole. */
      HEAD,
      /** The record of the section; the lowest if sections contain sections. */
      SECTION,
      /** The record that was found: of a volume, or a single record. */
      OWN
    }

    /** Whether it needs the other records of the work. */
    default boolean needsWork() {
      return this instanceof WorkPart || this instanceof WholeWork;
    }

    /** Whether it includes the status of items. */
    default boolean includesItems() {
      return switch (this) {
        case Bibliographic(var syntax, var brief) -> !brief && RecordWriter.includesItems(syntax);
        case Text(var brief) -> !brief;
        case Generic(var brief) -> !brief;
        case Opac _, HoldingsStructure _, Iso20775 _ -> true;
        case WorkPart _, WholeWork _ -> false;
      };
    }
  }

  /**
   * Reads the record form in a request. The default syntax is USMARC, the default element set the
   * full record.
   *
   * @param usmarc the variant of USMARC for this client
   * @throws DiagnosticException where there is no such syntax, schema or element set
   */
  static RecordRequest of(
      @Nullable Oid preferred, @Nullable RecordComposition composition, RecordSyntax usmarc) {
    return switch (composition) {
      case null -> of(preferred, null, FULL, usmarc);
      case ElementSetNames.GenericElementSetName(var name) -> of(preferred, null, name, usmarc);
      case ElementSetNames.DatabaseSpecific _ ->
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
      case CompSpec(_, var generic, var specific, var syntaxes) -> {
        if (!specific.isEmpty()) {
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
        }
        yield of(first(syntaxes, preferred), generic, usmarc);
      }
    };
  }

  private static @Nullable Oid first(List<Oid> syntaxes, @Nullable Oid preferred) {
    return syntaxes.stream()
        .filter(RecordRequest::isKnown)
        .findFirst()
        .orElse(syntaxes.isEmpty() ? preferred : syntaxes.getFirst());
  }

  private static boolean isKnown(Oid syntax) {
    return syntax.equals(Oid.USMARC)
        || syntax.equals(Oid.UNIMARC)
        || syntax.equals(Oid.DANMARC)
        || syntax.equals(Oid.DANMARC_LEVELS)
        || syntax.equals(Oid.XML)
        || syntax.equals(Oid.SUTRS)
        || syntax.equals(Oid.GRS_1)
        || syntax.equals(Oid.OPAC);
  }

  private static RecordRequest of(
      @Nullable Oid syntax, CompSpec.@Nullable Specification specification, RecordSyntax usmarc) {
    if (specification == null) {
      return of(syntax, null, FULL, usmarc);
    }
    var schema =
        switch (specification.schema()) {
          case null -> null;
          case CompSpec.SchemaUri(var uri) -> uri;
          case CompSpec.SchemaOid(var oid) -> oid.dotted();
        };
    return switch (specification.elementSpec()) {
      case null -> of(syntax, schema, null, usmarc);
      case CompSpec.ElementSetName(var name) -> of(syntax, schema, name, usmarc);
      case CompSpec.ExternalEspec _ ->
          throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, "eSpec");
    };
  }

  private static RecordRequest of(
      @Nullable Oid preferred,
      @Nullable String schema,
      @Nullable String elementSet,
      RecordSyntax usmarc) {
    var syntax = preferred == null ? Oid.USMARC : preferred;
    if (!isKnown(syntax)) {
      throw new DiagnosticException(Bib1Diagnostic.RECORD_SYNTAX_NOT_SUPPORTED, syntax.dotted());
    }
    if (syntax.equals(Oid.XML)) {
      return new RecordRequest(syntax, xml(schema, elementSet));
    }
    if (schema != null && RecordSchema.named(schema).isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, schema);
    }
    if (syntax.equals(Oid.DANMARC) && elementSet != null) {
      var part = PARTS.get(elementSet.toLowerCase(Locale.ROOT));
      if (part != null) {
        return new RecordRequest(syntax, new Form.WorkPart(part));
      }
    }
    var brief = isBrief(elementSet);
    if (syntax.equals(Oid.DANMARC_LEVELS)) {
      if (brief) {
        throw new DiagnosticException(
            Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet));
      }
      return new RecordRequest(syntax, new Form.WholeWork());
    }
    return new RecordRequest(
        syntax,
        syntax.equals(Oid.SUTRS)
            ? new Form.Text(brief)
            : syntax.equals(Oid.OPAC)
                ? new Form.Opac(brief)
                : syntax.equals(Oid.GRS_1)
                    ? new Form.Generic(brief)
                    : new Form.Bibliographic(marc(syntax, usmarc), brief));
  }

  private static RecordSyntax marc(Oid syntax, RecordSyntax usmarc) {
    if (syntax.equals(Oid.DANMARC)) {
      return RecordSyntax.DANMARC2;
    }
    return syntax.equals(Oid.UNIMARC) ? RecordSyntax.UNIMARC : usmarc;
  }

  private static boolean isBrief(@Nullable String elementSet) {
    var brief = ELEMENT_SETS.get(elementSet == null ? FULL : elementSet.toLowerCase(Locale.ROOT));
    if (brief == null) {
      throw new DiagnosticException(
          Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet));
    }
    return brief;
  }

  /** The schema is that of the request, or the element set, as ZOOM clients send it. */
  private static Form xml(@Nullable String schema, @Nullable String elementSet) {
    if (schema != null && isHoldingsSchema(schema)) {
      return new Form.HoldingsStructure(
          depth(elementSet == null ? HoldingsXml.Depth.B3.name() : elementSet)
              .orElseThrow(() ->
                  new DiagnosticException(
                      Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet))));
    }
    if (schema == null && elementSet != null) {
      var depth = depth(elementSet);
      if (depth.isPresent()) {
        return new Form.HoldingsStructure(depth.get());
      }
      var named = RecordSchema.named(elementSet);
      if (named.isPresent()) {
        return of(named.get(), false);
      }
    }
    var named = schema == null ? Optional.of(RecordSchema.MARCXML) : RecordSchema.named(schema);
    return of(
        named.orElseThrow(() ->
            new DiagnosticException(
                Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(schema))),
        isBrief(elementSet));
  }

  private static Form of(RecordSchema schema, boolean brief) {
    var syntax = schema.syntax();
    return syntax == null ? new Form.Iso20775() : new Form.Bibliographic(syntax, brief);
  }

  private static boolean isHoldingsSchema(String schema) {
    return schema.equals(Oid.HOLDINGS_SCHEMA_4.dotted())
        || schema.equals(Oid.HOLDINGS_SCHEMA.dotted());
  }

  private static Optional<HoldingsXml.Depth> depth(String elementSet) {
    return switch (elementSet.toUpperCase(Locale.ROOT)) {
      case "B1" -> Optional.of(HoldingsXml.Depth.B1);
      case "B2" -> Optional.of(HoldingsXml.Depth.B2);
      case "B3" -> Optional.of(HoldingsXml.Depth.B3);
      default -> Optional.empty();
    };
  }
}
